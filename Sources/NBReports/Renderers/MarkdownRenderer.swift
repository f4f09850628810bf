/// A document as GitHub Markdown that also reads well as plain text.
package struct MarkdownRenderer: DocumentRenderer {
  /// Where pictures are: beside the text as files, or drawn in it.
  package enum Pictures: Sendable {
    /// Drawn in block characters, for plain text.
    case drawn
    /// SVG files beside the document, by the names of ``pictures(_:)``.
    case files
  }

  private let pictures: Pictures

  /// A renderer.
  package init(_ pictures: Pictures = .drawn) { self.pictures = pictures }

  /// The pictures of a document as SVG, each with the name of its file.
  package static func pictures(_ document: Document) -> [(name: String, bytes: [UInt8])] {
    var figures: [Figure] = []
    for case .figure(let figure) in document.blocks where !figures.contains(where: { $0.name == figure.name }) {
      figures.append(figure)
    }
    return figures.map { ("\($0.name).svg", SVGRenderer($0).file()) }
  }

  /// The document, its blocks separated by empty lines.
  package func render(_ document: Document) -> [UInt8] {
    Array(text(document.blocks, year: document.year).utf8)
  }

  /// Blocks from top to bottom.
  func text(_ blocks: [Block], year: Int64?) -> String {
    blocks.map { text($0, year: year) }.joined(separator: "\n")
  }

  /// A block, ending in LF.
  private func text(_ block: Block, year: Int64?) -> String {
    switch block {
    case .heading(let level, let phrase):
      "\(String(repeating: "#", count: level)) \(MarkdownRenderer.text(phrase))\n"
    case .paragraph(let phrase): Paragraph.lines(MarkdownRenderer.text(phrase))
    case .lines(let lines):
      // A backslash at the end of a line is a break that stays (CommonMark 6.7).
      lines.map { MarkdownRenderer.text($0) }.joined(separator: "\\\n") + "\n"
    case .list(let list):
      list.items.map { item in
        let text = MarkdownRenderer.text(item)
        return list.isWrapped ? Paragraph.lines(text, first: "- ", indent: 2) : "- \(text)\n"
      }.joined()
    case .terms(let terms):
      terms.entries.map { entry in
        Paragraph.lines(
          "**\(MarkdownText.escaped(entry.term))**: \(MarkdownRenderer.text(entry.meaning))", first: "- ", indent: 2)
      }.joined()
    case .table(let table): MarkdownTable(table, year: year).text
    case .chart(let chart):
      // An indented code block: no text in it can act on the document.
      TextChart(chart).lines().map { "    \($0)\n" }.joined()
    case .ranking(let items):
      items.enumerated().map { place, item in
        Paragraph.lines(MarkdownRenderer.text(item), first: "\(place + 1). ", indent: 3)
      }.joined()
    case .figure(let figure): text(figure)
    case .journal(let journal): text(journal)
    }
  }

  /// A list; what belongs to an entry stands below it, drawings as code.
  private func text(_ journal: Journal) -> String {
    let entries = journal.entries.map { entry in
      let text = "**\(MarkdownText.escaped(entry.time))** \(MarkdownRenderer.text(entry.text))"
      let details = entry.details.map { Paragraph.lines(MarkdownRenderer.text($0), first: "  - ", indent: 4) }
      let spans = entry.spans.map { "\n" + TextChart(.spans($0)).lines().map { "      \($0)\n" }.joined() + "\n" }
      return Paragraph.lines(text, first: "- ", indent: 2) + details.joined() + (spans ?? "")
    }
    return "### \(MarkdownRenderer.text(journal.heading))\n\n" + entries.joined()
  }

  private func text(_ figure: Figure) -> String {
    var parts = ["### \(MarkdownRenderer.text(figure.question))\n"]
    if !figure.answer.isEmpty { parts.append(Paragraph.lines(MarkdownRenderer.text(figure.answer))) }
    switch pictures {
    case .files: parts.append("![\(MarkdownText.escaped(figure.question.plain))](\(figure.name).svg)\n")
    case .drawn: parts.append(TextChart(figure.chart).lines().map { "    \($0)\n" }.joined())
    }
    parts += figure.notes.map { Paragraph.lines(MarkdownRenderer.text($0)) }
    return parts.joined(separator: "\n")
  }

  /// A sentence in Markdown.
  static func text(_ phrase: Phrase) -> String {
    phrase.inlines.map { inline in
      switch inline {
      case .text(let text), .toned(let text, _): MarkdownText.escaped(text)
      case .strong(let text): "**\(MarkdownText.escaped(text))**"
      case .code(let text): MarkdownText.code(text)
      case .link(let text, let url):
        "[\(MarkdownText.escaped(text))](<\(url.filter { !"<>\n\r".contains($0) })>)"
      }
    }.joined()
  }
}
