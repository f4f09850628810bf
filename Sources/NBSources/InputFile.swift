import Glibc
import NBBasics

/// What reading gave.
enum Supply: Equatable {
  /// So many bytes, at least one.
  case bytes(Int)
  case end
  /// Nothing at this moment, and the file was told not to wait.
  case notReady
}

/// One open descriptor and what is known of its file.
final class InputFile {
  let descriptor: Int32
  let name: String
  private let closesDescriptor: Bool
  private(set) var facts: stat
  /// Bytes read so far.
  private(set) var count: Int64 = 0
  /// Whether `read` waits for bytes of a pipe or a terminal, or says that there are none yet.
  var waits = true

  init(_ source: Source) throws(Failure) {
    name = source.name
    closesDescriptor = !source.isStandardInput
    descriptor = source.path?.withPath { open($0, O_RDONLY | O_CLOEXEC | O_NOCTTY) } ?? STDIN_FILENO
    facts = stat()
    guard descriptor >= 0 else { throw Failure(reading: errno, "cannot open", name) }
    do throws(Failure) {
      guard fstat(descriptor, &facts) == 0 else { throw Failure(reading: errno, "cannot open", name) }
      // A directory can be opened, and fails only when it is read.
      guard !facts.isDirectory else { throw Failure(reading: EISDIR, "cannot read", name) }
    } catch {
      // The deinitializer does not run for an object that was never finished.
      if closesDescriptor { close(descriptor) }
      throw error
    }
  }

  deinit { if closesDescriptor { close(descriptor) } }

  /// Reads what is there, at most the size of the buffer, which must not be empty.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Supply {
    while true {
      if !waits && !isReady { return .notReady }
      let result = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if result > 0 {
        count += Int64(result)
        return .bytes(result)
      }
      if result == 0 { return .end }
      let number = errno
      if number == EINTR { continue }
      // A descriptor that was handed over as non-blocking, as a shell may do with standard input.
      guard number == EAGAIN else { throw Failure(reading: number, "cannot read", name) }
      guard waits else { return .notReady }
      _ = isReady(within: -1)
    }
  }

  private var isReady: Bool { isReady(within: 0) }

  /// Whether a read would return at once; -1 waits as long as it takes, or until a signal.
  func isReady(within milliseconds: Int32) -> Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, milliseconds) > 0
  }

  /// The present facts of the open file, whatever its path leads to by now.
  func presentFacts() throws(Failure) -> stat {
    var now = stat()
    guard fstat(descriptor, &now) == 0 else { throw Failure(reading: errno, "cannot read", name) }
    return now
  }

  /// Goes back to the beginning of a regular file.
  func rewind() throws(Failure) {
    guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw Failure(reading: errno, "cannot read", name) }
    count = 0
  }
}
