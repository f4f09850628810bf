/// One start attempt as the observations tell it: all that the estimate of step durations needs. Instants are whole
/// milliseconds on one clock, nil is unknown; of a pair `(low, high]` the event came after low and not later than high.
package struct AttemptTimes: Sendable, Hashable {
  package let outcome: StartRow.Outcome
  /// nil: nothing bounds the begin, and no path can be measured from it.
  package let beginLow: Int64?
  package let beginHigh: Int64
  /// Whether the server's own time narrowed the begin of an attempt whose request nobody saw.
  package let isBeginByServer: Bool
  package let endLow: Int64?
  /// nil exactly while in progress.
  package let endHigh: Int64?
  /// The latest look that applied: what a start in progress is known to have lasted.
  package let lastLook: Int64?
  /// The platform's own total of a succeeded start, milliseconds.
  package let serverTotal: Int64?
  /// The steps that were listed, by number from 1.
  package let steps: [Int: StepTimes]
  /// Which looks surround the begin and the end; see ``LookTimes``.
  package let looks: LookTimes

  package init(
    _ outcome: StartRow.Outcome, begin: (low: Int64?, high: Int64), isBeginByServer: Bool = false,
    end: (low: Int64?, high: Int64?) = (nil, nil), lastLook: Int64? = nil, serverTotal: Int64? = nil,
    steps: [Int: StepTimes] = [:], looks: LookTimes = LookTimes()
  ) {
    precondition((outcome == .inProgress) == (end.high == nil), "a start in progress has no end, every other has")
    self.outcome = outcome
    beginLow = begin.low
    beginHigh = begin.high
    self.isBeginByServer = isBeginByServer
    endLow = end.low
    endHigh = end.high
    self.lastLook = lastLook
    self.serverTotal = serverTotal
    self.steps = steps
    self.looks = looks
  }
}

/// One step of an attempt, in the same milliseconds.
package struct StepTimes: Sendable, Hashable {
  /// How the step stood when it was last listed.
  package enum Status: Sendable, Hashable {
    case completed
    case failed
    /// Waiting or begun, not known to have ended.
    case unfinished
  }

  package let status: Status
  package let beganLow: Int64?
  /// nil: never seen begun.
  package let beganHigh: Int64?
  package let endedLow: Int64?
  /// nil exactly while `status` is unfinished.
  package let endedHigh: Int64?
  /// The last look that listed the step unfinished.
  package let lastUnfinished: Int64?

  package init(
    _ status: Status, began: (low: Int64?, high: Int64?), ended: (low: Int64?, high: Int64?) = (nil, nil),
    lastUnfinished: Int64? = nil
  ) {
    self.status = status
    beganLow = began.low
    beganHigh = began.high
    endedLow = ended.low
    endedHigh = ended.high
    self.lastUnfinished = lastUnfinished
  }
}

/// What the checks of the looks need of one attempt; milliseconds, nil where there were not enough looks.
package struct LookTimes: Sendable, Hashable {
  /// The first look after the begin: not the answer to the start request itself.
  package let first: Int64?
  /// The gap between two looks that ended with the look that closed the attempt.
  package let closingGap: Int64?
  /// The whole gap before that one, both its ends looks after the begin.
  package let gapBefore: Int64?

  package init(first: Int64? = nil, closingGap: Int64? = nil, gapBefore: Int64? = nil) {
    self.first = first
    self.closingGap = closingGap
    self.gapBefore = gapBefore
  }
}
