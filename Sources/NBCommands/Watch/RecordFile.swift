import NBBasics
import NBObservations
import NBSources

#if canImport(Glibc)
  import Glibc
#endif

/// The file of `--record`: what was appended, as envelopes on lines, flushed after each commit. `nbtrack ingest` of it
/// gives the same events.
final class RecordFile {
  private let descriptor: Int32
  private let path: String

  init(path: String) throws {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw CommandFailure(.failed, "cannot write \(path): \(String(cString: strerror(errno)))")
    }
  }

  deinit { close(descriptor) }

  /// Adds the observations; throws when they cannot be written.
  func write(_ observations: [Observation]) throws {
    var lines: [UInt8] = []
    for observation in observations {
      observation.content.appendEnvelope(
        observedAt: observation.observedAt, requestedAt: observation.requestedAt, date: observation.date, to: &lines)
      lines.append(UInt8(ascii: "\n"))
    }
    var done = 0
    while done < lines.count {
      let count = lines.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + done, $0.count - done) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        throw CommandFailure(.failed, "cannot write \(path): \(String(cString: strerror(errno)))")
      }
      done += count
    }
    fdatasync(descriptor)
  }
}
