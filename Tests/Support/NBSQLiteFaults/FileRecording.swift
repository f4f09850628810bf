import Synchronization

/// What SQLite did to files, in order, and marks of what had been acknowledged by then.
package final class FileRecording: Sendable {
  /// One change of a file, or the promise that earlier ones are durable.
  package enum Change: Sendable {
    /// The file was opened, and made where it was not there.
    case open
    case write(at: Int64, [UInt8])
    case truncate(to: Int64)
    /// All earlier changes of the file are on the disk.
    case sync
    /// A sync failed: what was written since the last one is seen by programs and never reaches the disk, unless it is
    /// written again. Systems forget such pages and report the next sync as done.
    case failedSync
    /// The directory was synced: which files are there is on the disk, whatever they hold.
    case syncDirectory
    /// The file was removed; not durable unless the directory is synced, at once or later.
    case delete(isDurable: Bool)
  }

  /// A change with its file.
  package struct Entry: Sendable {
    /// The file's name without its directory.
    package let file: String
    /// What was done to it.
    package let change: Change
    /// What the workload had been told was kept when this happened.
    package let acknowledged: Int
  }

  private struct Contents {
    var entries: [Entry] = []
    var acknowledged = 0
  }

  private let contents = Mutex(Contents())

  /// An empty recording.
  package init() {}

  func append(_ change: Change, path: String) {
    // Shared memory is never read after a power cut, and files without a name are SQLite's own temporary ones.
    guard !path.isEmpty, !path.hasSuffix("-shm") else { return }
    let file = String(path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...])
    contents.withLock { $0.entries.append(Entry(file: file, change: change, acknowledged: $0.acknowledged)) }
  }

  /// A directory was synced by other means than SQLite's.
  package func syncDirectory() { append(.syncDirectory, path: ".") }

  /// The workload was told that everything up to `count` is kept.
  package func acknowledge(_ count: Int) { contents.withLock { $0.acknowledged = count } }

  /// Everything recorded so far.
  package var entries: [Entry] { contents.withLock { $0.entries } }
}
