import CSQLite
import Synchronization

/// What a file system does before it fails, and how it fails then.
package struct FaultPlan: Sendable {
  /// What SQLite asks of a file system and a plan can let fail.
  package enum Operation: Sendable, Hashable, CaseIterable {
    case open, read, write, truncate, sync, delete, size, lock, sharedMemory

    /// The code with which SQLite's own file system says that this one failed.
    package var failure: Int32 {
      switch self {
      case .open: SQLITE_CANTOPEN
      case .read: SQLITE_IOERR | (1 << 8)
      case .write: SQLITE_IOERR | (3 << 8)
      case .sync: SQLITE_IOERR | (4 << 8)
      case .truncate: SQLITE_IOERR | (6 << 8)
      case .size: SQLITE_IOERR | (7 << 8)
      case .delete: SQLITE_IOERR | (10 << 8)
      case .lock: SQLITE_IOERR | (15 << 8)
      case .sharedMemory: SQLITE_IOERR | (21 << 8)
      }
    }
  }

  /// The operation that is counted and fails; nil for every one.
  package var operation: Operation?
  /// How many operations still succeed; 0 fails the next one.
  package var successes: Int
  /// The result code of SQLite that the failing operation returns; nil for the operation's own.
  package var code: Int32?
  /// Only files whose path ends so are counted and fail, such as "-wal"; every file when empty.
  package var pathSuffix: String
  /// After the first failure every write, truncation and sync on every file fails too, as on a disk that is gone.
  package var isLasting: Bool

  /// A plan from its parts. Unless it is lasting it fails once; a refused `open` is refused every time.
  package init(
    _ operation: Operation?, successes: Int = 0, code: Int32? = nil, pathSuffix: String = "", isLasting: Bool = false
  ) {
    self.operation = operation
    self.successes = successes
    self.code = code
    self.pathSuffix = pathSuffix
    self.isLasting = isLasting
  }

  /// A full disk from the n-th write on.
  package static func fullDisk(afterWrites count: Int) -> FaultPlan {
    FaultPlan(.write, successes: count, code: SQLITE_FULL, isLasting: true)
  }

  /// A disk that fails its n-th sync, and everything after it.
  package static func failedSync(after count: Int) -> FaultPlan {
    FaultPlan(.sync, successes: count, code: SQLITE_IOERR | (4 << 8), isLasting: true)
  }

  /// A disk that fails from the n-th write on: what a process that is killed there leaves behind.
  package static func failedWrite(after count: Int) -> FaultPlan {
    FaultPlan(.write, successes: count, code: SQLITE_IOERR | (3 << 8), isLasting: true)
  }

  /// A read that ends early: what is missing are zeros. It happens once.
  package static func shortRead(after count: Int) -> FaultPlan {
    FaultPlan(.read, successes: count, code: SQLITE_IOERR | (2 << 8))
  }

  /// A directory that permits no new files beside the database: SQLite meets it first when it opens the log, and does
  /// not come as far as the shared-memory file.
  package static let noSharedMemory = FaultPlan(.open, code: SQLITE_CANTOPEN, pathSuffix: "-wal")
}

/// The plan at work, and what has been counted.
final class FaultState: Sendable {
  private struct Contents {
    var plan: FaultPlan?
    var hasFailed = false
    var counts: [FaultPlan.Operation: Int] = [:]
  }

  /// Whether a sync waits for the disk.
  let waitsForDisk: Bool
  private let recording = Mutex<FileRecording?>(nil)

  init(waitsForDisk: Bool) { self.waitsForDisk = waitsForDisk }

  var isRecording: Bool { recording.withLock { $0 != nil } }

  func record(in recording: FileRecording?) { self.recording.withLock { $0 = recording } }

  func note(_ change: FileRecording.Change, path: String) { recording.withLock { $0 }?.append(change, path: path) }

  private let contents = Mutex(Contents())

  func set(_ plan: FaultPlan?) {
    contents.withLock { $0 = Contents(plan: plan) }
  }

  func count(_ operation: FaultPlan.Operation) -> Int { contents.withLock { $0.counts[operation, default: 0] } }
  var hasFailed: Bool { contents.withLock { $0.hasFailed } }

  /// The code to fail with, or SQLITE_OK to let the operation through.
  func verdict(on operation: FaultPlan.Operation, path: String) -> Int32 {
    contents.withLock { contents in
      contents.counts[operation, default: 0] += 1
      guard let plan = contents.plan else { return SQLITE_OK }
      let isOnDisk = operation == .write || operation == .truncate || operation == .sync || operation == .delete
      if contents.hasFailed && plan.isLasting && isOnDisk { return plan.code ?? operation.failure }
      guard operation == plan.operation ?? operation, path.hasSuffix(plan.pathSuffix) else { return SQLITE_OK }
      if plan.successes > 0 {
        contents.plan?.successes -= 1
        return SQLITE_OK
      }
      // A single fault is over once it has happened; the open of a forbidden file fails for ever.
      if plan.operation != .open && !plan.isLasting {
        if contents.hasFailed { return SQLITE_OK }
      }
      contents.hasFailed = true
      return plan.code ?? operation.failure
    }
  }
}
