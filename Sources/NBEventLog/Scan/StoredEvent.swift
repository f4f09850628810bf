import NBBasics
import NBObservations

/// One row of the log.
package struct StoredEvent: Sendable {
  /// Place in the order of appending, counted from 1 without holes.
  package let position: Int64
  /// Number of the instance's stream, valid within this database only.
  package let streamID: Int64
  /// Number of the stored answer, which other events may share; valid within this database only.
  package let answerID: Int64
  /// When the observer received the answer.
  package let observedAt: Instant
  /// When the request was sent, never later than `observedAt`; nil when that is not known.
  package let requestedAt: Instant?
  let dateOffset: Int64
  /// The earliest instant at which the answer may have been true: between request and answer.
  package var low: Instant { requestedAt ?? observedAt }

  /// Seconds since 1970 of a regular Date header; nil without one.
  package var dateSeconds: Int64? { EventTimes.dateSeconds(dateOffset, observedAt: observedAt) }

  /// The Date header as it was sent.
  package func date(irregular: String?) -> String? {
    EventTimes.dateText(dateOffset, observedAt: observedAt, irregular: irregular)
  }
}

extension StoredEvent {
  /// The identity, derived from the row and its answer.
  package func identity(_ answer: StoredAnswer) -> Digest {
    identity(answer: answer.digest, irregularDate: answer.irregularDate)
  }

  /// The identity, derived from the row and the digest of its answer.
  package func identity(answer: Digest, irregularDate: String?) -> Digest {
    EventIdentity.identity(
      answer: answer, observedAt: observedAt, requestedAt: requestedAt, date: date(irregular: irregularDate))
  }
}
