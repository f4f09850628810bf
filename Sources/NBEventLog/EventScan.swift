import NBBasics
import NBObservations
import NBSQLite

/// One row of the log.
public struct StoredEvent: Sendable {
  /// Place in the order of appending, counted from 1 without holes.
  public let position: Int64
  /// Number of the instance's stream, valid within this database only.
  public let streamID: Int64
  /// Number of the stored answer, which other events may share; valid within this database only.
  public let answerID: Int64
  /// When the observer received the answer.
  public let observedAt: Instant
  /// When the request was sent, never later than `observedAt`; nil when that is not known.
  public let requestedAt: Instant?
  let dateOffset: Int64

  /// Seconds since 1970 of a regular Date header; nil without one.
  public var dateSeconds: Int64? { EventTimes.dateSeconds(dateOffset, observedAt: observedAt) }

  /// The Date header as it was sent.
  public func date(irregular: String?) -> String? {
    EventTimes.dateText(dateOffset, observedAt: observedAt, irregular: irregular)
  }
}

/// Reads the rows of the log, in one of two orders.
public struct EventScan: ~Copyable {
  /// Which rows, in which order.
  public enum Order: Sendable {
    /// By observation time, then stream; up to and including `until`; of one stream alone if it is given.
    case time(from: Instant?, until: Instant?, stream: Int64? = nil)
    /// By position, within a range.
    case position(ClosedRange<Int64>)
  }

  private let statement: Statement

  /// Prepares the scan; throws when the database has no schema of the log.
  public init(_ connection: Connection, _ order: Order) throws(StoreError) {
    let columns = "SELECT observed_at, stream_id, answer_id, requested_before, date_offset, position FROM event"
    switch order {
    case .time(let from, let until, let stream):
      // The key begins with the time: rows of other streams are passed over, not looked up.
      statement = try connection.prepare(
        columns
          + """
           WHERE observed_at >= ?1 AND observed_at <= ?2 \(stream == nil ? "" : "AND stream_id = ?3")
          ORDER BY observed_at, stream_id, answer_id, requested_before, date_offset
          """)
      statement.bind(from?.milliseconds ?? .min, at: 1)
      statement.bind(until?.milliseconds ?? .max, at: 2)
      if let stream { statement.bind(stream, at: 3) }
    case .position(let range):
      statement = try connection.prepare(columns + " WHERE position BETWEEN ?1 AND ?2 ORDER BY position")
      statement.bind(range.lowerBound, at: 1)
      statement.bind(range.upperBound, at: 2)
    }
  }

  /// The next row; nil at the end.
  public mutating func next() throws(StoreError) -> StoredEvent? {
    guard try statement.step() else { return nil }
    let observedAt = Instant(milliseconds: statement.integer(0))
    return StoredEvent(
      position: statement.integer(5), streamID: statement.integer(1), answerID: statement.integer(2),
      observedAt: observedAt,
      requestedAt: EventTimes.requestedAt(statement.integer(3), observedAt: observedAt),
      dateOffset: statement.integer(4))
  }
}

extension StoredEvent {
  /// The identity, derived from the row and its answer.
  public func identity(_ answer: StoredAnswer) -> Digest {
    EventIdentity.identity(
      answer: answer.content.digest, observedAt: observedAt, requestedAt: requestedAt,
      date: date(irregular: answer.irregularDate))
  }
}
