import NBBasics
import NBObservations
import NBReports

/// What a dry run understood of the input, for somebody who wonders whether it is the right one.
struct DryRunReport {
  private var times: ClosedRange<Instant>?
  private var instances: Set<StreamKey> = []
  private var kinds: [String: Int] = [:]
  private var statuses: [String: Int] = [:]
  private var first: Observation?

  mutating func note(_ observations: [Observation]) {
    for observation in observations {
      let time = observation.observedAt
      times = times.map { min($0.lowerBound, time)...max($0.upperBound, time) } ?? time...time
      let content = observation.content
      if !content.stream.notebookID.isEmpty { instances.insert(content.stream) }
      kinds[content.kind.word, default: 0] += 1
      statuses[Self.status(content), default: 0] += 1
      first = first ?? observation
    }
  }

  var lines: [String] {
    var lines = ["nbtrack: dry run, nothing was written"]
    guard let times, let first else { return lines }
    lines.append("  times      \(times.lowerBound.rfc3339) to \(times.upperBound.rfc3339)")
    lines.append("  instances  \(instances.count)")
    lines.append("  kinds      \(Self.list(kinds))")
    lines.append("  statuses   \(Self.list(statuses))")
    let (content, instance) = (first.content, first.content.stream.notebookID)
    let about = instance.isEmpty ? "a list that failed" : "instance \(instance)"
    lines.append(
      "  first      at \(first.observedAt.rfc3339) a \(content.kind.word) of \(about) was answered with HTTP"
        + " \(content.httpStatus), \(Self.status(content))")
    return lines.map { VisibleText.of($0) }
  }

  private static func status(_ content: ObservedAnswer) -> String {
    content.answer.status == .gone ? "gone" : content.answer.facts.statusWord ?? "no status"
  }

  private static func list(_ counts: [String: Int]) -> String {
    let order = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let shown = order.prefix(8).map { "\($0.value) \($0.key)" }
    return shown.joined(separator: ", ") + (order.count > 8 ? ", …" : "")
  }
}
