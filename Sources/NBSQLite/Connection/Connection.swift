import CSQLite
import NBBasics

/// One connection to one database. Used by one thread at a time; only `interrupter` crosses threads.
public final class Connection {
  /// How to open a database.
  public enum Mode: Sendable, Equatable {
    /// The file must exist and is never written.
    case readOnly
    /// The file must exist and be writable.
    case readWrite
    /// As `readWrite`, and a missing file is created. Its directory must exist.
    case create
    /// A private database in memory; the path is ignored.
    case memory
  }

  @usableFromInline let handle: DatabaseHandle
  /// The path as it was given; ":memory:" for a database in memory.
  public let path: String
  /// Whether the file was opened as one that nobody changes, because its directory does not permit a `-shm` file.
  /// Changes that others make meanwhile are then not seen.
  public let isImmutable: Bool
  var statements: [String: Statement] = [:]
  /// The name of a registered SQLite VFS that connections use which name none, within one task: through it tests run the
  /// program as it is on a disk that fails or remembers.
  @TaskLocal package static var fileSystem: String?

  /// Opens a database and reads its first page, so that a file that is no database is refused here.
  ///
  /// - Parameters:
  ///   - path: taken literally, whatever characters it holds; a leading `file:` is a part of the name.
  ///   - busyTimeout: milliseconds to wait for a lock before `.busy`; 0 does not wait.
  ///   - vfs: the name of a registered SQLite VFS, for tests that need a failing disk; nil for ``fileSystem``.
  /// - Throws: `.cannotOpen`, `.readOnly` (asked to write, may only read), `.notADatabase`, `.corrupt`, `.busy`.
  public init(
    path: String = ":memory:", mode: Mode, busyTimeout: Int32 = 0, vfs: String? = nil
  ) throws(Failure) {
    let opened = try OpenedDatabase(path: path, mode: mode, busyTimeout: busyTimeout, vfs: vfs ?? Self.fileSystem)
    handle = opened.handle
    isImmutable = opened.isImmutable
    self.path = mode == .memory ? ":memory:" : path
  }

  /// Runs every statement of a script, in order, and ignores the rows they give.
  ///
  /// - Throws: the first failure, with its line; statements before it have had their effect.
  public func execute(_ script: String) throws(Failure) {
    try forEachStatement(of: script) { (statement) throws(Failure) in
      while try statement.step() {}
    }
  }

  /// Compiles one statement.
  ///
  /// - Throws: `.other(SQLITE_ERROR)` for wrong SQL, with line and column; `.misuse` when the text holds no statement
  ///   or more than one.
  public func prepare(_ sql: String) throws(Failure) -> Statement {
    try compile(sql, flags: 0, owner: self)
  }

  /// A compiled statement that is kept for the life of the connection, found again by its text.
  ///
  /// It is reset and its bindings are cleared when it is handed out: do not ask for the same text while the
  /// statement is still being stepped. It keeps the database open, but not this object alive.
  public func cached(_ sql: String) throws(Failure) -> Statement {
    if let statement = statements[sql] {
      statement.reset()
      statement.clearBindings()
      return statement
    }
    // Owned by nobody: a statement in the cache that held the connection would keep both alive for ever.
    let statement = try compile(sql, flags: UInt32(SQLITE_PREPARE_PERSISTENT), owner: nil)
    statements[sql] = statement
    return statement
  }

  /// Rows that the last finished INSERT, UPDATE or DELETE changed, triggers not counted.
  public var changes: Int64 { sqlite3_changes64(handle.pointer) }

  /// Rows changed since the connection was opened, triggers counted.
  public var totalChanges: Int64 { sqlite3_total_changes64(handle.pointer) }

  /// The rowid of the last successful INSERT of this connection.
  public var lastInsertedRowID: Int64 { sqlite3_last_insert_rowid(handle.pointer) }

  /// Whether a transaction is open, by whatever means it was begun.
  public var isInTransaction: Bool { sqlite3_get_autocommit(handle.pointer) == 0 }

  /// Whether the database may only be read.
  public var isReadOnly: Bool { sqlite3_db_readonly(handle.pointer, "main") == 1 }
}
