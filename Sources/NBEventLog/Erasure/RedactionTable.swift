import NBBasics
import NBObservations
import NBSQLite

/// Keeps redactions.
struct RedactionTable {
  private let connection: Connection

  init(_ connection: Connection) { self.connection = connection }

  /// Whether the log holds this redaction.
  func holds(_ entry: RedactionEntry) throws(Failure) -> Bool {
    let statement = try connection.cached(LogSQL.findRedaction)
    statement.bind(entry.identity.bytes, at: 1)
    defer { statement.reset() }
    return try statement.step()
  }

  /// Stores a redaction with the digests that it names.
  func store(_ entry: RedactionEntry, at position: Int64) throws(Failure) {
    let statement = try connection.cached(LogSQL.insertRedaction)
    statement.bind(position, at: 1)
    statement.bind(entry.scope, at: 2)
    statement.bind(entry.reason, at: 3)
    statement.bind(entry.recordedAt.milliseconds, at: 4)
    statement.bind(entry.identity.bytes, at: 5)
    try statement.run()
    for erasure in entry.erasures {
      let insert = try connection.cached(LogSQL.insertErasure)
      insert.bind(erasure.answer.bytes, at: 1)
      insert.bind(erasure.remaining.bytes, at: 2)
      insert.bind(position, at: 3)
      try insert.run()
    }
  }
}
