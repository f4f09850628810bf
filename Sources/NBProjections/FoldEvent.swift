import NBObservations

/// One event as the folds see it. Events of a stream reach every fold in projection order:
/// (`observed_at`, kind rank, identity).
public struct FoldEvent: Sendable {
  /// When the observer received the answer.
  public let observedAt: Instant
  /// When the request was sent, if known; never later than `observedAt`.
  public let requestedAt: Instant?
  /// What was answered; shared by consecutive events that repeat it.
  public let answer: Answer

  @inlinable
  public init(observedAt: Instant, requestedAt: Instant? = nil, answer: Answer) {
    self.observedAt = observedAt
    self.requestedAt = requestedAt
    self.answer = answer
  }
}

/// An interval `(low, high]` known to contain an instant: after `low`, not later than `high`.
/// `low == high` means the instant is exactly `high`; a nil `low` means there is no lower bound.
public struct InstantBounds: Hashable, Sendable {
  public var low: Instant?
  public var high: Instant

  @inlinable
  public init(low: Instant?, high: Instant) {
    self.low = low
    self.high = high
  }
}
