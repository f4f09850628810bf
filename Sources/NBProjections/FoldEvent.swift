import NBBasics
import NBObservations

/// One event as the folds see it. Events of a stream reach every fold in projection order:
/// (`observed_at`, kind rank, identity).
package struct FoldEvent: Sendable {
  /// When the observer received the answer.
  package let observedAt: Instant
  /// When the request was sent, if known; never later than `observedAt`.
  package let requestedAt: Instant?
  /// The earliest instant at which the answer may have been true, read between request and answer (rule S7): whatever
  /// it shows not to have happened yet, it shows for this instant and no later one.
  @inlinable
  package var low: Instant { requestedAt ?? observedAt }
  /// What was answered; shared by consecutive events that repeat it.
  package let answer: Answer

  /// An event from its parts; the caller keeps `requestedAt` from being later than `observedAt`.
  @inlinable
  package init(observedAt: Instant, requestedAt: Instant? = nil, answer: Answer) {
    self.observedAt = observedAt
    self.requestedAt = requestedAt
    self.answer = answer
  }
}
