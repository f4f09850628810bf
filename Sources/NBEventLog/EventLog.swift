import NBBasics
import NBObservations
import NBSQLite

/// The append-only log in one SQLite database.
public final class EventLog {
  /// The connection to the database, open as long as the log is.
  public let connection: Connection

  private init(connection: Connection) { self.connection = connection }

  /// Over a connection with a file system that fails on purpose; the schema must be there.
  init(testing connection: Connection) { self.connection = connection }

  /// How to open.
  public enum Access: Sendable {
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
  public static func open(
    path: String, access: Access, busyTimeout: Int32 = 30_000
  ) throws(StoreError) -> EventLog {
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
        throw StoreError(
          .cannotOpen, message: "\(path) is empty and holds no log", hint: "Run `nbtrack ingest FILE` first.")
      }
    } else {
      if state == .fresh { try connection.execute("PRAGMA page_size = 8192") }
      try connection.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")
      try migrate(connection, LogSchema.migrations, applicationID: LogSchema.applicationID)
    }
    try connection.execute("PRAGMA cache_size = -65536; PRAGMA temp_store = FILE;")
    return EventLog(connection: connection)
  }

  /// The version of the durable schema; below ``LogSchema/version`` in a file that an earlier program left and this one
  /// only reads.
  public var schemaVersion: Int {
    get throws(StoreError) { try connection.userVersion }
  }

  /// The key of token fingerprints and pseudonyms; made on first use.
  public func fingerprintKey() throws(StoreError) -> [UInt8] {
    func stored() throws(StoreError) -> [UInt8]? {
      try connection.firstValue("SELECT value FROM setting WHERE name = 'fingerprint_key'")?.blob
    }
    if let key = try stored() { return key }
    let statement = try connection.prepare(
      "INSERT OR IGNORE INTO setting (name, value) VALUES ('fingerprint_key', ?1)")
    statement.bind(Fingerprinter.makeKey(), at: 1)
    try statement.run()
    guard let key = try stored() else {
      throw StoreError(.corrupt, message: "\(connection.path) keeps no fingerprint key")
    }
    return key
  }

  /// Where the log ends.
  public func head() throws(StoreError) -> LogHead {
    let statement = try connection.cached(
      "SELECT last_position, head FROM append_commit ORDER BY first_position DESC LIMIT 1")
    defer { statement.reset() }
    guard try statement.step() else { return LogHead(position: 0, digest: .zero) }
    guard let digest = Digest(bytes: statement.blob(1)) else {
      throw StoreError(.corrupt, message: "\(connection.path): the last head is not 32 bytes")
    }
    return LogHead(position: statement.integer(0), digest: digest)
  }

  /// Observation times of the first and the last event in time; nil for an empty log.
  public func span() throws(StoreError) -> ClosedRange<Instant>? {
    guard let first = try connection.firstValue("SELECT min(observed_at) FROM event")?.integer,
      let last = try connection.firstValue("SELECT max(observed_at) FROM event")?.integer
    else { return nil }
    return Instant(milliseconds: first)...Instant(milliseconds: last)
  }
}

/// The last position of a log and the end of its chain, which names the whole log.
public struct LogHead: Hashable, Sendable {
  /// 0 for an empty log.
  public let position: Int64
  /// The end of the chain: ``Digest/zero`` for an empty log.
  public let digest: Digest

  /// A head from its parts; whether a log ever had it is not checked.
  public init(position: Int64, digest: Digest) {
    self.position = position
    self.digest = digest
  }
}
