/// What an attempt says to the estimates that look at one step, or at the total, alone.
extension AttemptTimes {
  /// The row of a step, from 1; nil when the attempt says nothing of it. A succeeded start that never listed the step
  /// implies one.
  func stepRow(_ number: Int) -> StepRow? {
    let begin = (low: beginLow, high: beginHigh)
    guard let step = steps[number], let beganHigh = step.beganHigh else {
      guard outcome == .succeeded, let endHigh else { return nil }
      return .implied(begin: begin, endHigh: endHigh)
    }
    let began = (low: step.beganLow, high: beganHigh)
    switch (step.status, step.endedHigh) {
    case (.failed, let end): return StepRow(.failed, begin: begin, began: began, ended: (step.endedLow, end))
    case (.completed, let end?): return StepRow(.completed, begin: begin, began: began, ended: (step.endedLow, end))
    default: return StepRow(.censored, begin: begin, began: began, ended: (step.lastUnfinished, nil))
    }
  }

  /// The row of the time to ready.
  var startRow: StartRow {
    StartRow(
      outcome, begin: (beginLow, beginHigh), end: (outcome == .inProgress ? lastLook : endLow, endHigh),
      serverTotal: serverTotal)
  }
}
