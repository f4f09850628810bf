import NBBasics
import NBObservations

/// Writes a fold's state as compact bytes: variable-length integers, length-prefixed UTF-8 strings.
///
/// The same state always gives the same bytes, so that `verify` may compare them.
public struct StateWriter {
  /// What has been written so far.
  public private(set) var bytes: [UInt8] = []

  /// A writer that has written nothing.
  public init() {}

  /// Zigzag LEB128: 1 to 10 bytes.
  public mutating func write(_ value: Int64) {
    var rest = UInt64(bitPattern: (value << 1) ^ (value >> 63))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// The same form as a 64-bit integer.
  public mutating func write(_ value: Int) { write(Int64(value)) }

  /// One byte: 1 or 0.
  public mutating func write(_ value: Bool) { bytes.append(value ? 1 : 0) }

  /// Milliseconds since 1970 as an integer.
  public mutating func write(_ value: Instant) { write(value.milliseconds) }

  /// The number of bytes, then the UTF-8.
  public mutating func write(_ value: String) {
    write(value.utf8.count)
    bytes.append(contentsOf: value.utf8)
  }

  /// A presence byte, then the value.
  public mutating func write<Value>(_ value: Value?, _ body: (inout StateWriter, Value) -> Void) {
    write(value != nil)
    if let value { body(&self, value) }
  }

  /// A presence byte, then the instant unless nil.
  public mutating func write(_ value: Instant?) { write(value) { $0.write($1) } }

  /// A presence byte, then the integer unless nil.
  public mutating func write(_ value: Int64?) { write(value) { $0.write($1) } }

  /// A presence byte, then the string unless nil.
  public mutating func write(_ value: String?) { write(value) { $0.write($1) } }

  /// The count, then each element.
  public mutating func write<Element>(_ values: [Element], _ body: (inout StateWriter, Element) -> Void) {
    write(values.count)
    for value in values { body(&self, value) }
  }
}

/// The stored bytes are not a state that this version wrote.
public struct StateCodingError: Error, Sendable {
  /// The error without details: that the bytes are damaged matters, not where.
  public init() {}
}

/// Reads what ``StateWriter`` wrote, in the same order.
public struct StateReader {
  private let bytes: [UInt8]
  private var next = 0

  /// Reads these bytes from the first one on.
  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Whether everything has been read.
  public var isAtEnd: Bool { next == bytes.count }

  private mutating func byte() throws(StateCodingError) -> UInt8 {
    guard next < bytes.count else { throw StateCodingError() }
    defer { next += 1 }
    return bytes[next]
  }

  /// An integer of 1 to 10 bytes; a longer one is an error.
  public mutating func integer() throws(StateCodingError) -> Int64 {
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
  public mutating func count() throws(StateCodingError) -> Int {
    let value = try integer()
    guard value >= 0, value <= Int64(Int32.max) else { throw StateCodingError() }
    return Int(value)
  }

  /// One byte: false for 0, true for any other.
  public mutating func boolean() throws(StateCodingError) -> Bool { try byte() != 0 }

  /// An integer, taken as milliseconds since 1970.
  public mutating func instant() throws(StateCodingError) -> Instant { Instant(milliseconds: try integer()) }

  /// A string behind its number of bytes; invalid UTF-8 is replaced by U+FFFD.
  public mutating func string() throws(StateCodingError) -> String {
    let length = try count()
    guard next + length <= bytes.count else { throw StateCodingError() }
    defer { next += length }
    return String(decoding: bytes[next..<next + length], as: UTF8.self)
  }

  /// A value behind a presence byte.
  public mutating func optional<Value>(
    _ body: (inout StateReader) throws(StateCodingError) -> Value
  ) throws(StateCodingError) -> Value? {
    try boolean() ? try body(&self) : nil
  }

  /// An instant behind a presence byte; nil when absent.
  public mutating func optionalInstant() throws(StateCodingError) -> Instant? {
    try boolean() ? try instant() : nil
  }

  /// An integer behind a presence byte; nil when absent.
  public mutating func optionalInteger() throws(StateCodingError) -> Int64? {
    try boolean() ? try integer() : nil
  }

  /// A string behind a presence byte; nil when absent.
  public mutating func optionalString() throws(StateCodingError) -> String? {
    try boolean() ? try string() : nil
  }

  /// A count, then that many elements.
  public mutating func array<Element>(
    _ body: (inout StateReader) throws(StateCodingError) -> Element
  ) throws(StateCodingError) -> [Element] {
    var values: [Element] = []
    for _ in 0..<(try count()) { values.append(try body(&self)) }
    return values
  }
}
