#if canImport(Glibc)
  import Glibc
#endif

extension UnsafeRawBufferPointer {
  /// Whether all bytes equal those of `other`: the way for long ones.
  package func isEqual(to other: UnsafeRawBufferPointer) -> Bool {
    guard count == other.count else { return false }
    guard let bytes = baseAddress, let others = other.baseAddress else { return true }
    return memcmp(bytes, others, count) == 0
  }

  /// Whether the first `count` bytes equal those of `other`, eight at a time: the way for short ones.
  @inlinable
  @inline(__always)
  package func elementsEqual(_ other: UnsafeRawBufferPointer, count: Int) -> Bool {
    var at = 0
    while at &+ 8 <= count {
      if loadUnaligned(fromByteOffset: at, as: UInt64.self) != other.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      {
        return false
      }
      at &+= 8
    }
    while at < count {
      if self[at] != other[at] { return false }
      at &+= 1
    }
    return true
  }
}

extension Array where Element == UInt8 {
  /// As `withUnsafeBytes`, throwing what `body` throws.
  package func withRawBytes<Result, Thrown>(
    _ body: (UnsafeRawBufferPointer) throws(Thrown) -> Result
  ) throws(Thrown) -> Result {
    try withUnsafeBufferPointer { elements throws(Thrown) in try body(UnsafeRawBufferPointer(elements)) }
  }
}
