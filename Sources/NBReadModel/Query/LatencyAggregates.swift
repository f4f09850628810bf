import NBBasics
import NBObservations
import NBSQLite
import NBStatistics

/// `nb_start_latency(outcome, begin_low, begin_high, end_low, end_high, last_applied, server_total, clock, within)`: the figures of
/// the starts of a group, as a JSON object. `within` is a list of durations such as `60s,5m`, or NULL; `ready_within` then
/// holds the share ready by each.
final class StartLatencyAggregate: Aggregate {
  private var rows: [StartRow] = []
  private var clock = LatencyClock.auto
  private var within: [Int64] = []

  func step(_ arguments: [Value]) throws {
    clock = arguments[7].text.flatMap(LatencyClock.init(rawValue:)) ?? .auto
    within = QuestionParameter.parts(of: arguments[8].text ?? "").compactMap(DurationText.milliseconds)
    if let row = Self.row(arguments[...]) { rows.append(row) }
  }

  /// The row of a start from `outcome, begin_low, begin_high, end_low, end_high, last_applied, server_total, …`; nil for
  /// refused starts and for those without a begin.
  static func row(_ arguments: ArraySlice<Value>) -> StartRow? {
    func integer(_ place: Int) -> Int64? { arguments[arguments.startIndex + place].integer }
    guard let outcome = outcome(arguments.first?.text), let beginHigh = integer(2) else { return nil }
    let end: (low: Int64?, high: Int64?) =
      outcome == .inProgress ? (integer(5), nil) : (integer(3), integer(4) ?? beginHigh)
    return StartRow(outcome, begin: (integer(1), beginHigh), end: end, serverTotal: integer(6))
  }

  func finish() -> Value {
    let estimate = StartLatencyEstimate.estimate(rows: rows, within: within, clock: clock)
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
    json.add("method", estimate.method.rawValue)
    json.add("note", estimate.note.isEmpty ? nil : estimate.note)
    return .text(json.text)
  }

  /// The outcome that a word of the column `outcome` names; nil for refused starts, which never started.
  private static func outcome(_ word: String?) -> StartRow.Outcome? {
    switch word {
    case "succeeded": .succeeded
    case "failed": .failed
    case "cancelled": .cancelled
    case "superseded": .superseded
    case "in_progress": .inProgress
    default: nil
    }
  }
}

/// `nb_step_latency(measure, interval, row, begin_low, begin_high, began_low, began_high, ended_low, ended_high, end_high, gaps)`:
/// the figures of one step of the attempts of a group, as a JSON object. `row` says what the attempt tells of the step:
/// completed, failed, censored, implied (never listed in a start that succeeded), or NULL for nothing but its gaps.
final class StepLatencyAggregate: Aggregate {
  private var rows: [StepRow] = []
  private var gaps: [Int64] = []
  private var measure = StepLatencyEstimate.Measure.duration
  private var wantsModel = false

  func step(_ arguments: [Value]) throws {
    measure = arguments[0].text.flatMap(StepLatencyEstimate.Measure.init(rawValue:)) ?? .duration
    wantsModel = arguments[1].text == "model"
    gaps += GapList.gaps(arguments[10].text)
    guard let beginHigh = arguments[4].integer else { return }
    let begin = (low: arguments[3].integer, high: beginHigh)
    func listed(_ kind: StepRow.Kind) -> StepRow? {
      guard let beganHigh = arguments[6].integer else { return nil }
      return StepRow(
        kind, begin: begin, began: (arguments[5].integer, beganHigh),
        ended: (arguments[7].integer, kind == .censored ? nil : arguments[8].integer))
    }
    switch arguments[2].text {
    case "completed": if let row = listed(.completed) { rows.append(row) }
    case "failed": if let row = listed(.failed) { rows.append(row) }
    case "censored": if let row = listed(.censored) { rows.append(row) }
    case "implied":
      if let endHigh = arguments[9].integer { rows.append(.implied(begin: begin, endHigh: endHigh)) }
    default: break
    }
  }

  func finish() -> Value {
    let estimate = StepLatencyEstimate.estimate(
      rows: rows, measure: measure, gaps: gaps, modelInterval: wantsModel)
    var json = JSONObjectText()
    json.add("n", estimate.n)
    json.add("completed", estimate.completed)
    json.add("failed", estimate.failed)
    json.add("censored", estimate.censored)
    json.add(estimate.quantiles)
    if let limits = estimate.modelLimits {
      for (quantile, limit) in zip(estimate.quantiles, limits) {
        json.add(quantile.name + "_model_low", limit.low)
        json.add(quantile.name + "_model_high", limit.high)
      }
    }
    json.add("method", estimate.method.rawValue)
    json.add("note", estimate.note.isEmpty ? nil : estimate.note)
    return .text(json.text)
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
        if let first = gap {
          gaps.append(contentsOf: repeatElement(first, count: Int(complete)))
          gap = nil
        } else {
          gap = complete
        }
      }
    }
    return gaps
  }
}
