/// Strings as JSON text: one form for what is digested, one for what is shown.
extension JSONText {
  /// Appends a quoted JSON string with the fewest escapes (RFC 8785 section 3.2.2.2); a lone surrogate (WTF-8) as
  /// its `\u` escape.
  package static func appendQuoted(_ text: some Sequence<UInt8>, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    var surrogate: [UInt8] = []
    for byte in text {
      if !surrogate.isEmpty {
        surrogate.append(byte)
        guard surrogate.count == 2 && byte >= 0xA0 || surrogate.count == 3 else {
          // 0xED followed by a byte below 0xA0 is an ordinary scalar.
          if surrogate.count == 2 {
            output.append(contentsOf: surrogate)
            surrogate.removeAll()
          }
          continue
        }
        if surrogate.count == 3 {
          let unit = UInt16(surrogate[0] & 0x0F) << 12 | UInt16(surrogate[1] & 0x3F) << 6 | UInt16(byte & 0x3F)
          appendUnicodeEscape(unit, to: &output)
          surrogate.removeAll()
        }
        continue
      }
      switch byte {
      case 0xED: surrogate = [byte]
      case UInt8(ascii: "\""): output += [0x5C, 0x22]
      case UInt8(ascii: "\\"): output += [0x5C, 0x5C]
      case 0x08: output += [0x5C, UInt8(ascii: "b")]
      case 0x0C: output += [0x5C, UInt8(ascii: "f")]
      case 0x0A: output += [0x5C, UInt8(ascii: "n")]
      case 0x0D: output += [0x5C, UInt8(ascii: "r")]
      case 0x09: output += [0x5C, UInt8(ascii: "t")]
      case 0..<0x20: appendUnicodeEscape(UInt16(byte), to: &output)
      default: output.append(byte)
      }
    }
    output.append(UInt8(ascii: "\""))
  }

  private static func appendUnicodeEscape(_ unit: UInt16, to output: inout [UInt8]) {
    output += [UInt8(ascii: "\\"), UInt8(ascii: "u")]
    for shift in [12, 8, 4, 0] as [UInt16] { output.append(Hex.digit(UInt8((unit >> shift) & 0xF))) }
  }

  /// Appends a quoted JSON string with the fewest escapes.
  package static func appendQuoted(_ text: String, to output: inout [UInt8]) {
    appendQuoted(text.utf8, to: &output)
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
