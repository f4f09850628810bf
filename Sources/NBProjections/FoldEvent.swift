import NBBasics
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

  /// An event from its parts; the caller keeps `requestedAt` from being later than `observedAt`.
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
  /// The instant is later than this; nil: nothing is known.
  public var low: Instant?
  /// The instant is not later than this.
  public var high: Instant

  /// Bounds from their ends; the caller keeps `low` from being later than `high`.
  @inlinable
  public init(low: Instant?, high: Instant) {
    self.low = low
    self.high = high
  }
}
