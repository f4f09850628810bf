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
      metric(name, type, targets.compactMap { target in value(target.view).map { (label(target.name), $0) } })
    }
    each("up", "gauge") { $0.hasStarted && $0.counts.lastListAt != nil ? "1" : "0" }
    each("last_list_seconds", "gauge") { $0.counts.lastListAt.map { seconds($0) } }
    metric(
      "requests_total", "counter",
      targets.flatMap { target in
        target.view.counts.outcomes.sorted { $0.key < $1.key }.map { key, count in
          let parts = key.split(separator: " ")
          return (label(target.name, ",call=\"\(parts[0])\",outcome=\"\(parts[1])\""), String(count))
        }
      })
    each("request_seconds_sum", "counter") { seconds($0.counts.requestTime) }
    each("request_seconds_count", "counter") { String($0.counts.requests) }
    metric(
      "instances", "gauge",
      targets.flatMap { target in
        [
          (label(target.name, ",class=\"moving\""), String(target.view.moving)),
          (label(target.name, ",class=\"at_rest\""), String(target.view.instances - target.view.moving)),
        ]
      })
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
