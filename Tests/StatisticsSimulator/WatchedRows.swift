import NBStatistics

/// The rows that statistics get from a watched start.
extension StartWatcher {
  /// nil when the start was never seen.
  var startRow: StartRow? {
    guard let closed else {
      return looks.isEmpty ? nil : StartRow(.inProgress, begin: begin, end: (lastOpenLook, nil))
    }
    let outcome: StartRow.Outcome =
      switch closed.outcome {
      case .ready: .succeeded
      case .failed: .failed
      case .cancelled: .cancelled
      }
    // A start whose first look already closes it began and ended between the same two looks.
    let low = looks.count == 1 ? begin.low ?? 0 : closed.low
    return StartRow(outcome, begin: begin, end: (low, closed.high))
  }

  /// The row of one step (from 0); nil when the start says nothing of it.
  func stepRow(_ step: Int) -> StepRow? {
    let seen = seen[step]
    guard let began = seen.firstBegun else {
      guard let closed, closed.outcome == .ready else { return nil }
      return .implied(begin: begin, endHigh: closed.high)
    }
    let start = (low: seen.lastWaiting ?? begin.low, high: began)
    guard let ended = seen.firstEnded else {
      return StepRow(.censored, begin: begin, began: start, ended: (seen.lastUnfinished, nil))
    }
    let isFailed = closed?.outcome == .failed && truth.failure?.step == step
    return StepRow(
      isFailed ? .failed : .completed, begin: begin, began: start, ended: (seen.lastUnfinished ?? begin.low, ended))
  }

  /// Milliseconds between consecutive looks of the attempt.
  var gaps: [Int64] { zip(looks.dropFirst(), looks).map { $0 - $1 } }
}
