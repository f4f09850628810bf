import Glibc
import NBBasics
import NBEventLog
import NBObservations
import NBReadModel
import NBSQLite
import NBTestFiles
import NBTestHistories

/// What a program does to one database, step by step, through the code that does it for users.
struct Workload: Sendable {
  enum Step: Sendable {
    /// Opens the database; what is open is closed first, so that its last connection empties the write-ahead log.
    case open(EventLog.Access)
    /// Appends a batch of ``batches`` through the writer that has been used all along.
    case ingest(Int)
    /// Appends a batch through a writer on another connection.
    case ingestBeside(Int)
    /// Takes back the events at these positions.
    case void(ClosedRange<Int64>)
    /// Erases ``secret`` from the answers and from the files.
    case redact
    case rebuild
    case checkpoint
    /// Takes a copy of this name and verifies it, as `nbtrack backup` does before it says so.
    case backup(String)
    case close
  }

  /// What had been promised after a step.
  struct Milestone: Sendable {
    let head: LogHead
    let backups: [String]
    /// Whether ``secret`` was erased.
    var isErased = false
  }

  /// Stands in one answer of the second batch.
  static let secret = "to-be-forgotten"

  static let database = "log.db"

  let steps: [Step]
  /// Files that are on the disk at the beginning.
  let start: [String: [UInt8]]
  /// Input by batch; the later ones hold late observations, duplicates and rejects.
  private let batches: [String]

  init(_ steps: [Step], start: [String: [UInt8]] = [:], seed: UInt64 = 11) {
    self.steps = steps
    self.start = start
    let lines = RandomHistory(seed: seed, count: 56).lines
    func joined(_ range: Range<Int>) -> String { lines[range].joined(separator: "\n") + "\n" }
    batches = [
      joined(0..<8),
      joined(8..<16)
        + #"{"observed_at":1794816000007,"kind":"poll","body":{"id":"one","status":"STOPPED","note":"\#(String(repeating: Self.secret, count: 700))"}}"#
        + "\n",
      joined(24..<32),
      // Late: earlier than the batch before.
      joined(16..<24),
      // Half of it is there already, and a line is nothing.
      joined(28..<40) + "{\"no\": envelope\n",
      joined(40..<48), joined(48..<56),
    ]
  }

  /// Everything a database goes through: made, filled, late observations, rebuilt, copied, two writers, checkpoints.
  static let life = Workload([
    .open(.create), .ingest(0), .ingest(1), .close, .open(.write), .ingest(2), .ingest(3), .void(5...9), .rebuild,
    .checkpoint, .redact, .ingest(4), .backup("copy.db"), .ingestBeside(5), .ingest(6), .close,
  ])

  /// A database of release 0.1.0, cut to a few events, that meets this program.
  static func upgrade() throws -> Workload {
    Workload(
      [.open(.write), .ingest(0), .checkpoint, .ingest(1), .void(20...33), .redact, .ingest(3), .rebuild, .close],
      start: [database: try EarlierDatabase.bytes(events: 30)])
  }

  /// Runs all steps in the directory and says after each what is promised from then on.
  ///
  /// - Parameters:
  ///   - triesAgain: whether a step that failed is done a second time, in the same process.
  ///   - folderSynced: called where `nbtrack` itself waits until the names in the folder are on the disk.
  /// - Throws: the first error; what was promised before it was said.
  func run(
    in directory: TemporaryDirectory, triesAgain: Bool = false, folderSynced: @escaping () -> Void = {},
    promised: (Milestone) throws -> Void
  ) throws {
    let session = Session(directory, folderSynced)
    for step in steps {
      do {
        try perform(step, session)
      } catch {
        guard triesAgain else { throw error }
        try perform(step, session)
      }
      if let log = session.log { session.head = try log.head() }
      try promised(Milestone(head: session.head, backups: session.backups, isErased: session.isErased))
    }
  }

  /// What a user does after a crash: the same input again, from the beginning.
  func complete(in directory: TemporaryDirectory) throws -> LogHead {
    let session = Session(directory)
    try perform(.open(.create), session)
    for step in steps {
      switch step {
      case .ingest(let batch), .ingestBeside(let batch): try perform(.ingest(batch), session)
      case .void, .redact: try perform(step, session)
      default: continue
      }
    }
    return try session.log?.head() ?? session.head
  }

  private final class Session {
    let directory: TemporaryDirectory
    var log: EventLog?
    var writer: LogWriter?
    var head = LogHead(position: 0, digest: .zero)
    var backups: [String] = []
    var isErased = false
    var path: String { directory.file(Workload.database) }

    let folderSynced: () -> Void

    init(_ directory: TemporaryDirectory, _ folderSynced: @escaping () -> Void = {}) {
      self.directory = directory
      self.folderSynced = folderSynced
    }
  }

  private func perform(_ step: Step, _ session: Session) throws {
    switch step {
    case .open(let access):
      session.writer = nil
      session.log = nil
      let log = try ReadModel.open(path: session.path, access: access, busyTimeout: 0)
      // Small enough for commits that empty the write-ahead log.
      try log.connection.setPragma("wal_autocheckpoint", to: 12)
      _ = try log.fingerprintKey()
      _ = try log.choosePseudonymising(false)
      session.log = log
      session.writer = try LogWriter(log)
    case .ingest(let number):
      try session.writer?.append(batch(number), recordedAt: Instant(milliseconds: 1))
    case .ingestBeside(let number):
      let other = try ReadModel.open(path: session.path, access: .write, busyTimeout: 0)
      try LogWriter(other).append(batch(number), recordedAt: Instant(milliseconds: 2))
    case .void(let positions):
      try session.writer?.void(
        PositionRanges([positions]), reason: "a wrong clock", recordedAt: Instant(milliseconds: 3))
    case .redact:
      try session.log?.overwriteWhatGoes()
      _ = try session.writer?.redact(
        .text(Self.secret), of: nil, reason: "by request", recordedAt: Instant(milliseconds: 4))
      session.isErased = try session.log?.purge() ?? false
    case .rebuild: if let log = session.log { try ReadModel.rebuild(log) }
    case .checkpoint: try session.log?.connection.checkpoint()
    case .backup(let name):
      try session.log?.backup(to: session.directory.file(name))
      do {
        let copy = try EventLog.open(path: session.directory.file(name), access: .write, busyTimeout: 0)
        let found = try Verification(copy).run()
        guard case .intact = found else { throw DamagedCopy(found: found) }
      } catch {
        for end in ["", "-wal", "-shm", "-journal"] { unlink(session.directory.file(name) + end) }
        throw error
      }
      session.folderSynced()
      session.backups.append(name)
    case .close:
      session.writer = nil
      session.log = nil
    }
  }

  /// One key for all databases: the states of projections hold fingerprints.
  private func batch(_ number: Int) throws -> ObservationBatch { try read(Array(batches[number].utf8)) }
}

/// What a database must not be.
struct Unsound: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// A backup that does not verify.
struct DamagedCopy: Error {
  let found: VerificationResult
}
