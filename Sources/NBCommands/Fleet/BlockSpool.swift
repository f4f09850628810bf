import NBFleet
import NBObservations
import NBSources

#if canImport(Glibc)
  import Glibc
#endif

/// Blocks that had to be written before the others were there: kept in a file without a name until the end, and then
/// written at their places. Memory: about 150 bytes a block. What is in it is redacted.
final class BlockSpool {
  private struct Entry {
    let stream: StreamKey
    let day: Day
    let offset: Int
    let count: Int
  }

  private var entries: [Entry] = []
  private var descriptor: Int32 = -1
  private var size = 0

  deinit { if descriptor >= 0 { close(descriptor) } }

  func keep(_ blocks: [Block]) throws {
    if blocks.isEmpty { return }
    if descriptor < 0 { descriptor = try Self.makeFile() }
    for block in blocks {
      var line: [UInt8] = []
      block.appendLine(to: &line)
      var written = 0
      while written < line.count {
        let count = line.withUnsafeBytes {
          pwrite(descriptor, $0.baseAddress! + written, line.count - written, off_t(size + written))
        }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw Self.failure("cannot write a temporary file") }
        written += count
      }
      entries.append(Entry(stream: block.stream, day: block.day, offset: size, count: line.count))
      size += line.count
    }
  }

  /// Calls `body` with the lines of all blocks that do not come behind `limit`, in order; nil: of all that are left.
  func take(upTo limit: (StreamKey, Day)?, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    if entries.isEmpty { return }
    sort()
    while let entry = entries.last {
      if let limit, Block.isBefore(limit, (entry.stream, entry.day)) { return }
      entries.removeLast()
      var line = [UInt8](repeating: 0, count: entry.count)
      var read = 0
      while read < entry.count {
        let count = line.withUnsafeMutableBytes {
          pread(descriptor, $0.baseAddress! + read, entry.count - read, off_t(entry.offset + read))
        }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw Self.failure("cannot read a temporary file") }
        read += count
      }
      try line.withUnsafeBytes(body)
    }
  }

  private var isSorted = false

  /// The next one is the last.
  private func sort() {
    if isSorted { return }
    isSorted = true
    entries.sort { left, right in
      let (one, other) = ((left.stream, left.day), (right.stream, right.day))
      return one == other ? left.offset > right.offset : Block.isBefore(other, one)
    }
  }

  private static func makeFile() throws -> Int32 {
    let folder = Terminal.environmentValue("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    var path = Array((folder + "/nbtrack-pack-XXXXXX").utf8CString)
    let descriptor = mkstemp(&path)
    guard descriptor >= 0 else { throw failure("cannot make a temporary file in \(folder)") }
    unlink(path)
    return descriptor
  }

  private static func failure(_ what: String) -> CommandFailure {
    CommandFailure(
      .failed, "\(what): \(String(cString: strerror(errno)))",
      hint: "Make room, name another folder in TMPDIR, or give more --memory.")
  }
}
