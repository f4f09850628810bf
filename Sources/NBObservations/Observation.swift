import NBBasics

/// One API answer about one instance, with the time at which the observer received it.
public struct Observation: Sendable {
  /// When the observer received the answer.
  public var observedAt: Instant
  /// When the request was sent; never later than `observedAt`.
  public var requestedAt: Instant?
  /// The answer's `Date` header, as sent (redacted like free text).
  public var date: String?
  /// What was answered; shared by observations that repeat it.
  public var content: ObservedAnswer

  /// An observation from its parts, which are not checked against each other.
  public init(observedAt: Instant, requestedAt: Instant? = nil, date: String? = nil, content: ObservedAnswer) {
    self.observedAt = observedAt
    self.requestedAt = requestedAt
    self.date = date
    self.content = content
  }

  /// Names the observation: see ``EventIdentity``.
  public var identity: Digest {
    EventIdentity.identity(answer: content.digest, observedAt: observedAt, requestedAt: requestedAt, date: date)
  }
}
