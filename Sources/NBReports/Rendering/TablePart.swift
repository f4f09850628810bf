import NBBasics

/// A table of a report in Markdown, narrow enough for plain text.
struct TablePart {
  let part: PartDefinition
  let selection: RowSelection

  /// The table, split where it would be wider than ``Paragraph/width``, with what must be said below.
  func markdown(_ answers: ReportAnswers) throws -> String {
    let table = selection.table
    if table.rows.isEmpty { return Paragraph.lines(try answers.filled(part.empty, line: part.line, isMarkdown: true)) }
    let shown = part.columns.isEmpty ? try TablePart.allColumns(of: table, line: part.line) : part.columns
    for expression in shown {
      for name in expression.columns {
        _ = try answers.index(of: name, in: table, query: part.query?.text ?? "", line: expression.line)
      }
    }
    let alignments = shown.map { TablePart.alignment($0, table) }
    let keys = TablePart.keys(alignments)
    func cells(_ textWidth: Int) -> [[String]] {
      table.rows.map { row in
        let cell = HumanCell(columns: table.columns, row: row, textWidth: textWidth)
        return shown.enumerated().map { index, expression in
          let text = cell.text(expression)
          return text.isEmpty && index < keys ? "(none)" : text
        }
      }
    }
    let candidates = HumanCell.textWidths.lazy.map { cells($0) }
    let rows = candidates.first { split(shown, alignments, $0).count == 1 } ?? cells(HumanCell.usualTextWidth)
    var pieces = split(shown, alignments, rows).map { chosen in
      MarkdownWriter.lines(
        headings: chosen.map { MarkdownText.escaped(shown[$0].heading) }, alignments: chosen.map { alignments[$0] },
        rows: rows.map { row in chosen.map { row[$0] } })
    }
    // A table of totals has nothing that tells its rows apart.
    let labels = rows.map { alignments.first == .left ? Array($0.prefix(keys)) : [] }
    pieces.append(contentsOf: try notes(labels, shown, answers))
    return pieces.joined(separator: "\n")
  }

  /// The leading columns that tell the rows apart: those before the first number, at least one.
  private static func keys(_ alignments: [Column.Alignment]) -> Int {
    let leading = alignments.prefix { $0 == .left }.count
    return leading == alignments.count ? 1 : max(1, leading)
  }

  private static func allColumns(of table: Table, line: Int) throws -> [ColumnExpression] {
    table.columns.map { ColumnExpression(column: $0.name, line: line) }
  }

  private static func alignment(_ expression: ColumnExpression, _ table: Table) -> Column.Alignment {
    if let format = expression.format, [.chance, .code, .sparkline, .text, .words].contains(format) { return .left }
    switch expression.alternatives.first {
    case .single(let name), .interval(let name, _):
      guard let index = table.index(of: name) else { return .left }
      // What the cells are counts for more than what the column's name says.
      let isText = table.rows.contains { $0[index].text != nil }
      return isText ? .left : table.columns[index].alignment
    case .prefix, nil: return .left
    }
  }

  /// The columns of each piece: the keys, then as many others as fit, at least one.
  private func split(
    _ shown: [ColumnExpression], _ alignments: [Column.Alignment], _ rows: [[String]]
  ) -> [[Int]] {
    let widths = shown.indices.map { index in
      rows.reduce(max(3, DisplayWidth.of(shown[index].heading))) { max($0, DisplayWidth.of($1[index])) } + 3
    }
    let keys = Array(0..<TablePart.keys(alignments))
    let keyWidth = keys.reduce(1) { $0 + widths[$1] }
    var pieces: [[Int]] = [keys]
    var width = keyWidth
    for index in shown.indices.dropFirst(keys.count) {
      if width + widths[index] > Paragraph.width, pieces[pieces.count - 1].count > keys.count {
        pieces.append(keys)
        width = keyWidth
      }
      pieces[pieces.count - 1].append(index)
      width += widths[index]
    }
    return pieces
  }

  /// A note without what it says of a quantile that the table does not show (`p95 needs 72 rows`).
  private static func note(_ text: String, shown names: [String]) -> String {
    let parts = text.split(separator: ";").map(\.trimmed).filter { part in
      let word = part.prefix { $0 != " " }
      guard word.first == "p", word.count > 1, word.dropFirst().allSatisfy(\.isNumber) else { return true }
      return names.contains { $0.hasPrefix(word + "_") }
    }
    return parts.joined(separator: "; ")
  }

  /// What stands below the table: the few rule, the table's own notes, and the texts of the notes column, each with
  /// the rows it belongs to.
  private func notes(
    _ labels: [[String]], _ shown: [ColumnExpression], _ answers: ReportAnswers
  ) throws -> [String] {
    var lines = selection.hasFew ? Paragraph.lines(part.few?.sentence ?? "", first: "- ", indent: 2) : ""
    for note in selection.table.notes { lines += Paragraph.lines(MarkdownText.escaped(note), first: "- ", indent: 2) }
    if let notes = part.notes {
      let table = selection.table
      let index = try answers.index(of: notes.text, in: table, query: part.query?.text ?? "", line: notes.line)
      let names = shown.flatMap(\.columns)
      let texts = table.rows.map { TablePart.note($0[index].text ?? "", shown: names) }
      var seen: [String] = []
      for text in texts where !text.isEmpty && !seen.contains(text) { seen.append(text) }
      for text in seen {
        let who = zip(texts, labels).filter { $0.0 == text }.map { $0.1.joined(separator: " ") }
        let label = who.joined(separator: ", ")
        let sentence = (label.isEmpty ? "" : label + ": ") + MarkdownText.escaped(InstantText.humanWords(text))
        lines += Paragraph.lines(sentence, first: "- ", indent: 2)
      }
    }
    return lines.isEmpty ? [] : [lines]
  }
}
