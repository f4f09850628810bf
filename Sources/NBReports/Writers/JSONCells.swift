import NBBasics

/// Cells as JSON (RFC 8259).
enum JSONCells {
  /// Deeper values are embedded as strings instead: readers differ in what they accept.
  private static let deepest = 64

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
      if kind == .json, JSONTape.isValue(text, maximumDepth: deepest) {
        output.append(contentsOf: text.utf8)
      } else {
        JSONText.appendVisible(text, to: &output)
      }
    }
  }
}
