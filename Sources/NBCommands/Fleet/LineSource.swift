import NBBasics
import NBSources

#if canImport(Glibc)
  import Glibc
#endif

/// Reads a source line by line, unpacked. Memory: twice the longest line, at most ``EndlessLine/length``.
struct LineSource {
  private let source: ByteSource

  init(_ source: Source) throws(Failure) { self.source = try ByteSource(source) }

  /// Calls `body` with every line, without its line end; empty lines are left out. A last line may lack its end.
  func forEach(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    var buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { buffer.deallocate() }
    // Bytes `start..<end` are read and not given out yet.
    var (start, end) = (0, 0)
    while true {
      if end == buffer.count {
        if start > 0 {
          buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[start..<end]))
        } else {
          guard buffer.count < EndlessLine.length else { throw EndlessLine.failure(source) }
          let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: buffer.count * 2, alignment: 16)
          larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[start..<end]))
          buffer.deallocate()
          buffer = larger
        }
        (start, end) = (0, end - start)
      }
      let count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[end...]))
      if count == 0 { break }
      var from = end
      end += count
      while let line = Self.lineEnd(buffer, from, end) {
        if line > start { try body(UnsafeRawBufferPointer(rebasing: buffer[start..<line])) }
        start = line + 1
        from = start
      }
    }
    if end > start { try body(UnsafeRawBufferPointer(rebasing: buffer[start..<end])) }
  }

  private static func lineEnd(_ buffer: UnsafeMutableRawBufferPointer, _ from: Int, _ end: Int) -> Int? {
    guard from < end, let base = buffer.baseAddress, let found = memchr(base + from, 0x0A, end - from) else {
      return nil
    }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }
}
