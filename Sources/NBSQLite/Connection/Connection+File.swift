import CSQLite
import Glibc
import NBBasics

extension Connection {
  /// Switches the file to a write-ahead log, for all connections and for good.
  ///
  /// - Parameter patience: milliseconds to wait for others who are using the file; SQLite does not call its busy handler
  ///   for this lock.
  /// - Throws: `.busy` when they are not done by then; `.cannotOpen` where the file system knows no shared memory.
  public func useWriteAheadLog(patience: Int32) throws(Failure) {
    var waited: Int32 = 0
    var pause: Int32 = 1
    while true {
      do throws(Failure) {
        let mode = try setPragma("journal_mode", to: "WAL")
        // A database in memory has no log. Any other answer is a refusal, which is no error to SQLite.
        guard mode == .text("wal") || mode == .text("memory") else {
          throw Failure(
            .cannotOpen, message: "\(path) cannot have a write-ahead log",
            hint: "Put the database on a local file system: what others read meanwhile needs shared memory.")
        }
        return
      } catch {
        guard error.kind == .busy, waited < patience else { throw error }
        usleep(UInt32(pause) * 1000)
        waited += pause
        pause = min(pause * 2, 50)
      }
    }
  }

  /// Whether the file was removed or another one put in its place since it was opened: what is committed then is lost.
  public var hasMoved: Bool {
    var moved: Int32 = 0
    // Databases in memory know no such question, and do not move.
    let code = sqlite3_file_control(handle.pointer, "main", SQLITE_FCNTL_HAS_MOVED, &moved)
    return code == SQLITE_OK && moved != 0
  }
}
