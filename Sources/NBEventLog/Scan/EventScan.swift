import NBBasics
import NBObservations
import NBSQLite

/// Reads the rows of the log, in one of two orders.
package struct EventScan: ~Copyable {
  /// Which rows, in which order.
  package enum Order: Sendable {
    /// By observation time, then stream; up to and including `until`; of one stream alone if it is given.
    case time(from: Instant?, until: Instant?, stream: Int64? = nil)
    /// By position, within a range.
    case position(ClosedRange<Int64>)
  }

  private let statement: Statement

  /// Prepares the scan; throws when the database has no schema of the log, and `.noLog` for a merged one.
  package init(_ connection: Connection, _ order: Order) throws(Failure) {
    try connection.requireLog()
    switch order {
    case .time(let from, let until, let stream):
      statement = try connection.prepare(stream == nil ? LogSQL.scanByTime : LogSQL.scanStreamByTime)
      statement.bind(from?.milliseconds ?? .min, at: 1)
      statement.bind(until?.milliseconds ?? .max, at: 2)
      if let stream { statement.bind(stream, at: 3) }
    case .position(let range):
      statement = try connection.prepare(LogSQL.scanByPosition)
      statement.bind(range.lowerBound, at: 1)
      statement.bind(range.upperBound, at: 2)
    }
  }

  /// The next row; nil at the end.
  ///
  /// - Throws: `.corrupt` for times that no program appended: what computes with them need not fear an overflow.
  package mutating func next() throws(Failure) -> StoredEvent? {
    guard try statement.step() else { return nil }
    let observedAt = Instant(milliseconds: statement.integer(0))
    guard EventTimes.arePossible(observedAt, statement.integer(3), statement.integer(4)) else {
      throw Failure(
        .corrupt, message: "position \(statement.integer(5)) has times that were never appended",
        hint: "Run `nbtrack verify`, and restore the database from a backup.")
    }
    return StoredEvent(
      position: statement.integer(5), streamID: statement.integer(1), answerID: statement.integer(2),
      observedAt: observedAt,
      requestedAt: EventTimes.requestedAt(statement.integer(3), observedAt: observedAt),
      dateOffset: statement.integer(4))
  }
}
