import NBBasics

/// A GitHub table, padded so that it also reads well unrendered.
///
/// Column widths are those of the first 1,000 rows, which are held back until then; later rows are written at once
/// and a longer cell shifts its own row only.
package struct MarkdownWriter: RowWriter {
  /// The rows that decide the widths.
  static let measuredRows = 1000

  private var columns: [Column] = []
  private var held: [[String]] = []
  private var widths: [Int] = []
  private var isStreaming = false

  /// A writer.
  package init() {}

  /// Takes the columns; nothing is written before the widths are known.
  package mutating func begin(_ columns: [Column], into output: inout [UInt8]) {
    self = MarkdownWriter()
    self.columns = columns
  }

  /// Holds a row back, or appends it once the widths are known.
  package mutating func write(_ row: [Cell], into output: inout [UInt8]) {
    precondition(row.count == columns.count, "a row has another number of cells than columns")
    let texts = zip(row, columns).map { MarkdownWriter.text($0, $1) }
    if isStreaming { return append(texts, into: &output) }
    held.append(texts)
    if held.count == MarkdownWriter.measuredRows { release(into: &output) }
  }

  /// Appends what was held back.
  package mutating func end(into output: inout [UInt8]) {
    if !isStreaming { release(into: &output) }
  }

  /// A cell as it stands in the table.
  static func text(_ cell: Cell, _ column: Column) -> String {
    switch MachineText(cell, column.kind) {
    case .missing: ""
    case .number(let digits): digits
    case .text(let text): column.kind == .identifier ? MarkdownText.code(text) : MarkdownText.escaped(text)
    }
  }

  /// The lines of a table whose cells are escaped already, each ending in LF.
  static func lines(headings: [String], alignments: [Alignment], rows: [[String]]) -> String {
    let widths = widths(headings: headings, rows: rows)
    var lines = line(headings, alignments, widths)
    lines += rule(alignments, widths)
    for row in rows { lines += line(row, alignments, widths) }
    return lines
  }

  private mutating func release(into output: inout [UInt8]) {
    let headings = columns.map { MarkdownText.escaped($0.name) }
    let alignments = columns.map(\.alignment)
    widths = MarkdownWriter.widths(headings: headings, rows: held)
    output.append(contentsOf: MarkdownWriter.lines(headings: headings, alignments: alignments, rows: held).utf8)
    held = []
    isStreaming = true
  }

  private func append(_ texts: [String], into output: inout [UInt8]) {
    output.append(contentsOf: MarkdownWriter.line(texts, columns.map(\.alignment), widths).utf8)
  }

  private static func widths(headings: [String], rows: [[String]]) -> [Int] {
    headings.indices.map { index in
      rows.reduce(max(3, DisplayWidth.of(headings[index]))) { max($0, DisplayWidth.of($1[index])) }
    }
  }

  private static func line(_ texts: [String], _ alignments: [Alignment], _ widths: [Int]) -> String {
    var line = "|"
    for (index, text) in texts.enumerated() {
      line += " \(Padding.pad(text, to: widths[index], alignments[index])) |"
    }
    return line + "\n"
  }

  private static func rule(_ alignments: [Alignment], _ widths: [Int]) -> String {
    zip(alignments, widths).reduce("|") { line, column in
      let (alignment, width) = column
      let dashes = String(repeating: "-", count: alignment == .right ? width - 1 : width)
      return line + (alignment == .right ? " \(dashes): |" : " \(dashes) |")
    } + "\n"
  }
}
