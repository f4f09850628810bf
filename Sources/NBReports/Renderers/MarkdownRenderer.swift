/// A document as GitHub Markdown that also reads well as plain text.
public struct MarkdownRenderer: DocumentRenderer {
  /// A renderer.
  public init() {}

  /// The document, its blocks separated by empty lines.
  public func render(_ document: Document) -> [UInt8] {
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
    }
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
