/// Comma-separated values by RFC 4180: a header line, UTF-8, without a byte order mark unless for spreadsheets; fields
/// quoted only where needed.
package struct CSVWriter: RowWriter {
  private let lineEnd: [UInt8]
  private let isGuarded: Bool
  private let separator: UInt8
  private let isForSpreadsheets: Bool
  private var columns: [Column] = []

  /// A writer. `crlf`: lines end in CR LF instead of LF. `isGuarded`: text that a spreadsheet would run as a formula
  /// (it begins with `=`, `+`, `-`, `@`, also as wide forms or behind blanks and invisible characters, or with a tab or CR) gets a
  /// leading apostrophe. `separator`: a comma, a semicolon or a tab.
  /// `isForSpreadsheets`: a byte order mark in front, instants as `2026-11-19 10:52:15` in UTC, and decimal commas where
  /// the separator is a semicolon.
  package init(
    crlf: Bool = false, isGuarded: Bool = true, separator: UInt8 = UInt8(ascii: ","), isForSpreadsheets: Bool = false
  ) {
    lineEnd = crlf ? [0x0D, 0x0A] : [0x0A]
    self.isGuarded = isGuarded
    self.separator = separator
    self.isForSpreadsheets = isForSpreadsheets
  }

  /// Appends the header line.
  package mutating func begin(_ columns: [Column], into output: inout [UInt8]) {
    self.columns = columns
    if isForSpreadsheets { output.append(contentsOf: [0xEF, 0xBB, 0xBF]) }
    for (index, column) in columns.enumerated() {
      if index > 0 { output.append(separator) }
      appendText(column.name, into: &output)
    }
    output.append(contentsOf: lineEnd)
  }

  /// Appends a row.
  package mutating func write(_ row: [Cell], into output: inout [UInt8]) {
    precondition(row.count == columns.count, "a row has another number of cells than columns")
    write(
      machine: zip(row, columns).map { cell, column in
        guard isForSpreadsheets, column.kind == .time, case .text(let text) = cell else {
          return MachineText(cell, column.kind)
        }
        return .text(CSVWriter.spreadsheetTime(text))
      }, into: &output)
  }

  /// Appends a row of cells whose texts are known already.
  func write(machine row: [MachineText], into output: inout [UInt8]) {
    let start = output.count
    for (index, cell) in row.enumerated() {
      if index > 0 { output.append(separator) }
      switch cell {
      case .missing: break
      case .number(let digits):
        let hasDecimalComma = isForSpreadsheets && separator == UInt8(ascii: ";")
        output.append(
          contentsOf: digits.utf8.map { hasDecimalComma && $0 == UInt8(ascii: ".") ? UInt8(ascii: ",") : $0 })
      case .text(let text): appendText(text, into: &output)
      }
    }
    // An empty line would be no row to many readers: the only field of a row is quoted when it is empty.
    if output.count == start, row.count == 1 { output.append(contentsOf: [0x22, 0x22]) }
    output.append(contentsOf: lineEnd)
  }

  /// Does nothing: the last line is complete.
  package mutating func end(into output: inout [UInt8]) {}

  /// RFC 4180, 2.6 and 2.7: fields with line breaks, double quotes or commas are enclosed in double quotes, and a
  /// double quote inside is doubled.
  private func appendText(_ text: String, into output: inout [UInt8]) {
    let isFormula = isGuarded && CSVWriter.beginsLikeFormula(text)
    guard text.utf8.contains(where: { $0 == 0x22 || $0 == separator || $0 == 0x0A || $0 == 0x0D }) else {
      if isFormula { output.append(0x27) }
      output.append(contentsOf: text.utf8)
      return
    }
    output.append(0x22)
    if isFormula { output.append(0x27) }
    for byte in text.utf8 {
      if byte == 0x22 { output.append(0x22) }
      output.append(byte)
    }
    output.append(0x22)
  }

  /// `2026-11-19 10:52:15`, which spreadsheets take for an instant; other text as it is.
  private static func spreadsheetTime(_ text: String) -> String {
    guard let instant = InstantText.instant(text) else { return text }
    let rfc3339 = instant.rfc3339
    return "\(rfc3339.prefix(10)) \(rfc3339.dropFirst(11).prefix(8))"
  }

  /// Programs that import CSV trim what they take for blank, and read wide signs as the narrow ones.
  private static func beginsLikeFormula(_ text: String) -> Bool {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "=", "+", "-", "@", "\t", "\r", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": return true
      default:
        if scalar.value > 0x20 && scalar.value < 0x7F { return false }
        // Blanks, controls, and what has no width: joiners, marks of direction, the byte order mark.
        let isInvisible =
          scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint
          || scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
        if !isInvisible { return false }
      }
    }
    return false
  }
}
