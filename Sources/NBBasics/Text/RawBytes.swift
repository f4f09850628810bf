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

  /// A copy, which is its owner's to deallocate.
  package func copied() -> UnsafeRawBufferPointer {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 16)
    copy.copyMemory(from: self)
    return UnsafeRawBufferPointer(copy)
  }

  /// Their order as canonical JSON has it, byte by byte: below 0, 0 or above 0.
  package func order(to other: UnsafeRawBufferPointer) -> Int {
    for index in 0..<Swift.min(count, other.count) where self[index] != other[index] {
      return self[index] < other[index] ? -1 : 1
    }
    return count - other.count
  }

  /// How many bytes at the start are those of `other`.
  package func equalPrefix(with other: UnsafeRawBufferPointer) -> Int {
    let count = Swift.min(count, other.count)
    var at = 0
    while at &+ 8 <= count {
      let difference =
        loadUnaligned(fromByteOffset: at, as: UInt64.self) ^ other.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      if difference != 0 { return at &+ UInt64(littleEndian: difference).trailingZeroBitCount >> 3 }
      at &+= 8
    }
    while at < count, self[at] == other[at] { at &+= 1 }
    return at
  }

  /// How many bytes at the end are those of `other`.
  package func equalSuffix(with other: UnsafeRawBufferPointer) -> Int {
    let most = Swift.min(count, other.count)
    var same = 0
    while same &+ 8 <= most {
      let difference =
        loadUnaligned(fromByteOffset: count &- same &- 8, as: UInt64.self)
        ^ other.loadUnaligned(fromByteOffset: other.count &- same &- 8, as: UInt64.self)
      if difference != 0 { return same &+ UInt64(littleEndian: difference).leadingZeroBitCount >> 3 }
      same &+= 8
    }
    while same < most, self[count &- same &- 1] == other[other.count &- same &- 1] { same &+= 1 }
    return same
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
