/// Cells and strings as JSON (RFC 8259).
enum JSONText {
  /// Appends one object: the column names as keys, in column order, absent values as null.
  static func appendObject(_ row: [Cell], keys: [[UInt8]], columns: [Column], into output: inout [UInt8]) {
    output.append(UInt8(ascii: "{"))
    for (index, cell) in row.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      output.append(contentsOf: keys[index])
      output.append(UInt8(ascii: ":"))
      append(cell, kind: columns[index].kind, into: &output)
    }
    output.append(UInt8(ascii: "}"))
  }

  /// Appends one value.
  static func append(_ cell: Cell, kind: ColumnKind, into output: inout [UInt8]) {
    switch MachineText(cell, kind) {
    case .missing: output.append(contentsOf: "null".utf8)
    case .number(let digits): output.append(contentsOf: digits.utf8)
    case .text(let text):
      if kind == .json, JSONCheck.isValue(text) {
        output.append(contentsOf: text.utf8)
      } else {
        append(string: text, into: &output)
      }
    }
  }

  /// Appends a string in quotes. Escaped are what RFC 8259, 7 requires and, so that the output is safe to look at and
  /// no reader drops them, the other control characters, line separators, byte order marks and bidirectional controls.
  static func append(string text: String, into output: inout [UInt8]) {
    output.append(0x22)
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }) {
      output.append(contentsOf: text.utf8)
    } else {
      for scalar in text.unicodeScalars { append(scalar, into: &output) }
    }
    output.append(0x22)
  }

  private static func append(_ scalar: Unicode.Scalar, into output: inout [UInt8]) {
    switch scalar.value {
    case 0x22, 0x5C: output.append(contentsOf: [0x5C, UInt8(scalar.value)])
    case 0x08: output.append(contentsOf: "\\b".utf8)
    case 0x09: output.append(contentsOf: "\\t".utf8)
    case 0x0A: output.append(contentsOf: "\\n".utf8)
    case 0x0C: output.append(contentsOf: "\\f".utf8)
    case 0x0D: output.append(contentsOf: "\\r".utf8)
    case 0..<0x20, 0x7F...0x9F, 0x2028...0x2029, 0xFEFF: appendNumber(scalar.value, into: &output)
    case _ where scalar.value > 0x600 && scalar.properties.isBidiControl: appendNumber(scalar.value, into: &output)
    default: output.append(contentsOf: UTF8.encode(scalar)!)
    }
  }

  private static func appendNumber(_ value: UInt32, into output: inout [UInt8]) {
    let digits = String(value, radix: 16)
    output.append(contentsOf: "\\u".utf8)
    output.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: 4 - digits.count))
    output.append(contentsOf: digits.utf8)
  }
}
