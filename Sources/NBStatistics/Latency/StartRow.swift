/// What one start attempt says about the time to ready. Instants are milliseconds since 1970; nil is unknown.
///
/// Refused starts never started and have no row.
package struct StartRow: Sendable, Hashable {
  /// How the start ended, as far as the observations tell.
  package enum Outcome: Sendable, Hashable {
    case succeeded
    case failed
    case cancelled
    case superseded
    case inProgress
  }

  /// Tells which curve of the estimate the row adds to.
  package let outcome: Outcome
  /// The attempt began in (beginLow, beginHigh].
  package let beginLow: Int64?
  /// The latest that it can have begun; the lower end of its total is measured from here.
  package let beginHigh: Int64
  /// It ended in (endLow, endHigh]. In progress: the last observation that applied, and nil.
  package let endLow: Int64?
  /// The latest that it can have ended; nil exactly while it is in progress.
  package let endHigh: Int64?
  /// The platform's own total of a succeeded start, in milliseconds.
  package let serverTotal: Int64?

  /// - Parameter end: for a start in progress low is the last observation that applied, high nil.
  /// - Precondition: every other outcome has `end.high`.
  package init(
    _ outcome: Outcome, begin: (low: Int64?, high: Int64), end: (low: Int64?, high: Int64?), serverTotal: Int64? = nil
  ) {
    precondition((outcome == .inProgress) == (end.high == nil), "a start in progress has no end, every other has")
    self.outcome = outcome
    beginLow = begin.low
    beginHigh = begin.high
    endLow = end.low
    endHigh = end.high
    self.serverTotal = serverTotal
  }

  /// The time from begin to end, `(max(0, end.low - begin.high), end.high - begin.low]`; exact where the platform gave
  /// its own total and the clock allows it. nil when begin.low is unknown.
  package func total(clock: LatencyClock) -> CensoredInterval? {
    guard let beginLow else { return nil }
    if clock == .auto, outcome == .succeeded, let serverTotal { return CensoredInterval(exact: Double(serverTotal)) }
    let low = max(0, (endLow ?? beginLow) - beginHigh)
    return CensoredInterval(left: low, right: endHigh.map { max(low, $0 - beginLow) })
  }

  var cause: CompetingCause {
    switch outcome {
    case .succeeded: .ready
    case .failed: .failed
    case .cancelled, .superseded: .withdrawn
    case .inProgress: .pending
    }
  }
}

/// Which clock dates a start that succeeded.
package enum LatencyClock: String, Sendable {
  /// The platform's own total where an answer gave it, else the polls.
  case auto
  /// The polls alone.
  case polls
}
