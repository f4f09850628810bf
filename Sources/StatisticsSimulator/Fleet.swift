import NBStatistics

/// A simulated fleet: known truth, and what its polls tell. The same seed gives the same fleet.
package struct Fleet: Sendable {
  /// Each start that was seen, with all its steps.
  package let attempts: [AttemptTimes]
  /// One row for each start that was seen.
  package let startRows: [StartRow]
  /// Rows of each step, from 0.
  package let stepRows: [[StepRow]]
  /// Milliseconds between consecutive looks at the same start.
  package let gaps: [Int64]

  /// Draws the starts of a scenario and watches them.
  package init(_ scenario: Scenario, seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let typical = scenario.steps.reduce(0) { $0 + $1.median }
    var attempts: [AttemptTimes] = []
    var startRows: [StartRow] = []
    var stepRows = [[StepRow]](repeating: [], count: scenario.steps.count)
    var gaps: [Int64] = []
    for _ in 0..<scenario.starts {
      let truth = TrueStart.draw(scenario, &generator)
      let scenario = scenario.oneRhythm(&generator)
      let looks = PollSchedule(scenario, around: typical, &generator).looks(until: truth.outcome.time, &generator)
      let answer = generator.happens(scenario.requestedShare) ? 100 + Int64(generator.next(below: 400)) : nil
      let watcher = StartWatcher(truth, looks: looks, scenario: scenario, requestSeen: answer)
      guard let row = watcher.startRow else { continue }
      startRows.append(row)
      if let attempt = watcher.attempt { attempts.append(attempt) }
      gaps += watcher.gaps
      for step in scenario.steps.indices {
        if let row = watcher.stepRow(step) { stepRows[step].append(row) }
      }
    }
    self.attempts = attempts
    self.startRows = startRows
    self.stepRows = stepRows
    self.gaps = gaps
  }

  /// What the first poll that saw each change would say of one step: the median of first-seen end minus first-seen
  /// begin over the rows that completed, in milliseconds. For comparison; nil without rows.
  package func naiveMedian(step: Int) -> Double? {
    let durations = stepRows[step].compactMap { row -> Int64? in
      guard row.kind == .completed, let ended = row.endedHigh else { return nil }
      return ended - row.beganHigh
    }.sorted()
    return durations.isEmpty ? nil : Double(durations[durations.count / 2])
  }

  /// The true quantiles of the time to ready, from many unwatched starts.
  package static func trueTotals(_ scenario: Scenario, shares: [Double], draws: Int = 200_000) -> [Double] {
    var generator = SplitMix64(seed: 4_242)
    let totals = (0..<draws).map { _ in TrueStart.durations(scenario, &generator).reduce(0, +) }.sorted()
    return shares.map { totals[Int(Double(draws) * $0)] }
  }
}
