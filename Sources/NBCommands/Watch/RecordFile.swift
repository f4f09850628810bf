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
      Self.append(observation, to: &lines)
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

  private static func append(_ observation: Observation, to line: inout [UInt8]) {
    let content = observation.content
    func member(_ name: String, _ value: String?) {
      guard let value, !value.isEmpty else { return }
      line += ",\"\(name)\":".utf8
      JSONText.appendQuoted(value, to: &line)
    }
    line += "{\"observed_at\":\"\(observation.observedAt.rfc3339)\"".utf8
    member("requested_at", observation.requestedAt?.rfc3339)
    member("kind", content.kind.word)
    line += ",\"http_status\":\(content.httpStatus)".utf8
    member("region", content.stream.region)
    member("project_id", content.stream.projectID)
    member("notebook_id", content.stream.notebookID)
    member("date", observation.date)
    member("token_fp", content.answer.tokenFingerprint)
    line += ",\"body\":".utf8
    line += content.body?.canonical ?? Array("null".utf8)
    line.append(UInt8(ascii: "}"))
  }
}
