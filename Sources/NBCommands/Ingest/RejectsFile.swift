import NBBasics
import NBObservations
import NBSources

/// The file of `--rejects`: one JSON object a reject, redacted. It appears only when the run has ended.
final class RejectsFile {
  private let file: AtomicFile

  init(path: String) throws { file = try AtomicFile(path: path, isPrivate: true) }

  func write(_ reject: Reject) throws {
    var line: [UInt8] = []
    line += #"{"source":"#.utf8
    JSONText.appendQuoted(reject.source, to: &line)
    line += #","line":\#(reject.line),"byte_offset":\#(reject.byteOffset),"reason":"#.utf8
    JSONText.appendQuoted(reject.reason, to: &line)
    line += #","text":"#.utf8
    JSONText.appendQuoted(reject.text, to: &line)
    line += "}\n".utf8
    try line.withUnsafeBytes { try file.write($0) }
  }

  func commit() throws { try file.commit() }
}
