import CSQLite
import Glibc
import NBBasics

extension Connection {
  /// How far a backup has come, in pages.
  public struct BackupProgress: Sendable {
    /// Pages that are not copied yet.
    public let remaining: Int
    /// Pages of the whole database.
    public let total: Int
  }

  /// Copies the database as it is at this moment into a new file. Writers may go on meanwhile: the copy is made within
  /// one read transaction, so it is of one state and need not begin again.
  ///
  /// - Parameters:
  ///   - path: taken literally; no file may be there yet, nor a `-journal`, `-wal` or `-shm` beside it, which SQLite would
  ///     take for the copy's. After a failure nothing that was made is there. The copy is its owner's alone.
  ///   - pagesPerStep: pages between two calls of `progress`, at least 1.
  ///   - targetVFS: the name of a registered SQLite VFS for the copy, for tests that need a failing disk.
  ///   - progress: called after each step; false stops the backup with `.interrupted`.
  /// - Throws: `.cannotOpen` when the file exists or cannot be made, `.misuse` within a transaction, `.full`,
  ///   `.inputOutput`, `.corrupt` (of the source) and what else SQLite reports.
  public func backup(
    to path: String, pagesPerStep: Int32 = 1024, targetVFS: String? = nil,
    progress: (BackupProgress) -> Bool = { _ in true }
  ) throws(Failure) {
    _ = try DatabasePath(path)
    let companions = ["-journal", "-wal", "-shm"].map { path + $0 }
    if let taken = companions.first(where: { access($0, F_OK) == 0 }) {
      throw Failure(
        .cannotOpen, message: "cannot create \(path): \(taken) is in the way",
        hint: "Choose a name that is not taken, or remove the file first.")
    }
    // O_EXCL makes the file and claims it in one step; a backup never overwrites.
    let made = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard made >= 0 else {
      let reason = errno
      throw Failure(
        .cannotOpen, message: "cannot create \(path): \(String(cString: strerror(reason)))",
        hint: reason == EEXIST ? "Choose a name that is not taken, or remove the file first." : nil)
    }
    close(made)
    do throws(Failure) {
      try transaction(.deferred) { () throws(Failure) in
        // A deferred transaction begins with the first read.
        _ = try firstValue("SELECT 1 FROM sqlite_schema LIMIT 1")
        let target = try Connection(path: path, mode: .readWrite, vfs: targetVFS)
        try copy(to: target, pagesPerStep: max(pagesPerStep, 1), progress: progress)
      }
    } catch {
      for made in [path] + companions { unlink(made) }
      throw error
    }
  }

  private func copy(
    to target: Connection, pagesPerStep: Int32, progress: (BackupProgress) -> Bool
  ) throws(Failure) {
    guard let backup = sqlite3_backup_init(target.handle.pointer, "main", handle.pointer, "main") else {
      throw target.handle.error(sqlite3_errcode(target.handle.pointer), "cannot back up to")
    }
    var code = SQLITE_OK
    var isStopped = false
    while code == SQLITE_OK && !isStopped {
      code = sqlite3_backup_step(backup, pagesPerStep)
      guard code == SQLITE_OK || code == SQLITE_DONE else { break }
      let done = BackupProgress(
        remaining: Int(sqlite3_backup_remaining(backup)), total: Int(sqlite3_backup_pagecount(backup)))
      isStopped = !progress(done) && code != SQLITE_DONE
    }
    // Finish releases the object in any case and repeats the failure of a step.
    let finished = sqlite3_backup_finish(backup)
    guard !isStopped else {
      throw Failure(.interrupted, message: "the backup to \(target.path) was stopped; nothing of it is left")
    }
    guard code == SQLITE_DONE, finished == SQLITE_OK else {
      throw target.handle.error(code == SQLITE_DONE ? finished : code, "cannot back up to")
    }
  }
}
