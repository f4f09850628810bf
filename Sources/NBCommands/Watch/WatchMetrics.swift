import NBSources

/// Prometheus text for node_exporter's textfile collector, replaced atomically.
enum WatchMetrics {
  static func write(_ targets: [(name: String, view: TargetView)], appender: WatchAppender, to path: String) throws {
    let file = try AtomicFile(path: path)
    let bytes = Array(text(targets, appender: appender).utf8)
    try bytes.withUnsafeBytes { try file.write($0) }
    try file.commit()
  }

  private static func text(_ targets: [(name: String, view: TargetView)], appender: WatchAppender) -> String {
    var lines: [String] = []
    func metric(_ name: String, _ type: String, _ values: [(labels: String, value: String)]) {
      lines.append("# TYPE nbtrack_watch_\(name) \(type)")
      lines += values.map { "nbtrack_watch_\(name)\($0.labels) \($0.value)" }
    }
    func each(_ name: String, _ type: String, _ value: (TargetView) -> String?) {
      var values: [(labels: String, value: String)] = []
      for target in targets {
        if let text = value(target.view) { values.append((label(target.name), text)) }
      }
      metric(name, type, values)
    }
    each("up", "gauge") { $0.isFailing ? "0" : "1" }
    each("last_list_seconds", "gauge") { $0.counts.lastListAt.map { seconds($0) } }
    var requests: [(labels: String, value: String)] = []
    var instances: [(labels: String, value: String)] = []
    for (name, view) in targets {
      for (key, count) in view.counts.outcomes.sorted(by: { $0.key < $1.key }) {
        let parts = key.split(separator: " ")
        requests.append((label(name, ",call=\"\(parts[0])\",outcome=\"\(parts[1])\""), String(count)))
      }
      instances.append((label(name, ",class=\"moving\""), String(view.moving)))
      instances.append((label(name, ",class=\"at_rest\""), String(view.instances - view.moving)))
    }
    metric("requests_total", "counter", requests)
    each("request_seconds_sum", "counter") { seconds($0.counts.requestTime) }
    each("request_seconds_count", "counter") { String($0.counts.requests) }
    metric("instances", "gauge", instances)
    each("moving", "gauge") { String($0.moving) }
    metric("appended_total", "counter", [("", String(appender.appended))])
    each("unchanged_total", "counter") { String($0.unchanged) }
    each("throttled_total", "counter") { String($0.counts.throttled) }
    each("list_interval_seconds", "gauge") { seconds($0.listInterval) }
    each("show_interval_seconds", "gauge") { seconds($0.showInterval) }
    each("clock_offset_seconds", "gauge") { seconds($0.clockOffset) }
    each("token_expiry_seconds", "gauge") { $0.tokenLeft.map { seconds($0) } }
    metric("log_position", "gauge", [("", String(appender.head.position))])
    return lines.joined(separator: "\n") + "\n"
  }

  private static func label(_ target: String, _ more: String = "") -> String {
    let escaped = target.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "{target=\"\(escaped)\"\(more)}"
  }

  private static func seconds(_ milliseconds: Int64) -> String {
    let rest = abs(milliseconds) % 1000
    let digits = String(1000 + rest).dropFirst()
    return "\(milliseconds < 0 ? "-" : "")\(abs(milliseconds) / 1000).\(digits)"
  }
}
