import NBObservations
import NBReports

/// The rejects of a run by reason, so that it can say at its end what was wrong.
struct RejectTally {
  private struct Reason {
    let text: String
    var count = 0
    let first: String
  }

  private static let shown = 3

  private var reasons: [Reason] = []
  private var places: [String: Int] = [:]
  private(set) var count = 0

  mutating func note(_ rejects: [Reject]) {
    for reject in rejects {
      count += 1
      if let place = places[reject.reason] {
        reasons[place].count += 1
      } else {
        places[reject.reason] = reasons.count
        reasons.append(Reason(text: reject.reason, count: 1, first: "\(reject.source):\(reject.line)"))
      }
    }
  }

  /// Nothing without rejects; else the most frequent reasons with their counts and an example each.
  var lines: [String] {
    guard count > 0 else { return [] }
    let order = reasons.enumerated().sorted {
      ($1.element.count, $0.offset) < ($0.element.count, $1.offset)
    }.map(\.element)
    let words = order.prefix(Self.shown).map {
      "\($0.count) × \(VisibleText.of($0.text)), first at \(VisibleText.of($0.first))"
    }
    var lines = words.count == 1 ? ["nbtrack: \(count) rejected: \(words[0])"] : ["nbtrack: \(count) rejected:"]
    if words.count > 1 { lines += words.map { "  " + $0 } }
    if order.count > words.count {
      let others = order.count - words.count
      lines.append("  and \(others) other reason\(others == 1 ? "" : "s"); `nbtrack rejects` lists them all")
    }
    if order.contains(where: { $0.text.contains("in the future") || $0.text.contains("is before the year") }) {
      lines.append("`--allow-any-time` takes times that nobody can have seen, for simulations and replays.")
    }
    return lines
  }
}
