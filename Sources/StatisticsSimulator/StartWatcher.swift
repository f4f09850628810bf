import NBStatistics

/// What the polls of one start tell, by the rules of the step timings: began and ended lie between the last look that
/// listed the step earlier and the first that listed it further.
struct StartWatcher {
  struct Seen {
    /// The last look that listed the step waiting, and unfinished.
    var lastWaiting: Int64?
    var lastUnfinished: Int64?
    var firstBegun: Int64?
    var firstEnded: Int64?
    var isListed = false
  }

  let truth: TrueStart
  let begin: (low: Int64?, high: Int64)
  private(set) var seen: [Seen]
  private(set) var lastOpenLook: Int64
  private(set) var closed: (outcome: TrueStart.Outcome, low: Int64, high: Int64)?
  /// All looks from begin.high on.
  private(set) var looks: [Int64]
  /// Whether the server's own total is known.
  let givesServerTotal: Bool
  /// Whether the answer to the start request was seen: then it is the first of `looks`.
  let isRequestSeen: Bool

  /// - Parameter looks: see `PollSchedule.looks`; the first is the last one before the request.
  init(_ truth: TrueStart, looks all: [Int64], scenario: Scenario, requestSeen answer: Int64?) {
    self.truth = truth
    seen = [Seen](repeating: Seen(), count: truth.ends.count)
    var polls = all.dropFirst().filter { look in truth.lastLook.map { Double(look) <= $0 } ?? true }
    if let answer {
      begin = (0, answer)
      polls.removeAll { $0 <= answer }
    } else {
      begin = (all.first, polls.first ?? 0)
    }
    lastOpenLook = begin.high
    looks = answer.map { [$0] } ?? []
    isRequestSeen = answer != nil
    givesServerTotal = scenario.givesServerTotals
    let end = truth.outcome
    for look in polls {
      let isClosing = Double(look) >= end.time
      if !isClosing || end.outcome == .failed || (end.outcome == .ready && scenario.listsWhenRunning) {
        list(at: look, isClosing: isClosing)
      }
      looks.append(look)
      if isClosing {
        close(end.outcome, at: look)
        break
      }
      lastOpenLook = look
    }
  }

  private mutating func list(at look: Int64, isClosing: Bool) {
    // What the list shows stopped changing when the start did.
    let now = min(Double(look), truth.outcome.time)
    for step in seen.indices {
      let began = step == 0 ? 0 : truth.ends[step - 1]
      seen[step].isListed = true
      if now < began {
        if !isClosing { (seen[step].lastWaiting, seen[step].lastUnfinished) = (look, look) }
      } else {
        if seen[step].firstBegun == nil { seen[step].firstBegun = look }
        let isFailedStep = isClosing && truth.outcome.outcome == .failed && truth.failure?.step == step
        if now >= truth.ends[step] || isFailedStep {
          if seen[step].firstEnded == nil { seen[step].firstEnded = look }
        } else if !isClosing {
          seen[step].lastUnfinished = look
        }
      }
    }
  }

  private mutating func close(_ outcome: TrueStart.Outcome, at look: Int64) {
    closed = (outcome, lastOpenLook, look)
    guard outcome == .ready else { return }
    for step in seen.indices where seen[step].isListed {
      if seen[step].firstBegun == nil { seen[step].firstBegun = look }
      if seen[step].firstEnded == nil { seen[step].firstEnded = look }
    }
  }
}
