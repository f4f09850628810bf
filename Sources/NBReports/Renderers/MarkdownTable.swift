import NBBasics

/// A table of a document in Markdown, narrow enough for plain text.
struct MarkdownTable {
  /// Free text is cut to so many columns, so that one long name does not widen every line: the widest that keeps the
  /// table in one piece, else the last but one.
  private static let textWidths = [72, 56, 40, 32, 24, 16]
  /// Where nothing else decides.
  private static let usualTextWidth = 40

  private let table: DocumentTable
  private let year: Int64?

  init(_ table: DocumentTable, year: Int64?) {
    self.table = table
    self.year = year
  }

  /// The table, split where it would be wider than ``Paragraph/width``, with its notes below.
  var text: String {
    let candidates = MarkdownTable.textWidths.lazy.map { cells($0) }
    let rows = candidates.first { split($0).count == 1 } ?? cells(MarkdownTable.usualTextWidth)
    var pieces = split(rows).map { chosen in
      MarkdownWriter.lines(
        headings: chosen.map { MarkdownText.escaped(table.columns[$0].heading) },
        alignments: chosen.map { table.columns[$0].alignment }, rows: rows.map { row in chosen.map { row[$0] } })
    }
    if !table.notes.isEmpty {
      pieces.append(
        table.notes.map { Paragraph.lines(MarkdownRenderer.text($0), first: "- ", indent: 2) }.joined())
    }
    return pieces.joined(separator: "\n")
  }

  private func cells(_ textWidth: Int) -> [[String]] {
    table.rows.map { row in
      zip(row, table.columns).map { cell, column in
        let text = MarkdownTable.text(cell, textWidth, year)
        return text.isEmpty && column.isKey ? "(none)" : text
      }
    }
  }

  private static func text(_ cell: DocumentCell, _ textWidth: Int, _ year: Int64?) -> String {
    switch cell {
    case .text(let text): MarkdownText.escaped(Padding.cut(text, to: textWidth))
    default: MarkdownRenderer.text(Phrase([cell.inline(year: year)]))
    }
  }

  /// The columns of each piece: the keys, then as many others as fit, at least one.
  private func split(_ rows: [[String]]) -> [[Int]] {
    let widths = table.columns.indices.map { index in
      rows.reduce(max(3, DisplayWidth.of(table.columns[index].heading))) { max($0, DisplayWidth.of($1[index])) } + 3
    }
    let keys = Array(table.columns.indices.prefix { table.columns[$0].isKey })
    let keyWidth = keys.reduce(1) { $0 + widths[$1] }
    var pieces: [[Int]] = [keys]
    var width = keyWidth
    for index in table.columns.indices.dropFirst(keys.count) {
      if width + widths[index] > Paragraph.width, pieces[pieces.count - 1].count > keys.count {
        pieces.append(keys)
        width = keyWidth
      }
      pieces[pieces.count - 1].append(index)
      width += widths[index]
    }
    return pieces
  }
}
