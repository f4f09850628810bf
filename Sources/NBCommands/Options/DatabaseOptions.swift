import ArgumentParser
import NBEventLog
import NBReadModel
import NBSQLite
import NBSources

#if canImport(Glibc)
  import Glibc
#endif

/// Where the log is, and how long to wait for another writer.
struct DatabaseOptions: ParsableArguments {
  @Option(
    name: .customLong("db"),
    help: "The database. Default: $NBTRACK_DB, else $XDG_DATA_HOME/nbtrack/nbtrack.db (~/.local/share).",
    completion: .file())
  var path: String?

  @Option(help: "Seconds to wait for another writer.")
  var busyTimeout: Double = 30

  func validate() throws {
    guard busyTimeout >= 0, busyTimeout <= 2_000_000 else {
      throw ValidationError("--busy-timeout takes seconds from 0 on")
    }
  }

  /// The path after defaults.
  var resolvedPath: String {
    if let path { return path }
    if let path = Terminal.environmentValue("NBTRACK_DB"), !path.isEmpty { return path }
    if let data = Terminal.environmentValue("XDG_DATA_HOME"), !data.isEmpty { return data + "/nbtrack/nbtrack.db" }
    return (Terminal.environmentValue("HOME") ?? ".") + "/.local/share/nbtrack/nbtrack.db"
  }

  private var milliseconds: Int32 { Int32(busyTimeout * 1000) }

  /// Opens to append, with the projections; creates the database, and its folder when the path is a default.
  func openToAppend() throws -> EventLog {
    let path = resolvedPath
    if self.path == nil { Self.makeFolder(of: path) }
    return try openModel(.create)
  }

  /// Opens an existing database to append to it, with the projections.
  func openToChange() throws -> EventLog {
    try requireExisting()
    return try openModel(.write)
  }

  /// Opens the log for a dry run, which takes back what it does; one in memory where there is none.
  func openForDryRun() throws -> EventLog {
    let exists = access(resolvedPath, F_OK) == 0
    return try EventLog.open(path: resolvedPath, access: exists ? .write : .memory, busyTimeout: milliseconds)
  }

  /// As ``openToRead()``, and stays at one state of the database: all that is asked sees the same log.
  func openToAsk() throws -> EventLog {
    let log = try openToRead()
    try log.beginReading()
    return log
  }

  /// As ``openToAsk()``, once the whole database is known to be intact.
  ///
  /// SQLite has no sums of pages: what a damaged one can do to an answer, only `verify` finds.
  func openToAskVerified() throws -> EventLog {
    let log = try openLog()
    let progress = Progress(unit: .events)
    progress.begin("verify", total: try? log.head().position)
    defer { progress.end() }
    if case .violated(let problem) = try Verification(log, usesThreads: true).run(progress: {
      progress.update(Int64($0))
    }) {
      throw CommandFailure(
        .integrityViolated, "\(resolvedPath) is not intact, and was not asked: \(problem)",
        hint: "Restore a backup, and ingest again what came after it.")
    }
    return try openToAsk()
  }

  /// Opens an existing database to read log and projections. Those of another version are rebuilt first.
  func openToRead() throws -> EventLog {
    try requireExisting()
    return try openModel(.read)
  }

  /// Opens the log of an existing database, whatever its projections are.
  func openLog(_ access: EventLog.Access = .read) throws -> EventLog {
    try requireExisting()
    return try EventLog.open(path: resolvedPath, access: access, busyTimeout: milliseconds)
  }

  private func openModel(_ access: EventLog.Access) throws -> EventLog {
    let progress = Progress(unit: .events)
    progress.begin("rebuilding projections", total: nil)
    defer { progress.end() }
    return try ReadModel.open(path: resolvedPath, access: access, busyTimeout: milliseconds) {
      progress.update(Int64($0))
    }
  }

  private func requireExisting() throws {
    guard access(resolvedPath, F_OK) == 0 else {
      throw CommandFailure(
        .failed, "there is no database at \(resolvedPath)",
        hint: "Run `nbtrack ingest FILE` first, or name another one with --db.")
    }
  }

  private static func makeFolder(of path: String) {
    var end = path.startIndex
    while let slash = path[end...].dropFirst().firstIndex(of: "/") {
      mkdir(String(path[..<slash]), 0o700)
      end = slash
    }
  }
}
