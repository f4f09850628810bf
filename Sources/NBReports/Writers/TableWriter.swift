/// Aligned columns for a terminal: a heading line, a rule, a line a row, and `no rows` when there is none.
///
/// The layout is decided by the first 1,000 rows, which are held back until then. Names cannot garble or spoof the
/// terminal (``VisibleText``). Free text is cut with `…`; columns that do not fit are named below the table.
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
      release(into: &output)
    }
    guard let omitted = layout?.omitted, !omitted.isEmpty else { return }
    let names = omitted.map { VisibleText.of(columns[$0].name) }.joined(separator: ", ")
    output.append(contentsOf: "not shown, for want of width: \(names)\n".utf8)
  }

  private static func text(_ cell: Cell, _ column: Column) -> String {
    switch MachineText(cell, column.kind) {
    case .missing: ""
    case .number(let digits): digits
    case .text(let text): VisibleText.of(text)
    }
  }

  private mutating func release(into output: inout [UInt8]) {
    let headings = columns.map { VisibleText.of($0.name) }
    let widths = columns.indices.map { index in
      held.reduce(DisplayWidth.of(headings[index])) { max($0, DisplayWidth.of($1[index])) }
    }
    let layout = TableLayout(columns: columns, widths: widths, limit: width)
    self.layout = layout
    append(headings, layout, into: &output)
    append(layout.widths.map { String(repeating: "─", count: $0) }, layout, into: &output)
    for row in held { append(row, layout, into: &output) }
    held = []
  }

  private func append(_ texts: [String], _ layout: TableLayout, into output: inout [UInt8]) {
    var line = ""
    for (position, index) in layout.shown.enumerated() {
      if position > 0 { line += String(repeating: " ", count: TableLayout.gap) }
      let isCut = TableLayout.isShortened(columns[index])
      let text = isCut ? Padding.cut(texts[index], to: layout.widths[index]) : texts[index]
      line += Padding.pad(text, to: layout.widths[index], columns[index].alignment)
    }
    while line.last == " " { line.removeLast() }
    output.append(contentsOf: line.utf8)
    output.append(0x0A)
  }
}
