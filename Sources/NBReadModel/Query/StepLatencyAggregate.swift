import NBSQLite
import NBStatistics

/// `nb_step_latency(measure, interval, clock, stream_id, attempt, outcome, begin_low, begin_high, end_low, end_high,
/// last_applied, server_total, gaps, step, status, began_low, began_high, ended_low, ended_high, last_unfinished)`: the
/// figures of all steps of the attempts of a group, as a JSON array of one object a step. A row is an attempt with one of
/// its steps, or with NULLs when it listed none.
final class StepLatencyAggregate: Aggregate {
  private struct Key: Hashable {
    let stream: Int64?
    let attempt: Int64?
  }

  private struct Listed {
    let row: [Value]
    var steps: [Int: StepTimes] = [:]
  }

  private static let stepCount = 4

  private var listed: [Key: Listed] = [:]
  private var gaps: [Int64] = []
  private var wantsAge = false
  private var interval = PathInterval.path
  private var clock = LatencyClock.auto

  func step(_ arguments: [Value]) throws {
    wantsAge = arguments[0].text == "age"
    interval = arguments[1].text.flatMap(PathInterval.init(rawValue:)) ?? .path
    clock = arguments[2].text.flatMap(LatencyClock.init(rawValue:)) ?? .auto
    let key = Key(stream: arguments[3].integer, attempt: arguments[4].integer)
    if listed[key] == nil {
      listed[key] = Listed(row: Array(arguments[5..<12]))
      gaps += GapList.gaps(arguments[12].text)
    }
    guard let number = arguments[13].integer else { return }
    listed[key]?.steps[Int(number)] = StepTimes(row: arguments[14...])
  }

  func finish() -> Value {
    let attempts = listed.values.compactMap { AttemptTimes(row: $0.row[...], steps: $0.steps) }
    let texts = wantsAge ? ages(attempts) : durations(attempts)
    return .text("[\(texts.joined(separator: ","))]")
  }

  private func durations(_ attempts: [AttemptTimes]) -> [String] {
    StepDurationEstimate.estimate(
      attempts, gaps: gaps, steps: Self.stepCount, interval: interval, usesServerTotal: clock == .auto
    ).map { estimate in
      var json = JSONObjectText()
      json.add("n", estimate.n)
      json.add("completed", estimate.completed)
      json.add("failed", estimate.failed)
      json.add("censored", estimate.censored)
      for quantile in estimate.quantiles {
        json.add(quantile.name, quantile.estimate)
        json.add(quantile.name + "_low", quantile.low)
        json.add(quantile.name + "_high", quantile.high)
        json.add(quantile.name + "_free_low", quantile.freeLow)
        json.add(quantile.name + "_free_high", quantile.freeHigh)
      }
      json.add("method", estimate.method.rawValue)
      json.add("note", estimate.note.isEmpty ? nil : estimate.note)
      return json.text
    }
  }

  private func ages(_ attempts: [AttemptTimes]) -> [String] {
    (1...Self.stepCount).map { step in
      let estimate = StepAgeEstimate.estimate(rows: attempts.compactMap { $0.stepRow(step) })
      var json = JSONObjectText()
      json.add("n", estimate.n)
      json.add("completed", estimate.completed)
      json.add("failed", estimate.failed)
      json.add("censored", estimate.censored)
      json.add(estimate.quantiles)
      for quantile in estimate.quantiles {
        json.add(quantile.name + "_free_low", quantile.low)
        json.add(quantile.name + "_free_high", quantile.high)
      }
      json.add("method", estimate.method.rawValue)
      json.add("note", estimate.note.isEmpty ? nil : estimate.note)
      return json.text
    }
  }
}

extension StepTimes {
  /// A step from `status, began_low, began_high, ended_low, ended_high, last_unfinished`.
  fileprivate init(row: ArraySlice<Value>) {
    func integer(_ place: Int) -> Int64? { row[row.startIndex + place].milliseconds }
    let ended = (low: integer(3), high: integer(4))
    let status: Status = row.first?.text == "FAILED" ? .failed : ended.high == nil ? .unfinished : .completed
    self.init(status, began: (integer(1), integer(2)), ended: ended, lastUnfinished: integer(5))
  }
}
