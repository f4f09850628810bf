import ArgumentParser
import NBEventLog
import NBReadModel
import NBSources

#if canImport(Glibc)
  import Glibc
#endif

/// `nbtrack backup`.
struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Take an online copy, open it, verify it, and only then report success.",
    discussion: """
      EXAMPLES:
        nbtrack backup /backup/nbtrack-2026-11-16.db

      EXIT STATUS:
        0 done and verified, 1 failed (the file exists, the disk is full),
        4 the copy does not verify, 64 wrong usage
      """)

  @Argument(help: "The copy; must not exist.") var file: String
  @OptionGroup var database: DatabaseOptions

  func run() throws {
    guard access(file, F_OK) != 0 else {
      throw CommandFailure(.failed, "\(file) exists already", hint: "Name a file that does not exist.")
    }
    let log = try database.openLog()
    // A name of its own: another backup may be under way, and one that was killed may have left its file.
    let partial = "\(file).\(getpid())-\(UInt32.random(in: 0 ... .max)).partial"
    try log.backup(to: partial)
    do {
      let head = try verify(partial)
      try publish(partial)
      let output = StandardOutput()
      try output.write("backup file=\(file) events=\(head.position) head=\(head.digest.hex)\n")
      try output.flush()
    } catch {
      for suffix in ["", "-wal", "-shm", "-journal"] { unlink(partial + suffix) }
      throw error
    }
  }

  /// Gives the copy its name, unless somebody else took it meanwhile, and waits until the folder is on the disk.
  private func publish(_ partial: String) throws {
    if link(partial, file) == 0 {
      unlink(partial)
    } else {
      let reason = errno
      // File systems without links: a rename replaces, so look once more.
      guard reason != EEXIST, access(file, F_OK) != 0, rename(partial, file) == 0 else {
        throw CommandFailure(
          .failed, "the verified copy cannot be named \(file): \(String(cString: strerror(reason)))",
          hint: "Check the folder, or name a file that does not exist.")
      }
    }
    let folder = open(file.lastIndex(of: "/").map { String(file[...$0]) } ?? ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }

  private func verify(_ path: String) throws -> LogHead {
    // To write, although nothing is written: the last writer takes `-wal` and `-shm` away when it closes.
    let copy = try EventLog.open(path: path, access: .write)
    switch try Verification(copy, usesThreads: true).run() {
    case .intact(let head, _): return head
    case .violated(let problem):
      throw CommandFailure(
        .integrityViolated, "the copy is not intact: \(problem)", hint: "Run `nbtrack verify` on the database itself.")
    }
  }
}
