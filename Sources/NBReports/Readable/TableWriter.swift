/// A table on a terminal, for any number of rows: `no rows` when there is none.
///
/// The layout is decided by the first 1,000 rows, which are held back until then. Names cannot garble or spoof the
/// terminal (``VisibleText``).
package struct TableWriter: RowWriter {
  private static let measuredRows = 1000

  private let page: TablePage
  private var table = Table(columns: [])
  private var layout: (table: ReadableTable, terminal: TerminalTable)?

  /// A writer.
  package init(_ page: TablePage = TablePage()) {
    self.page = page
  }

  /// Takes the columns; nothing is written before the widths are known.
  package mutating func begin(_ columns: [Column], into output: inout [UInt8]) {
    self = TableWriter(page)
    table = Table(columns: columns)
  }

  /// Holds a row back, or appends it once the widths are known.
  package mutating func write(_ row: [Cell], into output: inout [UInt8]) {
    precondition(row.count == table.columns.count, "a row has another number of cells than columns")
    if let layout { return append(layout.terminal.line(layout.table.row(row)), into: &output) }
    table.rows.append(row)
    if table.rows.count == TableWriter.measuredRows { release(into: &output) }
  }

  /// Appends what was held back and what must be said below.
  package mutating func end(into output: inout [UInt8]) {
    if layout == nil {
      let document = Document(head: page.blocks(table), year: page.year)
      output += TerminalRenderer(width: page.width, isColored: page.isColored).render(document)
    } else if let omitted = layout?.terminal.omitted {
      append(omitted, into: &output)
    }
  }

  private mutating func release(into output: inout [UInt8]) {
    // What is the same in these rows need not be in those to come.
    let readable = ReadableTable(table, labels: page.labels, isWide: true)
    let rows = table.rows.map { readable.row($0) }
    let terminal = TerminalTable(
      columns: readable.columns, sample: rows, year: page.year, width: page.width, isColored: page.isColored)
    layout = (readable, terminal)
    for line in terminal.head() + rows.map({ terminal.line($0) }) { append(line, into: &output) }
    table.rows = []
  }

  private func append(_ line: String, into output: inout [UInt8]) {
    output += line.utf8
    output.append(0x0A)
  }
}

/// How the rows of a query become a page for people.
package struct TablePage: Sendable {
  /// Columns of the terminal; nil: as many as it takes.
  package var width: Int?
  /// Whether every column is shown, also one that says the same in every row.
  package var isWide = false
  /// Whether tones are coloured.
  package var isColored = false
  /// The year that dates need not say.
  package var year: Int64?
  /// What instances are called.
  package var labels: InstanceLabels?
  /// The named query that was asked, for its sentences.
  package var query: String?
  /// The days that the answer is about.
  package var days: String?

  /// A page as wide as it takes, without colours.
  package init(width: Int? = nil) { self.width = width }

  /// The sentences of an answer, where its question has some, and its table.
  package func blocks(_ table: Table) -> [Block] {
    let sentences = query.map { AnswerSentences.blocks($0, table.named(by: labels), days: days) } ?? []
    // The sentences have said the notes.
    let shown = sentences.isEmpty || isWide ? table : table.without("note")
    let page = ReadableTable(shown, labels: labels, isWide: isWide).document(shown, year: year)
    return sentences + [.table(page)]
  }
}

extension Table {
  /// The table with images by name where they have one.
  fileprivate func named(by labels: InstanceLabels?) -> Table {
    guard let labels, let place = index(of: "image_id") else { return self }
    var named = self
    for row in rows.indices {
      if let name = rows[row][place].text.flatMap(labels.image) { named.rows[row][place] = .text(name) }
    }
    return named
  }

  /// The table without a column.
  fileprivate func without(_ name: String) -> Table {
    guard let index = index(of: name) else { return self }
    var table = self
    table.columns.remove(at: index)
    for row in table.rows.indices { table.rows[row].remove(at: index) }
    return table
  }
}
