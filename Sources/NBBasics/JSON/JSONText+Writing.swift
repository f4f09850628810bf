/// Strings as JSON text: one form for what is digested, one for what is shown.
extension JSONText {
  /// Appends a quoted JSON string with the fewest escapes (RFC 8785 section 3.2.2.2); a lone surrogate (WTF-8) as
  /// its `\u` escape.
  package static func appendQuoted(_ text: UnsafeRawBufferPointer, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    var at = 0
    while at < text.count {
      let plain = plainRun(in: text, from: at)
      if plain > at { output.append(contentsOf: UnsafeRawBufferPointer(rebasing: text[at..<plain])) }
      guard plain < text.count else { break }
      at = plain + 1
      switch text[plain] {
      case 0xED where plain + 2 < text.count && text[plain + 1] >= 0xA0:
        let unit = 0xD000 | UInt16(text[plain + 1] & 0x3F) << 6 | UInt16(text[plain + 2] & 0x3F)
        appendUnicodeEscape(unit, to: &output)
        at = plain + 3
      case UInt8(ascii: "\""): output += [0x5C, 0x22]
      case UInt8(ascii: "\\"): output += [0x5C, 0x5C]
      case 0x08: output += [0x5C, UInt8(ascii: "b")]
      case 0x0C: output += [0x5C, UInt8(ascii: "f")]
      case 0x0A: output += [0x5C, UInt8(ascii: "n")]
      case 0x0D: output += [0x5C, UInt8(ascii: "r")]
      case 0x09: output += [0x5C, UInt8(ascii: "t")]
      case 0..<0x20: appendUnicodeEscape(UInt16(text[plain]), to: &output)
      default: output.append(text[plain])
      }
    }
    output.append(UInt8(ascii: "\""))
  }

  /// As ``appendQuoted(_:to:)`` of raw bytes.
  package static func appendQuoted(_ text: [UInt8], to output: inout [UInt8]) {
    text.withUnsafeBytes { appendQuoted($0, to: &output) }
  }

  private static func appendUnicodeEscape(_ unit: UInt16, to output: inout [UInt8]) {
    output += [UInt8(ascii: "\\"), UInt8(ascii: "u")]
    for shift in [12, 8, 4, 0] as [UInt16] { output.append(Hex.digit(UInt8((unit >> shift) & 0xF))) }
  }

  /// Appends a quoted JSON string with the fewest escapes.
  package static func appendQuoted(_ text: String, to output: inout [UInt8]) {
    var text = text
    text.withUTF8 { appendQuoted(UnsafeRawBufferPointer($0), to: &output) }
  }

  /// Appends a quoted JSON string for output that people look at: besides what RFC 8259 section 7 requires, the other
  /// control characters, line separators, byte order marks and bidirectional controls are escaped.
  package static func appendVisible(_ text: String, to output: inout [UInt8]) {
    guard !text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }) else {
      output.append(UInt8(ascii: "\""))
      output += text.utf8
      output.append(UInt8(ascii: "\""))
      return
    }
    output.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars { appendVisible(scalar, to: &output) }
    output.append(UInt8(ascii: "\""))
  }

  private static func appendVisible(_ scalar: Unicode.Scalar, to output: inout [UInt8]) {
    switch scalar.value {
    case 0x22, 0x5C: output += [0x5C, UInt8(scalar.value)]
    case 0x08: output += #"\b"#.utf8
    case 0x09: output += #"\t"#.utf8
    case 0x0A: output += #"\n"#.utf8
    case 0x0C: output += #"\f"#.utf8
    case 0x0D: output += #"\r"#.utf8
    case 0..<0x20, 0x7F...0x9F, 0x2028...0x2029, 0xFEFF: appendUnicodeEscape(UInt16(scalar.value), to: &output)
    case _ where scalar.value > 0x600 && scalar.value < 0x10000 && scalar.properties.isBidiControl:
      appendUnicodeEscape(UInt16(scalar.value), to: &output)
    default: output += UTF8.encode(scalar)!
    }
  }
}
