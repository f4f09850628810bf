import NBBasics

/// A document on a terminal, or as plain text of any width.
package struct TerminalRenderer: DocumentRenderer {
  /// Lines of sentences are read with ease up to here.
  private static let easyWidth = 100
  /// Narrower pages are not fitted further.
  private static let leastWidth = 40

  /// Where the text of an entry begins, behind its time.
  private static let journalColumn = 24

  private let width: Int?
  private let style: TerminalStyle

  /// A renderer.
  ///
  /// - Parameter width: columns of the terminal; nil: as many as it takes.
  package init(width: Int?, isColored: Bool) {
    self.width = width.map { max(TerminalRenderer.leastWidth, $0) }
    style = TerminalStyle(isColored: isColored)
  }

  /// The document.
  package func render(_ document: Document) -> [UInt8] {
    Array(lines(document).map { $0 + "\n" }.joined().utf8)
  }

  /// The lines of a document, blocks separated by empty lines.
  package func lines(_ document: Document) -> [String] {
    document.blocks.map { lines($0, document.year) }.filter { !$0.isEmpty }.reduce(into: []) { lines, block in
      if !lines.isEmpty { lines.append("") }
      lines += block
    }
  }

  private func lines(_ block: Block, _ year: Int64?) -> [String] {
    switch block {
    case .heading(_, let phrase): wrapped(phrase, tone: .strong)
    case .paragraph(let phrase): wrapped(phrase)
    case .lines(let phrases): phrases.flatMap { wrapped($0, indent: 2) }
    case .list(let list): list.items.flatMap { wrapped($0, first: "- ", indent: 2) }
    case .terms(let terms) where terms.isAligned: aligned(terms)
    case .terms(let terms):
      terms.entries.flatMap { entry in
        wrapped(Phrase([.strong(entry.term), .text(": ")]) + entry.meaning, first: "- ", indent: 2)
      }
    case .table(let table): lines(table, year)
    case .chart(let chart): TextChart(chart).lines().map { "  " + $0 }
    case .journal(let journal): lines(journal)
    case .ranking(let items):
      items.enumerated().flatMap { wrapped($0.element, first: "\($0.offset + 1). ", indent: 3) }
    case .figure(let figure): lines(figure)
    }
  }

  /// Names in a column, what they mean beside it.
  private func aligned(_ terms: DocumentTerms) -> [String] {
    let column = (terms.entries.map { DisplayWidth.of($0.term) }.max() ?? 0) + 4
    return terms.entries.flatMap { entry in
      wrapped(entry.meaning, first: Padding.pad("  \(entry.term)", to: column, .left), indent: column)
    }
  }

  /// Times in a column, what happened beside it; below, what belongs to it.
  private func lines(_ journal: Journal) -> [String] {
    journal.entries.reduce(into: wrapped(journal.heading, tone: .strong)) { lines, entry in
      let time = "  \(VisibleText.of(entry.time))"
      let isShort = DisplayWidth.of(time) < Self.journalColumn
      let first = isShort ? Padding.pad(time, to: Self.journalColumn, .left) : time + "  "
      lines += wrapped(entry.text, first: first, indent: Self.journalColumn)
      lines += entry.details.flatMap { wrapped($0, first: "    ", indent: 4) }
      guard let spans = entry.spans else { return }
      lines += TextChart(.spans(spans), width: limit - 4, style: style).lines().map { "    " + $0 }
    }
  }

  private func lines(_ figure: Figure) -> [String] {
    var lines = wrapped(figure.question, tone: .strong)
    if !figure.answer.isEmpty { lines += wrapped(figure.answer) }
    lines += TextChart(figure.chart).lines().map { "  " + $0 }
    return lines + figure.notes.flatMap { wrapped($0, indent: 2, tone: .faint) }
  }

  private func lines(_ table: DocumentTable, _ year: Int64?) -> [String] {
    guard !table.rows.isEmpty else { return ["no rows"] + table.notes.flatMap { wrapped($0) } }
    let layout = TerminalTable(
      columns: table.columns, sample: table.rows, year: year, width: width, isColored: style.isColored)
    var lines = layout.head() + table.rows.map { layout.line($0) }
    lines += table.notes.flatMap { wrapped($0, indent: 2, tone: .faint) }
    if let omitted = layout.omitted { lines += wrapped(Phrase(omitted), indent: 2, tone: .faint) }
    return lines
  }

  /// Columns for sentences.
  private var limit: Int { min(width ?? TerminalRenderer.easyWidth, TerminalRenderer.easyWidth) }

  private func wrapped(_ phrase: Phrase, first: String = "", indent: Int = 0, tone: Tone? = nil) -> [String] {
    TerminalLines.wrapped(phrase, width: limit, first: first, indent: indent).map { line in
      line.reduce(into: [TerminalLines.Piece]()) { pieces, piece in
        let tone = piece.tone ?? tone
        if let last = pieces.last, last.tone == tone {
          pieces[pieces.count - 1].text += piece.text
        } else {
          pieces.append(.init(text: piece.text, tone: tone))
        }
      }.map { style.paint($0.text, $0.tone) }.joined()
    }
  }
}
