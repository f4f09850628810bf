import NBBasics
import NBObservations

/// Reads what ``StateWriter`` wrote, in the same order.
package struct StateReader {
  private let bytes: [UInt8]
  private var next = 0
  /// Whether texts are passed over, and read as empty: for who looks for something behind them.
  var skipsText = false

  /// Reads these bytes from the first one on.
  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Whether everything has been read.
  package var isAtEnd: Bool { next == bytes.count }

  private mutating func byte() throws(StateCodingError) -> UInt8 {
    guard next < bytes.count else { throw StateCodingError() }
    defer { next += 1 }
    return bytes[next]
  }

  /// An integer of 1 to 10 bytes; a longer one is an error.
  package mutating func integer() throws(StateCodingError) -> Int64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let part = try byte()
      guard shift < 64 else { throw StateCodingError() }
      value |= UInt64(part & 0x7F) << shift
      if part < 0x80 { break }
      shift += 7
    }
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  /// A count or index: not negative.
  package mutating func count() throws(StateCodingError) -> Int {
    let value = try integer()
    guard value >= 0, value <= Int64(Int32.max) else { throw StateCodingError() }
    return Int(value)
  }

  /// One byte: false for 0, true for any other.
  package mutating func boolean() throws(StateCodingError) -> Bool { try byte() != 0 }

  /// When something was observed, in milliseconds since 1970: far from what overflows, as ``EventTimes`` has it.
  package mutating func instant() throws(StateCodingError) -> Instant {
    let instant = Instant(milliseconds: try integer())
    guard EventTimes.arePossible(instant, 0, 0) else { throw StateCodingError() }
    return instant
  }

  /// A string behind its number of bytes; invalid UTF-8 is replaced by U+FFFD.
  package mutating func string() throws(StateCodingError) -> String {
    let length = try count()
    guard next + length <= bytes.count else { throw StateCodingError() }
    defer { next += length }
    return skipsText ? "" : String(decoding: bytes[next..<next + length], as: UTF8.self)
  }

  /// Bytes behind their number.
  package mutating func byteString() throws(StateCodingError) -> [UInt8] {
    let length = try count()
    guard next + length <= bytes.count else { throw StateCodingError() }
    defer { next += length }
    return Array(bytes[next..<next + length])
  }

  /// Passes over these bytes, if they are the next ones.
  mutating func pass(_ known: [UInt8]) -> Bool {
    guard known.count <= unread else { return false }
    let isNext = known.withUnsafeBytes { known in
      bytes.withUnsafeBytes { UnsafeRawBufferPointer(rebasing: $0[next..<next + known.count]).isEqual(to: known) }
    }
    if isNext { next += known.count }
    return isNext
  }

  /// How many bytes were read.
  var place: Int { next }

  /// What was read since a place.
  func bytes(since place: Int) -> [UInt8] { Array(bytes[place..<next]) }

  /// Bytes that are still to be read.
  package var unread: Int { bytes.count - next }

  /// A value behind a presence byte.
  package mutating func optional<Value>(
    _ body: (inout StateReader) throws(StateCodingError) -> Value
  ) throws(StateCodingError) -> Value? {
    try boolean() ? try body(&self) : nil
  }

  /// An instant behind a presence byte, which an answer may have named and which may be any; nil when absent.
  package mutating func optionalInstant() throws(StateCodingError) -> Instant? {
    try boolean() ? Instant(milliseconds: try integer()) : nil
  }

  /// An integer behind a presence byte; nil when absent.
  package mutating func optionalInteger() throws(StateCodingError) -> Int64? {
    try boolean() ? try integer() : nil
  }

  /// A string behind a presence byte; nil when absent.
  package mutating func optionalString() throws(StateCodingError) -> String? {
    try boolean() ? try string() : nil
  }

  /// A count, then that many elements.
  package mutating func array<Element>(
    _ body: (inout StateReader) throws(StateCodingError) -> Element
  ) throws(StateCodingError) -> [Element] {
    var values: [Element] = []
    for _ in 0..<(try count()) { values.append(try body(&self)) }
    return values
  }
}

extension StateReader {
  /// A word of an enumeration, stored by its number.
  mutating func word<Word: RawRepresentable>() throws(StateCodingError) -> Word where Word.RawValue == UInt8 {
    guard let number = UInt8(exactly: try integer()), let word = Word(rawValue: number) else {
      throw StateCodingError()
    }
    return word
  }
}
