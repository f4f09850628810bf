/// Whether a text is one JSON value (RFC 8259), so that it may be embedded in JSON as it stands.
struct JSONCheck {
  /// Deeper values are embedded as strings instead: readers differ in what they accept.
  private static let deepest = 64

  private let bytes: [UInt8]
  private var position = 0

  /// True for exactly one value, with white space around it at most, on one line.
  static func isValue(_ text: String) -> Bool {
    var check = JSONCheck(bytes: Array(text.utf8))
    guard !check.bytes.contains(0x0A), !check.bytes.contains(0x0D) else { return false }
    check.skipSpace()
    guard check.value(depth: 0) else { return false }
    check.skipSpace()
    return check.position == check.bytes.count
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while next == 0x20 || next == 0x09 { position += 1 }
  }

  private mutating func value(depth: Int) -> Bool {
    guard depth < JSONCheck.deepest, let byte = next else { return false }
    switch byte {
    case UInt8(ascii: "{"): return list(until: UInt8(ascii: "}"), hasKeys: true, depth: depth)
    case UInt8(ascii: "["): return list(until: UInt8(ascii: "]"), hasKeys: false, depth: depth)
    case 0x22: return string()
    case UInt8(ascii: "t"): return word("true")
    case UInt8(ascii: "f"): return word("false")
    case UInt8(ascii: "n"): return word("null")
    default: return number()
    }
  }

  private mutating func list(until close: UInt8, hasKeys: Bool, depth: Int) -> Bool {
    position += 1
    skipSpace()
    if take(close) { return true }
    while true {
      if hasKeys {
        guard string() else { return false }
        skipSpace()
        guard take(UInt8(ascii: ":")) else { return false }
        skipSpace()
      }
      guard value(depth: depth + 1) else { return false }
      skipSpace()
      if take(close) { return true }
      guard take(UInt8(ascii: ",")) else { return false }
      skipSpace()
    }
  }

  private mutating func string() -> Bool {
    guard take(0x22) else { return false }
    while let byte = next {
      position += 1
      switch byte {
      case 0x22: return true
      case 0x00..<0x20: return false
      case 0x5C: guard escape() else { return false }
      default: break
      }
    }
    return false
  }

  private mutating func escape() -> Bool {
    guard let byte = next else { return false }
    position += 1
    guard byte == UInt8(ascii: "u") else { return "\"\\/bfnrt".utf8.contains(byte) }
    guard position + 4 <= bytes.count else { return false }
    defer { position += 4 }
    return bytes[position..<position + 4].allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
  }

  private mutating func word(_ word: String) -> Bool {
    guard bytes[position...].starts(with: word.utf8) else { return false }
    position += word.utf8.count
    return true
  }

  private mutating func number() -> Bool {
    _ = take(UInt8(ascii: "-"))
    if !take(UInt8(ascii: "0")) { guard digits() else { return false } }
    if take(UInt8(ascii: ".")) { guard digits() else { return false } }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      guard digits() else { return false }
    }
    return true
  }

  private mutating func digits() -> Bool {
    let start = position
    while let byte = next, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { position += 1 }
    return position > start
  }
}
