import CSQLite
import Glibc
import Synchronization

/// A file system for SQLite that fails on purpose. Everything that the plan lets through goes to the default one.
///
/// Registered under its name for the life of the process: `Connection(path: …, mode: …, vfs: faults.name)`.
package final class FaultVFS: Sendable {
  /// What a connection names to use this file system; unique within the process.
  package let name: String
  let state: FaultState

  /// - Parameters:
  ///   - name: unique within the process.
  ///   - waitsForDisk: whether a sync really waits; a test that only looks at the order need not.
  package init(name: String, waitsForDisk: Bool = true) {
    self.name = name
    state = FaultState(waitsForDisk: waitsForDisk)
    guard let original = sqlite3_vfs_find(nil) else { preconditionFailure("SQLite has no default VFS") }
    let vfs = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
    vfs.initialize(to: original.pointee)
    vfs.pointee.pNext = nil
    vfs.pointee.zName = UnsafePointer(nb_copy_message(name))
    // Behind the bytes of the real file stands a reference to what belongs to ours.
    vfs.pointee.szOsFile = tagOffset + Int32(MemoryLayout<UnsafeMutableRawPointer>.size)
    vfs.pointee.pAppData = Unmanaged.passRetained(state).toOpaque()
    vfs.pointee.xOpen = openFile
    vfs.pointee.xDelete = deleteFile
    sqlite3_vfs_register(vfs, 0)
  }

  /// Sets what fails from now on, nil for nothing; counts begin anew.
  package func set(_ plan: FaultPlan?) { state.set(plan) }

  /// How often an operation was asked for since the plan was set.
  package func count(_ operation: FaultPlan.Operation) -> Int { state.count(operation) }

  /// How many operations of all kinds were asked for since the plan was set.
  package var count: Int { FaultPlan.Operation.allCases.reduce(0) { $0 + state.count($1) } }

  /// Whether the plan has failed an operation.
  package var hasFailed: Bool { state.hasFailed }

  /// Records from now on what changes files; nil records no more.
  package func record(in recording: FileRecording?) { state.record(in: recording) }
}

/// What belongs to one open file.
private final class FileTag {
  let state: FaultState
  let path: String
  let real: UnsafePointer<sqlite3_io_methods>
  /// SQLite's own file system syncs the directory with the first sync of a log or journal that it may have made.
  var syncsDirectory: Bool

  init(state: FaultState, path: String, real: UnsafePointer<sqlite3_io_methods>, flags: Int32) {
    self.state = state
    self.path = path
    self.real = real
    let isLog = flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL) != 0
    syncsDirectory = isLog && flags & SQLITE_OPEN_CREATE != 0
  }

  func verdict(_ operation: FaultPlan.Operation) -> Int32 { state.verdict(on: operation, path: path) }

  func note(_ change: FileRecording.Change) { state.note(change, path: path) }
}

private typealias File = UnsafeMutablePointer<sqlite3_file>

/// The size of a real file, rounded up so that the reference behind it is aligned.
private let tagOffset: Int32 = ((sqlite3_vfs_find(nil)?.pointee.szOsFile ?? 0) + 15) & ~15

private func slot(_ file: File) -> UnsafeMutablePointer<UnsafeMutableRawPointer?> {
  (UnsafeMutableRawPointer(file) + Int(tagOffset)).assumingMemoryBound(to: UnsafeMutableRawPointer?.self)
}

/// Asks the plan, and goes on to the real file where it lets the operation through; what then changed is recorded.
private func attempt(
  _ file: File?, _ operation: FaultPlan.Operation, changing change: @autoclosure () -> FileRecording.Change? = nil,
  _ real: (sqlite3_io_methods) -> Int32
) -> Int32 {
  attempt(file, operation, changing: change(), whenRefused: nil) { _, methods in real(methods) }
}

private func attempt(
  _ file: File?, _ operation: FaultPlan.Operation, changing change: @autoclosure () -> FileRecording.Change?,
  whenRefused refusal: FileRecording.Change?, _ real: (FaultState, sqlite3_io_methods) -> Int32
) -> Int32 {
  guard let file, let data = slot(file).pointee else { return SQLITE_MISUSE }
  let tag = Unmanaged<FileTag>.fromOpaque(data).takeUnretainedValue()
  let refused = tag.verdict(operation)
  guard refused == SQLITE_OK else {
    if let refusal { tag.note(refusal) }
    return refused
  }
  let code = real(tag.state, tag.real.pointee)
  guard code == SQLITE_OK, tag.state.isRecording, let change = change() else { return code }
  tag.note(change)
  if case .sync = change, tag.syncsDirectory {
    tag.syncsDirectory = false
    tag.note(.syncDirectory)
  }
  return code
}

