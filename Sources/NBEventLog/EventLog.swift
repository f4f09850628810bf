import NBBasics
import NBObservations
import NBSQLite

/// The append-only log in one SQLite database.
package final class EventLog {
  /// The connection to the database, for what is kept beside the log in the same transactions.
  package let connection: Connection

  /// The path as it was given; ":memory:" for a log in memory.
  package var path: String { connection.path }

  private init(connection: Connection) { self.connection = connection }

  /// Over a connection with a file system that fails on purpose; the schema must be there.
  init(testing connection: Connection) { self.connection = connection }

  /// How to open.
  package enum Access: Sendable {
    /// Only reads; never creates and never migrates.
    case read
    /// Reads and appends an existing database; migrates it.
    case write
    /// As write, and creates the database where there is none.
    case create
    /// A private log in memory, gone with the connection; the path is ignored.
    case memory
  }

  /// Opens the log at `path`, and nothing that is made from it: whatever version made the projections.
  ///
  /// - Parameter busyTimeout: how long to wait for another writer, in milliseconds.
  /// - Throws: `.cannotOpen`, `.notADatabase`, `.foreignDatabase`, `.newerSchema`, `.busy` …
  package static func open(
    path: String, access: Access, busyTimeout: Int32 = 30_000
  ) throws(Failure) -> EventLog {
    let mode: Connection.Mode =
      switch access {
      case .read: .readOnly
      case .write: .readWrite
      case .create: .create
      case .memory: .memory
      }
    let connection = try Connection(path: path, mode: mode, busyTimeout: busyTimeout)
    let state = try schemaState(connection, applicationID: LogSchema.applicationID, supported: LogSchema.version)
    if access == .read {
      guard state != .fresh else {
        throw Failure(
          .cannotOpen, message: "\(path) is empty and holds no log", hint: "Run `nbtrack ingest FILE` first.")
      }
    } else {
      if state == .fresh { try connection.execute("PRAGMA page_size = 8192") }
      try connection.useWriteAheadLog(patience: busyTimeout)
      try connection.execute("PRAGMA synchronous = FULL")
      try migrate(connection, LogSchema.migrations, applicationID: LogSchema.applicationID)
    }
    try connection.execute("PRAGMA cache_size = -\(usualCache); PRAGMA temp_store = FILE;")
    return EventLog(connection: connection)
  }

  /// Kibibytes of the database that are kept in memory: what is appended comes mostly behind all else.
  package static let usualCache = 24 << 10
  /// As many where events come anywhere between others: a fifth faster then.
  package static let largeCache = 64 << 10

  /// Keeps at most so much of the database in memory.
  package func limitCache(kibibytes: Int) throws(Failure) {
    try connection.execute("PRAGMA cache_size = -\(kibibytes)")
  }

  /// The version of the durable schema; below ``LogSchema/version`` in a file that an earlier program left and this one
  /// only reads.
  package var schemaVersion: Int {
    get throws(Failure) { try connection.userVersion }
  }

  /// Stays at one state of the database until the log is closed: all that is read from here on is from the same log.
  package func beginReading() throws(Failure) { try connection.begin(.deferred) }

  /// Copies the database as it is at this moment into a new file, projections and all, while others may write.
  ///
  /// - Throws: `.cannotOpen` when the file exists; what else `Connection.backup` throws.
  package func backup(to path: String) throws(Failure) { try connection.backup(to: path) }
}
