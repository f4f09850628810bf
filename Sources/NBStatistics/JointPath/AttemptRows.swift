/// What an attempt says to the estimates that look at one step, or at the total, alone.
extension AttemptTimes {
  /// The row of a step, from 1; nil when the attempt says nothing of it. A succeeded start that never listed the step
  /// implies one.
  package func stepRow(_ number: Int) -> StepRow? {
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

  /// The attempt that such rows come from: of each step from 1, nil where it says nothing.
  init(start: StartRow, steps rows: [StepRow?]) {
    var steps: [Int: StepTimes] = [:]
    for (index, row) in rows.enumerated() {
      guard let row else { continue }
      let began = (low: row.beganLow, high: Int64?.some(row.beganHigh))
      switch row.kind {
      case .completed, .failed:
        steps[index + 1] = StepTimes(
          row.kind == .failed ? .failed : .completed, began: began, ended: (row.endedLow, row.endedHigh),
          lastUnfinished: row.endedLow)
      case .censored: steps[index + 1] = StepTimes(.unfinished, began: began, lastUnfinished: row.endedLow)
      case .implied: break
      }
    }
    let isOpen = start.outcome == .inProgress
    self.init(
      start.outcome, begin: (start.beginLow, start.beginHigh), end: isOpen ? (nil, nil) : (start.endLow, start.endHigh),
      lastLook: isOpen ? start.endLow : nil, serverTotal: start.serverTotal, steps: steps)
  }
}
