import NBBasics

/// Aligned columns for a terminal: a heading line, a rule, a line a row, and `no rows` when there is none.
///
/// The layout is decided by the first 1,000 rows, which are held back until then. Names cannot garble or spoof the
/// terminal (``VisibleText``). Free text is cut with `…`; columns that do not fit follow in further tables below, each
/// with what tells the rows apart. Of more rows than those, they are only named.
public struct TableWriter: RowWriter {
  private static let measuredRows = 1000

  private let width: Int?
  private var columns: [Column] = []
  private var held: [[String]] = []
  private var layout: TableLayout?

  /// A writer for a terminal of so many columns; nil: as wide as it needs.
  public init(width: Int? = nil) {
    self.width = width
  }

  /// Takes the columns; nothing is written before the widths are known.
  public mutating func begin(_ columns: [Column], into output: inout [UInt8]) {
    self = TableWriter(width: width)
    self.columns = columns
  }

  /// Holds a row back, or appends it once the widths are known.
  public mutating func write(_ row: [Cell], into output: inout [UInt8]) {
    precondition(row.count == columns.count, "a row has another number of cells than columns")
    let texts = zip(row, columns).map { TableWriter.text($0, $1) }
    if let layout { return append(texts, layout, into: &output) }
    held.append(texts)
    if held.count == TableWriter.measuredRows { release(into: &output) }
  }

  /// Appends what was held back and what must be said below.
  public mutating func end(into output: inout [UInt8]) {
    if layout == nil {
      guard !held.isEmpty else {
        output.append(contentsOf: "no rows\n".utf8)
        return
      }
      return appendFolded(into: &output)
    }
    appendOmitted(layout?.omitted ?? [], into: &output)
  }

  /// Appends all rows, which are still held back, as one table or several under each other.
  private func appendFolded(into output: inout [UInt8]) {
    let widths = measuredWidths
    let labels = self.labels
    var part = Array(columns.indices)
    var isFirst = true
    while true {
      let layout = TableLayout(columns: part.map { columns[$0] }, widths: part.map { widths[$0] }, limit: width)
      let news = layout.shown.filter { !labels.contains(part[$0]) }
      // Where the labels leave no room, further tables would tell nothing new.
      if news.isEmpty, !isFirst { return appendOmitted(part.filter { !labels.contains($0) }, into: &output) }
      if !isFirst { output.append(0x0A) }
      append(part.map { headings[$0] }, layout, part, into: &output)
      append(layout.widths.map { String(repeating: "─", count: $0) }, layout, part, into: &output)
      for row in held { append(part.map { row[$0] }, layout, part, into: &output) }
      let rest = layout.omitted.map { part[$0] }
      if rest.isEmpty { return }
      if news.isEmpty { return appendOmitted(rest, into: &output) }
      isFirst = false
      part = labels + rest.filter { !labels.contains($0) }
    }
  }

  /// The columns that tell rows apart: the keys, or else the texts before the first number.
  private var labels: [Int] {
    let keys = columns.indices.filter { columns[$0].isKey }
    return keys.isEmpty ? Array(columns.indices.prefix { !columns[$0].kind.isNumeric }.prefix(3)) : keys
  }

  private func appendOmitted(_ omitted: [Int], into output: inout [UInt8]) {
    guard !omitted.isEmpty else { return }
    let names = omitted.map { headings[$0] }.joined(separator: ", ")
    output.append(contentsOf: "not shown, for want of width: \(names)\n".utf8)
  }

  private var headings: [String] { columns.map { VisibleText.of($0.name) } }

  private var measuredWidths: [Int] {
    columns.indices.map { index in
      held.reduce(DisplayWidth.of(headings[index])) { max($0, DisplayWidth.of($1[index])) }
    }
  }

  private static func text(_ cell: Cell, _ column: Column) -> String {
    switch MachineText(cell, column.kind) {
    case .missing: ""
    case .number(let digits): digits
    case .text(let text): VisibleText.of(text)
    }
  }

  private mutating func release(into output: inout [UInt8]) {
    let layout = TableLayout(columns: columns, widths: measuredWidths, limit: width)
    self.layout = layout
    append(headings, layout, into: &output)
    append(layout.widths.map { String(repeating: "─", count: $0) }, layout, into: &output)
    for row in held { append(row, layout, into: &output) }
    held = []
  }

  /// Appends a line; `part` are the columns that the layout is of, nil for all.
  private func append(
    _ texts: [String], _ layout: TableLayout, _ part: [Int]? = nil, into output: inout [UInt8]
  ) {
    var line = ""
    for (position, index) in layout.shown.enumerated() {
      if position > 0 { line += String(repeating: " ", count: TableLayout.gap) }
      let column = columns[part?[index] ?? index]
      let isCut = TableLayout.isShortened(column)
      let text = isCut ? Padding.cut(texts[index], to: layout.widths[index]) : texts[index]
      line += Padding.pad(text, to: layout.widths[index], column.alignment)
    }
    while line.last == " " { line.removeLast() }
    output.append(contentsOf: line.utf8)
    output.append(0x0A)
  }
}
