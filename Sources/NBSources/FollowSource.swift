import Glibc
import NBBasics

/// Reads a source and goes on as it grows, like `tail -F`: through truncation, and through rotation (renamed away and
/// made anew under its path). Standard input, pipes and packed files are read until they end.
///
/// Two things cannot be seen: a truncated file that has grown beyond the place already read before the next look, and
/// what is written to a renamed file later than the look after the one that found the new file.
package final class FollowSource {
  /// What a look at the source gave.
  package enum Reading: Sendable, Equatable {
    /// So many bytes, at least one.
    case bytes(Int)
    /// Nothing new at this moment: a good time to commit, and then to wait.
    case waiting
    /// The next bytes come from the beginning of a file: a line that was not finished never will be, and lines count
    /// from 1 again.
    case restarted
    /// The source has ended for good.
    case ended
  }

  /// Milliseconds between two looks at a source that gave nothing.
  package static let interval: Int32 = 200

  private let source: Source
  /// A source that ends: a pipe, a terminal, a packed file.
  private var ending: ByteSource?
  /// A plain regular file, present unless there is `ending`.
  private var growing: InputFile?
  /// Another file was found under the path at the last look.
  private var isReplaced = false

  /// Opens a source that must be there now; later its path may be missing for a while.
  ///
  /// - Throws: `.missing`, `.notPermitted`, `.isDirectory`, `.system`.
  package init(_ source: Source) throws(Failure) {
    self.source = source
    let file = try InputFile(source)
    if file.facts.isRegular, !source.isStandardInput, !Self.isPacked(file) {
      growing = file
    } else {
      file.waits = false
      ending = ByteSource(file, isNamedCompressed: source.isNamedCompressed)
    }
  }

  /// What messages call the source.
  package var name: String { source.name }

  /// Looks at the source, and returns at once.
  ///
  /// - Parameter buffer: not empty.
  /// - Throws: `.system`, and for packed sources what `ByteSource.read` throws.
  package func look(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Reading {
    precondition(!buffer.isEmpty, "a buffer to read into has room")
    if let growing { return try look(at: growing, into: buffer) }
    guard let ending else { return .ended }
    switch try ending.supply(into: buffer) {
    case .bytes(let count): return .bytes(count)
    case .notReady: return .waiting
    case .end: return .ended
    }
  }

  /// Looks at the source until there is something, in steps of `interval`.
  ///
  /// - Parameter shouldStop: asked before every wait; true ends the reading. A signal ends a wait early.
  /// - Returns: `.bytes`, `.restarted`, or `.ended`, which a stop gives as well; never `.waiting`.
  package func read(
    into buffer: UnsafeMutableRawBufferPointer, shouldStop: () -> Bool
  ) throws(Failure) -> Reading {
    while true {
      let reading = try look(into: buffer)
      guard reading == .waiting else { return reading }
      if shouldStop() { return .ended }
      Self.wait()
    }
  }

  /// What to wait on when a look gave nothing: of a pipe or a terminal; nil for a file, which only grows.
  package var waitingDescriptor: Int32? { ending.map(\.file.descriptor) }

  /// Waits for one interval; a signal ends it early.
  package static func wait() { poll(nil, 0, interval) }

  private func look(
    at file: InputFile, into buffer: UnsafeMutableRawBufferPointer
  ) throws(Failure) -> Reading {
    if try file.presentFacts().st_size < file.count {
      try file.rewind()
      return .restarted
    }
    if case .bytes(let count) = try file.read(into: buffer) {
      isReplaced = false
      return .bytes(count)
    }
    guard let other = try otherFile(than: file) else {
      isReplaced = false
      return .waiting
    }
    // One more look at the old file, in case its writer had not noticed the rotation yet.
    guard isReplaced else {
      isReplaced = true
      return .waiting
    }
    isReplaced = false
    growing = other
    return .restarted
  }

  /// The file that the path leads to by now, when it is another one; nil while the path is missing.
  private func otherFile(than file: InputFile) throws(Failure) -> InputFile? {
    guard let path = source.path else { return nil }
    var facts = stat()
    // Compared with an open file, whose number cannot have been given to another one.
    guard path.withPath({ stat($0, &facts) }) == 0, !facts.isSameFile(as: file.facts) else { return nil }
    do throws(Failure) {
      return try InputFile(source)
    } catch {
      // Removed again in between: the next look will tell.
      if error.kind == .missing { return nil }
      throw error
    }
  }

  /// Whether a regular file begins as a packed one does; its position stays.
  private static func isPacked(_ file: InputFile) -> Bool {
    var first = [UInt8](repeating: 0, count: 4)
    let place = lseek(file.descriptor, 0, SEEK_CUR)
    let count = pread(file.descriptor, &first, first.count, place)
    guard count > 0, case .found(let compression) = Compression.detect(first.prefix(count)) else { return false }
    return compression != .none
  }
}