private func deleteFile(
  _ vfs: UnsafeMutablePointer<sqlite3_vfs>?, _ name: UnsafePointer<CChar>?, _ syncsDirectory: Int32
) -> Int32 {
  guard let name, let data = vfs?.pointee.pAppData, let original = sqlite3_vfs_find(nil) else { return SQLITE_ERROR }
  let state = Unmanaged<FaultState>.fromOpaque(data).takeUnretainedValue()
  let path = String(cString: name)
  let refused = state.verdict(on: .delete, path: path)
  guard refused == SQLITE_OK else { return refused }
  let code = original.pointee.xDelete(original, name, syncsDirectory)
  if code == SQLITE_OK { state.note(.delete(isDurable: syncsDirectory != 0), path: path) }
  return code
}

private func openFile(
  _ vfs: UnsafeMutablePointer<sqlite3_vfs>?, _ name: sqlite3_filename?, _ file: File?, _ flags: Int32,
  _ flagsOut: UnsafeMutablePointer<Int32>?
) -> Int32 {
  guard let file, let data = vfs?.pointee.pAppData, let original = sqlite3_vfs_find(nil) else { return SQLITE_ERROR }
  let state = Unmanaged<FaultState>.fromOpaque(data).takeUnretainedValue()
  let path = name.map { String(cString: $0) } ?? ""
  file.pointee.pMethods = nil
  let refused = state.verdict(on: .open, path: path)
  guard refused == SQLITE_OK else { return refused }
  // The default VFS finds its own data in the structure that it is given.
  let code = original.pointee.xOpen(original, name, file, flags, flagsOut)
  guard let real = file.pointee.pMethods else { return code }
  state.note(.open, path: path)
  slot(file).pointee = Unmanaged.passRetained(FileTag(state: state, path: path, real: real, flags: flags)).toOpaque()
  let address = failingMethods(of: Int(bitPattern: real))
  file.pointee.pMethods = UnsafePointer(bitPattern: address)
  return code
}

/// Our tables by the addresses of the real ones they were made from; SQLite has one for each way of locking.
private let tables = Mutex<[Int: Int]>([:])

private func failingMethods(of real: Int) -> Int {
  tables.withLock { tables in
    if let known = tables[real] { return known }
    guard let methods = UnsafePointer<sqlite3_io_methods>(bitPattern: real) else { return 0 }
    let made = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
    made.initialize(to: methods.pointee)
    made.pointee.xRead = { file, bytes, count, place in
      // A short read has to leave zeros.
      if let bytes { memset(bytes, 0, Int(count)) }
      return attempt(file, .read) { $0.xRead(file, bytes, count, place) }
    }
    made.pointee.xWrite = { file, bytes, count, place in
      attempt(
        file, .write,
        changing: bytes.map { .write(at: place, [UInt8](UnsafeRawBufferPointer(start: $0, count: Int(count)))) }
      ) {
        $0.xWrite(file, bytes, count, place)
      }
    }
    made.pointee.xTruncate = { file, size in
      attempt(file, .truncate, changing: .truncate(to: size)) { $0.xTruncate(file, size) }
    }
    made.pointee.xSync = { file, flags in
      attempt(file, .sync, changing: .sync, whenRefused: .failedSync) { state, methods in
        state.waitsForDisk ? methods.xSync(file, flags) : SQLITE_OK
      }
    }
    made.pointee.xFileSize = { file, size in attempt(file, .size) { $0.xFileSize(file, size) } }
    made.pointee.xLock = { file, level in attempt(file, .lock) { $0.xLock(file, level) } }
    if methods.pointee.xShmMap != nil {
      made.pointee.xShmMap = { file, region, size, extend, result in
        attempt(file, .sharedMemory) { $0.xShmMap(file, region, size, extend, result) }
      }
    }
    made.pointee.xClose = { file in
      guard let file, let data = slot(file).pointee else { return SQLITE_MISUSE }
      return Unmanaged<FileTag>.fromOpaque(data).takeRetainedValue().real.pointee.xClose(file)
    }
    let address = Int(bitPattern: made)
    tables[real] = address
    return address
  }
}
