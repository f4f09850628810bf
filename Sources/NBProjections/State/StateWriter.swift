import NBBasics
import NBObservations

/// Writes a fold's state as compact bytes: variable-length integers, length-prefixed UTF-8 strings.
///
/// The same state always gives the same bytes, so that `verify` may compare them.
package struct StateWriter {
  /// What has been written so far.
  package private(set) var bytes: [UInt8] = []

  /// A writer that has written nothing.
  package init() {}

  /// Zigzag LEB128: 1 to 10 bytes.
  package mutating func write(_ value: Int64) {
    var rest = UInt64(bitPattern: (value << 1) ^ (value >> 63))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// The same form as a 64-bit integer.
  package mutating func write(_ value: Int) { write(Int64(value)) }

  /// One byte: 1 or 0.
  package mutating func write(_ value: Bool) { bytes.append(value ? 1 : 0) }

  /// Milliseconds since 1970 as an integer.
  package mutating func write(_ value: Instant) { write(value.milliseconds) }

  /// The number of bytes, then the UTF-8.
  package mutating func write(_ value: String) {
    write(value.utf8.count)
    bytes.append(contentsOf: value.utf8)
  }

  /// The number of bytes, then the bytes: as a string of them.
  package mutating func write(bytes text: [UInt8]) {
    write(text.count)
    bytes.append(contentsOf: text)
  }

  /// Bytes that another writer has written.
  mutating func append(_ written: [UInt8]) { bytes.append(contentsOf: written) }

  /// A presence byte, then the value.
  package mutating func write<Value>(_ value: Value?, _ body: (inout StateWriter, Value) -> Void) {
    write(value != nil)
    if let value { body(&self, value) }
  }

  /// A presence byte, then the instant unless nil.
  package mutating func write(_ value: Instant?) { write(value) { $0.write($1) } }

  /// A presence byte, then the integer unless nil.
  package mutating func write(_ value: Int64?) { write(value) { $0.write($1) } }

  /// A presence byte, then the string unless nil.
  package mutating func write(_ value: String?) { write(value) { $0.write($1) } }

  /// The count, then each element.
  package mutating func write<Element>(_ values: [Element], _ body: (inout StateWriter, Element) -> Void) {
    write(values.count)
    for value in values { body(&self, value) }
  }
}
