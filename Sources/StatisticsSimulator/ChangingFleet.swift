import NBStatistics

/// Starts over a window whose behaviour, or whose polling, changes at some moment of it. The same seed gives the same fleet.
package struct ChangingFleet: Sendable {
  /// Milliseconds: a week.
  package static let window = 7 * 86_400_000
  /// In the order of drawing; begins are uniform over the window.
  package let attempts: [ChangeAttempt]

  /// - Parameters:
  ///   - before, after: starts as they were before the change and as they are from it on; `starts` of `before` counts.
  ///   - share: where in the window the change lies, within 0...1.
  package init(_ before: Scenario, then after: Scenario, at share: Double, seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let change = Self.moment(share)
    var attempts: [ChangeAttempt] = []
    for _ in 0..<before.starts {
      let time = Int64(generator.unit() * Double(Self.window))
      let scenario = time < change ? before : after
      let truth = TrueStart.draw(scenario, &generator)
      let typical = scenario.steps.reduce(0) { $0 + $1.median }
      let looks = PollSchedule(scenario, around: typical, &generator).looks(until: truth.outcome.time, &generator)
      let answer = generator.happens(scenario.requestedShare) ? 100 + Int64(generator.next(below: 400)) : nil
      let watcher = StartWatcher(truth, looks: looks, scenario: scenario, requestSeen: answer)
      guard let row = watcher.startRow else { continue }
      attempts.append(
        ChangeAttempt(
          start: row.moved(by: time), steps: scenario.steps.indices.map { watcher.stepRow($0)?.moved(by: time) },
          gaps: watcher.gaps, stratum: ""))
    }
    self.attempts = attempts
  }

  /// The moment of a change, in the time of the attempts.
  package static func moment(_ share: Double) -> Int64 { Int64(share * Double(window)) }
}

extension StartRow {
  fileprivate func moved(by time: Int64) -> StartRow {
    StartRow(
      outcome, begin: (beginLow.map { $0 + time }, beginHigh + time),
      end: (endLow.map { $0 + time }, endHigh.map { $0 + time }), serverTotal: serverTotal)
  }
}

extension StepRow {
  fileprivate func moved(by time: Int64) -> StepRow {
    StepRow(
      kind, begin: (beginLow.map { $0 + time }, beginHigh + time),
      began: (beganLow.map { $0 + time }, beganHigh + time),
      ended: (endedLow.map { $0 + time }, endedHigh.map { $0 + time }))
  }
}
