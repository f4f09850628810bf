import CSQLite
import Glibc
import NBBasics

/// The result of opening: the handle, and by which of the two ways a reader got in.
struct OpenedDatabase {
  let handle: DatabaseHandle
  let isImmutable: Bool

  init(path: String, mode: Connection.Mode, busyTimeout: Int32, vfs: String?) throws(Failure) {
    guard mode != .memory else {
      let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY
      handle = try Self.open(":memory:", flags, place: "a database in memory", busyTimeout: busyTimeout, vfs: vfs)
      isImmutable = false
      return
    }
    if vfs == nil { try Self.refuseWhatIsNoFile(path) }
    let name = try DatabasePath(path)
    let flags: Int32 =
      switch mode {
      case .readOnly: SQLITE_OPEN_READONLY
      case .readWrite: SQLITE_OPEN_READWRITE
      case .create, .memory: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
      }
    if mode == .create, vfs == nil { Self.makePrivate(path) }
    do throws(Failure) {
      let plain = try Self.open(name.literal, flags, place: path, busyTimeout: busyTimeout, vfs: vfs)
      // SQLite falls back to reading alone when it may not write; who asked to write wants to know at once.
      guard mode == .readOnly || sqlite3_db_readonly(plain.pointer, "main") == 0 else {
        throw Failure(
          .readOnly, code: SQLITE_READONLY, message: "cannot write to \(path): the file may only be read")
      }
      try Self.readFirstPage(of: plain)
      handle = plain
      isImmutable = false
    } catch {
      // "It is not possible to open read-only WAL databases" unless the -shm file is there or can be made, or the
      // database is immutable (manual, "Write-Ahead Logging", section 5). Without a log nothing can be missed.
      guard mode == .readOnly, error.kind == .cannotOpen || error.kind == .readOnly, !name.hasWriteAheadLog,
        let unchanging = try? Self.open(
          name.immutableURI, flags | SQLITE_OPEN_URI, place: path, busyTimeout: busyTimeout, vfs: vfs),
        (try? Self.readFirstPage(of: unchanging)) != nil
      else { throw error }
      handle = unchanging
      isImmutable = true
    }
  }

  /// A pipe would be waited for, and a directory is an error of the disk to SQLite.
  private static func refuseWhatIsNoFile(_ path: String) throws(Failure) {
    for suffix in ["", "-journal", "-wal"] {
      var facts = stat()
      guard stat(path + suffix, &facts) == 0, facts.st_mode & S_IFMT != S_IFREG else { continue }
      let kind = facts.st_mode & S_IFMT == S_IFDIR ? "a directory" : "no regular file"
      throw Failure(
        .cannotOpen, message: "cannot open \(path): \(path + suffix) is \(kind)", hint: "Check the path.")
    }
  }

  /// Makes the file, empty, for its owner alone; SQLite gives `-wal`, `-shm` and `-journal` the mode of the database. A
  /// file that is there keeps its mode. What fails here, fails again when SQLite opens it, and is reported there.
  private static func makePrivate(_ path: String) {
    // Exclusive: to close a file that is a database in use would drop this process's locks on it.
    let made = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if made >= 0 { close(made) }
  }

  private static func open(
    _ name: String, _ flags: Int32, place: String, busyTimeout: Int32, vfs: String?
  ) throws(Failure) -> DatabaseHandle {
    var pointer: OpaquePointer?
    // No mutex: a connection is used by one thread at a time, which is what its class promises.
    let all = flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
    let code = sqlite3_open_v2(name, &pointer, all, vfs)
    guard let pointer else {
      throw Failure(.other(SQLITE_NOMEM), code: SQLITE_NOMEM, message: "cannot open \(place): out of memory")
    }
    // Also after a failure the handle has to be closed, and it knows the message.
    let handle = DatabaseHandle(adopting: pointer, place: place)
    guard code == SQLITE_OK else { throw handle.error(code, "cannot open") }
    sqlite3_busy_timeout(pointer, busyTimeout)
    return handle
  }

  /// Makes SQLite read the file, which opening alone does not.
  private static func readFirstPage(of handle: DatabaseHandle) throws(Failure) {
    let code = sqlite3_exec(handle.pointer, "SELECT 1 FROM sqlite_schema LIMIT 1", nil, nil, nil)
    guard code == SQLITE_OK else { throw handle.error(code, "cannot open") }
  }
}
