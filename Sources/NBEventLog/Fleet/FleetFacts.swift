import NBBasics
import NBObservations
import NBSQLite

/// What a database that was merged from rows of a fleet says of itself; it holds no log.
package struct FleetFacts: Sendable, Equatable {
  /// The last day that was folded, counted from 1970-01-01.
  package let throughDay: Int64
  /// Number of runs and the head behind them; nil when no manifest was merged along.
  package let runs: Int64?
  /// The head of the fleet; nil as `runs`.
  package let head: Digest?
  /// Names the key of the fingerprints.
  package let keyID: String
  /// Number of events that the rows were made of.
  package var events: Int64 = 0
  /// Times of the first and the last of them; nil without any.
  package var span: ClosedRange<Instant>?

  /// What is known when a database is made.
  package init(throughDay: Int64, runs: Int64?, head: Digest?, keyID: String) {
    self.throughDay = throughDay
    self.runs = runs
    self.head = head
    self.keyID = keyID
  }
}

extension EventLog {
  /// What a merged database says of its fleet; nil for a log.
  package func fleet() throws(Failure) -> FleetFacts? {
    guard try connection.isMerged else { return nil }
    let statement = try connection.cached(LogSQL.readFleet)
    defer { statement.reset() }
    guard try statement.step() else { return nil }
    var facts = FleetFacts(
      throughDay: statement.integer(0), runs: statement.integerOrNil(1),
      head: statement.blobOrNil(2).flatMap { Digest(bytes: $0) }, keyID: statement.text(3))
    facts.events = statement.integer(4)
    if let first = statement.integerOrNil(5), let last = statement.integerOrNil(6) {
      facts.span = Instant(milliseconds: first)...Instant(milliseconds: last)
    }
    return facts
  }

  /// Makes a new database one without a log.
  package func become(_ fleet: FleetFacts) throws(Failure) {
    let statement = try connection.prepare(LogSQL.insertFleet)
    statement.bind(fleet.throughDay, at: 1)
    statement.bind(fleet.runs, at: 2)
    statement.bind(fleet.head?.bytes, at: 3)
    statement.bind(fleet.keyID, at: 4)
    try statement.run()
  }
}

extension EventLog {
  /// Keeps a reject of a fleet.
  package func keep(_ reject: Reject, recordedAt: Instant) throws(Failure) {
    try RejectTable.keep([reject], recordedAt: recordedAt, in: connection)
  }

  /// Counts repeats that a fleet met.
  package func addDuplicates(_ count: Int) throws(Failure) {
    if count > 0 { try DuplicateCount.add(count, in: connection) }
  }
}

extension Connection {
  /// Whether the database was merged from rows of a fleet.
  var isMerged: Bool {
    get throws(Failure) {
      guard try cachedValue("SELECT 1 FROM main.sqlite_schema WHERE name = 'fleet'") else { return false }
      return try cachedValue("SELECT 1 FROM main.fleet")
    }
  }

  private func cachedValue(_ sql: String) throws(Failure) -> Bool {
    let statement = try cached(sql)
    defer { statement.reset() }
    return try statement.step()
  }

  /// - Throws: `.noLog` for a merged database.
  package func requireLog() throws(Failure) {
    guard try isMerged else { return }
    throw Failure(
      .noLog, message: "\(path) holds the rows of a fleet and no log, which this needs",
      hint: "`nbtrack unpack` makes a database with the log of chosen notebooks from the fleet's blocks.")
  }
}
