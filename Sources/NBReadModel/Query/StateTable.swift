import NBBasics
import NBEventLog
import NBObservations
import NBProjections
import NBSQLite

/// `nb_states(window_from_ms, window_until_ms, as_of_ms, max_gap_ms)`: what every instance was when, a row for each stretch
/// of one state: running, starting, stopped, failed, other, or no_data where answers were further apart than the longest
/// gap that counts as observed. Nothing before the first answer and after an instance is gone for good. The columns
/// `from_at` and `until_at` are RFC 3339, `from_ms` and `until_ms` milliseconds since 1970.
enum StateTable {
  static func register(on connection: Connection, _ cache: SpellCache?) throws(Failure) {
    try connection.register(
      table: TableFunction(
        name: "nb_states",
        columns: [
          .init("stream_id", "INTEGER"), .init("state", "TEXT"), .init("from_at", "TEXT"), .init("until_at", "TEXT"),
          .init("from_ms", "INTEGER"), .init("until_ms", "INTEGER"),
        ],
        parameters: ["window_from_ms", "window_until_ms", "as_of_ms", "max_gap_ms"]
      ) { [weak connection] arguments in
        guard let connection else { return { nil } }
        let parameters = try ExposureArguments.parameters(arguments)
        return try SpellScan.rows(connection, parameters, cache) { stream, spells in
          stretches(of: spells, parameters).map { stretch in
            [
              .integer(stream), .text(stretch.state), .text(stretch.from.rfc3339), .text(stretch.until.rfc3339),
              .integer(stretch.from.milliseconds), .integer(stretch.until.milliseconds),
            ]
          }
        }
      })
  }

  private struct Stretch {
    var from: Instant
    var until: Instant
    var state: String
  }

  /// A state holds until the next answer where that came soon enough.
  private static func stretches(of spells: [ExposureSpell], _ parameters: ExposureParameters) -> [Stretch] {
    let known = spells.prefix { $0.firstAt <= parameters.asOf }
    let end = (known.lastIndex { !$0.facts.isGone } ?? -1) + 1
    var stretches: [Stretch] = []
    func add(_ state: String, _ from: Instant, _ until: Instant) {
      let low = max(from, parameters.from ?? from)
      let high = min(until, parameters.until)
      guard low < high else { return }
      if let last = stretches.last, last.state == state, last.until == low {
        stretches[stretches.count - 1].until = high
      } else {
        stretches.append(Stretch(from: low, until: high, state: state))
      }
    }
    for index in known.indices.prefix(end) {
      let spell = known[index]
      let state = word(spell.facts.status)
      let lastAt = min(spell.lastAt, parameters.asOf)
      add(state, spell.firstAt, lastAt)
      let next = index + 1 < known.endIndex ? known[index + 1].firstAt : parameters.asOf + 1
      add(next - lastAt <= parameters.longestGap + 1 ? state : "no_data", lastAt, next)
    }
    return stretches
  }

  private static func word(_ status: InstanceStatus?) -> String {
    guard let status, status != .frozen else { return "other" }
    return switch status.statusClass {
    case .starting: "starting"
    case .up: "running"
    case .failed: "failed"
    case .down: "stopped"
    case .unknown: "other"
    }
  }
}
