import NBSQLite
import NBStatistics

/// `nb_start_comparison(is_later, outcome, begin_low, begin_high, end_low, end_high, last_applied, server_total, clock, gaps)`:
/// the starts of an earlier and a later time compared, as a JSON object. Milliseconds.
final class StartComparisonAggregate: Aggregate {
  private var earlier: [StartRow] = []
  private var later: [StartRow] = []
  private var gaps: (earlier: [Int64], later: [Int64]) = ([], [])
  private var clock = LatencyClock.auto

  func step(_ arguments: [Value]) {
    clock = arguments[8].text.flatMap(LatencyClock.init(rawValue:)) ?? .auto
    guard let row = StartLatencyAggregate.row(arguments[1...]) else { return }
    if arguments[0].integer == 1 {
      later.append(row)
      gaps.later += GapList.gaps(arguments[9].text)
    } else {
      earlier.append(row)
      gaps.earlier += GapList.gaps(arguments[9].text)
    }
  }

  func finish() -> Value {
    let medians = (earlier: QuantileChange.medianGap(gaps.earlier), later: QuantileChange.medianGap(gaps.later))
    let comparison = StartComparison.compare(earlier: earlier, later: later, medianGaps: medians, clock: clock)
    var json = JSONObjectText()
    json.add("before_n", comparison.earlier.n)
    json.add("n", comparison.later.n)
    json.add(comparison.earlier.quantiles, prefix: "before_")
    json.add(comparison.later.quantiles)
    for (quantile, change) in zip(comparison.later.quantiles, comparison.changes) {
      json.add(quantile.name + "_difference", change.difference)
      json.add(quantile.name + "_difference_low", change.lower)
      json.add(quantile.name + "_difference_high", change.upper)
    }
    json.add("p", comparison.test?.p)
    let note = notes(comparison, medians).joined(separator: "; ")
    json.add("note", note.isEmpty ? nil : note)
    return .text(json.text)
  }

  /// Why there is no estimate or no test.
  private func notes(_ comparison: StartComparison, _ medians: (earlier: Double?, later: Double?)) -> [String] {
    var notes: [String] = []
    for (estimate, when) in [(comparison.earlier, "before"), (comparison.later, "now")] {
      if estimate.n == 0 {
        notes.append("no start \(when)")
      } else if estimate.n < LatencyTable.fewestRows {
        notes.append("fewer than \(LatencyTable.fewestRows) starts \(when)")
      } else if estimate.succeeded == 0 {
        notes.append("no start got ready \(when)")
      }
    }
    if comparison.cadenceChanged, let earlier = medians.earlier, let later = medians.later {
      notes.append("polled at another pace: every \(seconds(earlier)) s before, \(seconds(later)) s now")
    } else if comparison.test == nil, notes.isEmpty {
      notes.append("nothing to test")
    }
    return notes
  }

  /// Seconds with at most one decimal.
  private func seconds(_ milliseconds: Double) -> String {
    let tenths = Int64((milliseconds / 100).rounded(.toNearestOrAwayFromZero))
    return tenths % 10 == 0 ? String(tenths / 10) : "\(tenths / 10).\(tenths % 10)"
  }
}

/// `nb_rate_comparison(events before, of how many, events now, of how many)`: two rates compared, as a JSON object.
struct RateComparison {
  let earlier: (events: Int, count: Int)
  let later: (events: Int, count: Int)

  var value: Value {
    var json = JSONObjectText()
    add(earlier, "before", "before_low", "before_high", "before_n", &json)
    add(later, "value", "low", "high", "n", &json)
    let difference = RateDifference(later.events, of: later.count, minus: earlier.events, of: earlier.count)
    json.add("difference", difference?.difference)
    json.add("difference_low", difference?.lower)
    json.add("difference_high", difference?.upper)
    json.add("p", difference?.midP)
    let missing = [earlier.count == 0 ? "no start ended before" : nil, later.count == 0 ? "no start ended now" : nil]
    let note = missing.compactMap { $0 }.joined(separator: "; ")
    json.add("note", note.isEmpty ? nil : note)
    return .text(json.text)
  }

  private func add(
    _ rate: (events: Int, count: Int), _ name: String, _ low: String, _ high: String, _ n: String,
    _ json: inout JSONObjectText
  ) {
    let interval = RateInterval.wilson(rate.events, of: rate.count)
    json.add(n, rate.count)
    json.add(name, rate.count == 0 ? nil : Double(rate.events) / Double(rate.count))
    json.add(low, interval?.lower)
    json.add(high, interval?.upper)
  }
}
