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

  /// What the start says to an estimate of all steps together; nil when it was never seen.
  var attempt: AttemptTimes? {
    guard let row = startRow else { return nil }
    var steps: [Int: StepTimes] = [:]
    for (index, seen) in seen.enumerated() where seen.isListed {
      let isFailed = closed?.outcome == .failed && truth.failure?.step == index
      let status: StepTimes.Status = seen.firstEnded == nil ? .unfinished : isFailed ? .failed : .completed
      steps[index + 1] = StepTimes(
        status, began: (seen.lastWaiting ?? begin.low, seen.firstBegun),
        ended: seen.firstEnded.map { (seen.lastUnfinished ?? begin.low, $0) } ?? (nil, nil),
        lastUnfinished: seen.lastUnfinished)
    }
    let isReady = row.outcome == .succeeded && givesServerTotal
    return AttemptTimes(
      row.outcome, begin: begin, end: row.outcome == .inProgress ? (nil, nil) : (row.endLow, row.endHigh),
      lastLook: lastOpenLook, serverTotal: isReady ? Int64((truth.ends.last ?? 0).rounded()) : nil, steps: steps,
      looks: lookTimes)
  }

  private var lookTimes: LookTimes {
    let polls = isRequestSeen ? Array(looks.dropFirst()) : looks
    guard closed != nil, polls.count >= 3 else { return LookTimes(first: polls.first) }
    let last = polls.suffix(3).map { $0 }
    return LookTimes(first: polls.first, closingGap: last[2] - last[1], gapBefore: last[1] - last[0])
  }
}
