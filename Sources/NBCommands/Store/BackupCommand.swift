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
    let partial = file + ".partial"
    do {
      try log.backup(to: partial)
      let head = try verify(partial)
      guard rename(partial, file) == 0 else {
        throw CommandFailure(.failed, "\(partial) cannot be renamed to \(file)", hint: "Check the folder.")
      }
      let output = StandardOutput()
      try output.write("backup file=\(file) events=\(head.position) head=\(head.digest.hex)\n")
      try output.flush()
    } catch {
      for suffix in ["", "-wal", "-shm", "-journal"] { unlink(partial + suffix) }
      throw error
    }
  }

  private func verify(_ path: String) throws -> LogHead {
    // To write, although nothing is written: the last writer takes `-wal` and `-shm` away when it closes.
    let copy = try EventLog.open(path: path, access: .write)
    switch try Verification(copy).run() {
    case .intact(let head, _): return head
    case .violated(let problem):
      throw CommandFailure(
        .integrityViolated, "the copy is not intact: \(problem)", hint: "Run `nbtrack verify` on the database itself.")
    }
  }
}
