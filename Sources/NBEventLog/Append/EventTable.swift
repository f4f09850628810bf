import NBBasics
import NBObservations
import NBSQLite

/// The rows of events. What is inserted waits until there are rows enough for one statement: opening and closing a statement
/// costs as much as several rows.
final class EventTable {
  /// A row but for its position.
  struct Row {
    var observedAt: Instant
    var streamID: Int64
    var answerID: Int64
    /// As ``EventTimes`` has them.
    var requestedBefore: Int64
    var dateOffset: Int64
  }

  /// Rows of one statement.
  private static let rowsAtOnce = 64

  private let connection: Connection
  private let insertOne: Statement
  /// Prepared when it is needed first: a process that appends one event would pay for all rows.
  private var insertMany: Statement?
  private let eventsAt: Statement
  /// Those that are not in the database yet, and the position of the first of them.
  private var waiting: [Row] = []
  private var firstPosition: Int64 = 0

  init(_ connection: Connection) throws(Failure) {
    self.connection = connection
    insertOne = try connection.prepare(LogSQL.insertEvent)
    eventsAt = try connection.prepare(LogSQL.eventsAt)
    waiting.reserveCapacity(Self.rowsAtOnce)
  }

  /// Inserts a row, now or with those that follow; positions go up by one from call to call until ``flush()``.
  func insert(_ row: Row, at position: Int64) throws(Failure) {
    if waiting.isEmpty { firstPosition = position }
    waiting.append(row)
    if waiting.count == Self.rowsAtOnce { try flush() }
  }

  /// Inserts what waits.
  func flush() throws(Failure) {
    if waiting.count == Self.rowsAtOnce {
      try insert(waiting[...], by: statementForMany())
    } else {
      for index in waiting.indices { try insert(waiting[index...index], by: insertOne) }
    }
    waiting.removeAll(keepingCapacity: true)
  }

  private func statementForMany() throws(Failure) -> Statement {
    if let insertMany { return insertMany }
    let statement = try connection.prepare(
      LogSQL.insertEvent + repeatElement(", (?, ?, ?, ?, ?, ?)", count: Self.rowsAtOnce - 1).joined())
    insertMany = statement
    return statement
  }

  /// Drops what waits: its transaction does not commit.
  func forget() { waiting.removeAll(keepingCapacity: true) }

  private func insert(_ rows: ArraySlice<Row>, by statement: Statement) throws(Failure) {
    var place: Int32 = 1
    for index in rows.indices {
      let row = rows[index]
      statement.bind(row.observedAt.milliseconds, at: place)
      statement.bind(row.streamID, at: place + 1)
      statement.bind(row.answerID, at: place + 2)
      statement.bind(row.requestedBefore, at: place + 3)
      statement.bind(row.dateOffset, at: place + 4)
      statement.bind(firstPosition + Int64(index), at: place + 5)
      place += 6
    }
    try statement.run()
  }

  /// Whether the log holds the event of a row with one of these answers in place of the row's.
  func holds(_ row: Row, answerIDs: [Int64]) throws(Failure) -> Bool {
    if answerIDs.isEmpty { return false }
    func isHeld(_ answerID: Int64, _ requestedBefore: Int64, _ dateOffset: Int64) -> Bool {
      requestedBefore == row.requestedBefore && dateOffset == row.dateOffset && answerIDs.contains(answerID)
    }
    for other in waiting where other.observedAt == row.observedAt && other.streamID == row.streamID {
      if isHeld(other.answerID, other.requestedBefore, other.dateOffset) { return true }
    }
    eventsAt.bind(row.observedAt.milliseconds, at: 1)
    eventsAt.bind(row.streamID, at: 2)
    defer { eventsAt.reset() }
    while try eventsAt.step() {
      if isHeld(eventsAt.integer(0), eventsAt.integer(1), eventsAt.integer(2)) { return true }
    }
    return false
  }
}
