import NBBasics

#if canImport(Glibc)
  import Glibc
#endif

/// The part of a source that was read and not made into observations yet, and where in the source it stands.
final class ReadBuffer {
  private var bytes: UnsafeMutableRawBufferPointer
  /// The unread part.
  private(set) var start = 0
  private(set) var end = 0
  /// Place of `start` in the source: its 1-based line and its offset in bytes.
  private(set) var line = 1
  private(set) var byteOffset = 0
  /// Blanks right before `start` on its line.
  private(set) var column = 0

  init() { bytes = .allocate(byteCount: 1 << 20, alignment: 16) }

  deinit { bytes.deallocate() }

  /// Room for the next bytes of the source.
  func space(atLeast count: Int) -> UnsafeMutableRawBufferPointer {
    if bytes.count - end < count {
      let unread = end - start
      if start > 0, bytes.count - unread >= count, start >= unread {
        bytes.baseAddress!.copyMemory(from: bytes.baseAddress! + start, byteCount: unread)
      } else {
        let larger = UnsafeMutableRawBufferPointer.allocate(
          byteCount: max(bytes.count, (unread + count) * 2), alignment: 16)
        larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
        bytes.deallocate()
        bytes = larger
      }
      start = 0
      end = unread
    }
    return UnsafeMutableRawBufferPointer(rebasing: bytes[end...])
  }

  /// `count` bytes of ``space(atLeast:)`` hold input now.
  func filled(_ count: Int) { end += count }

  /// Bytes that were not read yet.
  @inline(__always)
  var unread: Int { end - start }

  @inline(__always)
  subscript(index: Int) -> UInt8 { bytes[index] }

  func view(_ from: Int, _ to: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[from..<to])
  }

  /// Index of the line feed at or behind `index`, nil when the line is not complete.
  func lineEnd(from index: Int) -> Int? {
    guard index < end, let found = memchr(bytes.baseAddress! + index, 0x0A, end - index) else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(bytes.baseAddress!)
  }

  /// Takes everything before `index` as read.
  func advance(to index: Int) {
    var at = start
    while at < index, let found = lineEnd(from: at), found < index {
      line += 1
      at = found + 1
    }
    var blank = index
    while blank > start, isBlank(blank - 1) { blank -= 1 }
    column = (blank == start ? column : 0) + index - blank
    byteOffset += index - start
    start = index
  }

  /// The next line below `index` that begins with a bracket at `column` or left of it.
  func nextBeginning(column: Int, from index: Int) -> Int? {
    var at = index
    while let feed = lineEnd(from: at) {
      at = feed + 1
      var first = at
      while first < end, isBlank(first) { first += 1 }
      guard first < end else { return nil }
      if first - at <= column, bytes[first] == UInt8(ascii: "{") || bytes[first] == UInt8(ascii: "[") { return first }
    }
    return nil
  }

  /// Whether a blank or a tab, which may indent a line, stands at `index`.
  func isBlank(_ index: Int) -> Bool { bytes[index] == 0x20 || bytes[index] == 0x09 }
}
