import NBBasics
import NBObservations
import NBSQLite
import NBStatistics

/// `nb_start_latency(outcome, begin_low, begin_high, end_low, end_high, last_applied, server_total, gaps, clock, within)`:
/// the figures of the starts of a group, as a JSON object. `within` is a list of durations such as `60s,5m`, or NULL;
/// `ready_within` then holds the share ready by each.
final class StartLatencyAggregate: Aggregate {
  private var attempts: [AttemptTimes] = []
  private var gaps: [Int64] = []
  private var clock = LatencyClock.auto
  private var within: [Int64] = []

  func step(_ arguments: [Value]) throws {
    clock = arguments[8].text.flatMap(LatencyClock.init(rawValue:)) ?? .auto
    within = QuestionParameter.parts(of: arguments[9].text ?? "").compactMap(DurationText.milliseconds)
    guard let attempt = AttemptTimes(row: arguments[..<7], steps: [:]) else { return }
    attempts.append(attempt)
    gaps += GapList.gaps(arguments[7].text)
  }

  /// The row of a start from `outcome, begin_low, begin_high, end_low, end_high, last_applied, server_total, …`; nil for
  /// refused starts and for those without a begin.
  static func row(_ arguments: ArraySlice<Value>) -> StartRow? {
    func integer(_ place: Int) -> Int64? { arguments[arguments.startIndex + place].milliseconds }
    guard let outcome = StartRow.Outcome(word: arguments.first?.text), let beginHigh = integer(2) else { return nil }
    let end: (low: Int64?, high: Int64?) =
      outcome == .inProgress ? (integer(5), nil) : (integer(3), integer(4) ?? beginHigh)
    return StartRow(outcome, begin: (integer(1), beginHigh), end: end, serverTotal: integer(6))
  }

  func finish() -> Value {
    let estimate = StartLatencyEstimate.estimate(attempts, gaps: gaps, within: within, clock: clock)
    var json = JSONObjectText()
    json.add("n", estimate.n)
    json.add("succeeded", estimate.succeeded)
    json.add("failed", estimate.failed)
    json.add("cancelled", estimate.cancelled)
    json.add("in_progress", estimate.inProgress)
    json.add("ready_share_low", estimate.readyShareLow)
    json.add("ready_share_high", estimate.readyShareHigh)
    json.add(estimate.quantiles)
    json.add("ready_within", estimate.within.map(\.share))
    json.add("ready_within_low", estimate.within.map(\.low))
    json.add("ready_within_high", estimate.within.map(\.high))
    json.add("method", estimate.method.rawValue)
    json.add("note", estimate.note.isEmpty ? nil : estimate.note)
    return .text(json.text)
  }
}

extension StartRow.Outcome {
  /// The outcome that a word of the column `outcome` names; nil for refused starts, which never started.
  init?(word: String?) {
    switch word {
    case "succeeded": self = .succeeded
    case "failed": self = .failed
    case "cancelled": self = .cancelled
    case "superseded": self = .superseded
    case "in_progress": self = .inProgress
    default: return nil
    }
  }
}

extension Value {
  /// A time or a length in milliseconds; nil for what is none: statistics compute with what the years 1 to 9999 hold.
  var milliseconds: Int64? {
    integer.flatMap { Instant.range.contains(Instant(milliseconds: $0)) ? $0 : nil }
  }
}

extension AttemptTimes {
  /// An attempt from `outcome, begin_low, begin_high, end_low, end_high, last_applied, server_total`; nil for refused
  /// starts and for those without a begin.
  init?(row: ArraySlice<Value>, steps: [Int: StepTimes]) {
    func integer(_ place: Int) -> Int64? { row[row.startIndex + place].milliseconds }
    guard let outcome = StartRow.Outcome(word: row.first?.text), let beginHigh = integer(2) else { return nil }
    self.init(
      outcome, begin: (integer(1), beginHigh),
      end: outcome == .inProgress ? (nil, nil) : (integer(3), integer(4) ?? beginHigh), lastLook: integer(5),
      serverTotal: integer(6), steps: steps)
  }
}

extension JSONObjectText {
  /// `p50`, `p50_low`, `p50_high` and so on, in milliseconds.
  mutating func add(_ quantiles: [QuantileEstimate], prefix: String = "") {
    for quantile in quantiles {
      add(prefix + quantile.name, quantile.estimate)
      add(prefix + quantile.name + "_low", quantile.low)
      add(prefix + quantile.name + "_high", quantile.high)
    }
  }
}

/// The column `gaps` of an attempt.
enum GapList {
  /// No attempt has more polls.
  private static let most: Int64 = 1_000_000

  /// Each gap as often as it occurred, from a JSON array of [gap, count].
  static func gaps(_ text: String?) -> [Int64] {
    guard let text else { return [] }
    var gaps: [Int64] = []
    var gap: Int64?
    var number: Int64?
    // Digits and what separates them: a pair is complete at every second number.
    for byte in text.utf8 {
      let digit = byte &- UInt8(ascii: "0")
      if digit < 10 {
        number = (number ?? 0) &* 10 &+ Int64(digit)
      } else if let complete = number {
        number = nil
        if let first = gap.map({ min(max($0, 0), Instant.range.upperBound.milliseconds) }) {
          gaps.append(contentsOf: repeatElement(first, count: Int(min(max(complete, 0), most))))
          gap = nil
        } else {
          gap = complete
        }
      }
    }
    return gaps
  }
}
