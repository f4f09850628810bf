import Glibc
import NBBasics

/// Standard output, buffered. A reader that has gone (`| head`) is a quiet end: everything after it is dropped.
package final class StandardOutput {
  private let output: BufferedOutput
  /// Whether the reader has closed its end: there is no use in producing more.
  package private(set) var isClosed = false

  /// - Parameter descriptor: 1, or another one that the caller closes; messages call it "standard output".
  ///
  /// Makes the process ignore SIGPIPE, since a closed pipe is otherwise its death.
  package init(descriptor: Int32 = STDOUT_FILENO) {
    signal(SIGPIPE, SIG_IGN)
    output = BufferedOutput(descriptor, place: "standard output")
  }

  /// Adds bytes; they are written when enough have come together, and by `flush()`.
  ///
  /// - Throws: `.full`, `.system`; never for a closed pipe.
  package func write(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
    try unlessClosed { () throws(Failure) in try output.write(bytes) }
  }

  /// Adds text in UTF-8; throws as the other `write`.
  package func write(_ text: String) throws(Failure) {
    var text = text
    let outcome: Result<Void, Failure> = text.withUTF8 { bytes in
      Result { () throws(Failure) in try write(UnsafeRawBufferPointer(bytes)) }
    }
    try outcome.get()
  }

  /// Writes what was collected. To be called before the process ends: nothing else does it.
  package func flush() throws(Failure) {
    try unlessClosed { () throws(Failure) in try output.flush() }
  }

  private func unlessClosed(_ body: () throws(Failure) -> Void) throws(Failure) {
    guard !isClosed else { return }
    do throws(Failure) {
      try body()
    } catch {
      guard error.kind == .system(EPIPE) else { throw error }
      isClosed = true
    }
  }
}
