import NBReports
import NBSources

#if canImport(Glibc)
  import Glibc
#endif

extension OutputOptions {
  /// Writes rows to standard output as `body` emits them; `emit` returns false once nobody reads any more.
  func stream(
    _ columns: [Column], _ answer: AnswerPage = AnswerPage(), _ body: ((_ emit: ([Cell]) throws -> Bool) throws -> Void)
  ) throws {
    var writer = resolvedFormat.writer(crlf: crlf, isGuarded: !noCSVGuard, page: page(answer))
    let output = StandardOutput()
    var bytes: [UInt8] = []
    writer.begin(columns, into: &bytes)
    try body { row in
      writer.write(row, into: &bytes)
      if bytes.count > 1 << 16 {
        try bytes.withUnsafeBytes { try output.write($0) }
        bytes.removeAll(keepingCapacity: true)
      }
      return !output.isClosed
    }
    writer.end(into: &bytes)
    try bytes.withUnsafeBytes { try output.write($0) }
    try output.flush()
  }
}
