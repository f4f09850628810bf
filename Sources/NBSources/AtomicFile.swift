import Glibc
import NBBasics

/// A file that is there with all its contents, or as it was before: written beside its path and renamed at the end.
///
/// What is not a regular file (`/dev/null`, a FIFO) is written directly. A symbolic link stays, and the file that it
/// leads to is replaced. Without `commit()` the file beside is removed; a killed process leaves it, under a name that
/// begins with a dot and ends in `.tmp`.
package final class AtomicFile {
  /// The path as it was given.
  package let path: String
  /// The path that is replaced, links resolved.
  private let target: String
  /// The file beside; nil when the target is written directly, or when all is done.
  private var temporary: String?
  private let output: BufferedOutput
  private var isOpen = true

  /// Makes the file beside.
  ///
  /// - Parameter isPrivate: whether a new file is its owner's alone; else it gets the permissions of any new file.
  /// - Throws: `.missingDirectory`, `.notPermitted`, `.isDirectory`, `.full`, `.system`.
  package init(path: String, isPrivate: Bool = false) throws(Failure) {
    guard !path.isEmpty, !path.utf8.contains(0) else { throw Failure(writing: ENOENT, "cannot write", path) }
    var facts = stat()
    let exists = stat(path, &facts) == 0
    if exists && facts.isDirectory { throw Failure(writing: EISDIR, "cannot write", path) }
    self.path = path
    if exists && !facts.isRegular {
      let descriptor = open(path, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw Failure(writing: errno, "cannot write", path) }
      target = path
      output = BufferedOutput(descriptor, place: path)
      return
    }
    target = exists ? Self.resolved(path) : path
    let (temporary, descriptor) = try Self.makeBeside(target, naming: path, mode: isPrivate ? 0o600 : 0o666)
    self.temporary = temporary
    output = BufferedOutput(descriptor, place: path)
    // The file keeps the permissions it had; a new one gets those of any new file.
    if exists { fchmod(descriptor, facts.st_mode & 0o7777) }
  }

  deinit { discard() }

  /// Adds bytes.
  ///
  /// - Throws: `.full`, `.system`.
  package func write(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
    precondition(isOpen, "written after the end")
    try output.write(bytes)
  }

  /// Adds text in UTF-8; throws as the other `write`.
  package func write(_ text: String) throws(Failure) {
    var text = text
    let outcome: Result<Void, Failure> = text.withUTF8 { bytes in
      Result { () throws(Failure) in try write(UnsafeRawBufferPointer(bytes)) }
    }
    try outcome.get()
  }

  /// Brings everything to the disk and puts the file in its place. Nothing can be written afterwards.
  ///
  /// - Throws: `.full`, `.system`; what was at the path before is then still there.
  package func commit() throws(Failure) {
    precondition(isOpen, "committed twice")
    try output.flush()
    guard let temporary else {
      finish()
      return
    }
    guard fsync(output.descriptor) == 0 else { throw Failure(writing: errno, "cannot write", path) }
    guard rename(temporary, target) == 0 else { throw Failure(writing: errno, "cannot write", path) }
    self.temporary = nil
    finish()
    // The new name lasts only when the directory is on the disk as well (manual of fsync).
    let directory = open(Self.split(target).directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if directory >= 0 {
      fsync(directory)
      close(directory)
    }
  }

  /// Gives up what was written; what was at the path before stays.
  package func discard() {
    if let temporary { unlink(temporary) }
    temporary = nil
    finish()
  }

  private func finish() {
    if isOpen { close(output.descriptor) }
    isOpen = false
  }

  private static func resolved(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func split(_ path: String) -> (directory: String, name: String) {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return (".", path) }
    let name = String(path[path.utf8.index(after: slash)...])
    return (slash == path.startIndex ? "/" : String(path[..<slash]), name)
  }

  /// Makes an empty file in the directory of `target`, on the same file system so that it can be renamed.
  private static func makeBeside(
    _ target: String, naming path: String, mode: mode_t
  ) throws(Failure) -> (String, Int32) {
    let (directory, name) = split(target)
    for attempt in 0..<1000 {
      let candidate = "\(directory)/.\(name).\(getpid())-\(attempt).tmp"
      let descriptor = open(candidate, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
      if descriptor >= 0 { return (candidate, descriptor) }
      guard errno == EEXIST else { break }
    }
    throw Failure(writing: errno, "cannot write", path)
  }
}
