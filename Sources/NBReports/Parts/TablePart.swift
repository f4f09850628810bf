/// The table of a part: what its definition shows of the rows, and what must be said below.
struct TablePart {
  let part: PartDefinition
  let selection: RowSelection

  /// The table, or the sentence that stands for one without rows.
  func block(_ answers: ReportAnswers) throws -> Block {
    let table = selection.table
    if table.rows.isEmpty { return .paragraph(try answers.phrase(part.empty, line: part.line)) }
    let shown = part.columns.isEmpty ? TablePart.allColumns(of: table, line: part.line) : part.columns
    for expression in shown {
      for name in expression.columns {
        _ = try answers.index(of: name, in: table, query: part.query?.text ?? "", line: expression.line)
      }
    }
    let alignments = shown.map { TablePart.alignment($0, table) }
    let keys = TablePart.keys(alignments)
    let rows = table.rows.map { row in
      let reader = CellReader(columns: table.columns, row: row)
      return shown.map { reader.cell($0) }
    }
    // A table of totals has nothing that tells its rows apart.
    let labels = rows.map { row -> Phrase in
      guard alignments.first == .left else { return "" }
      return row.prefix(keys).map { cell -> Phrase in
        cell.isEmpty ? "(none)" : Phrase([cell.inline(year: answers.context.year)])
      }.joined(separator: " ")
    }
    return .table(
      DocumentTable(
        columns: zip(shown, alignments).enumerated().map { index, column in
          DocumentTable.Column(column.0.heading, column.1, isKey: index < keys)
        }, rows: rows, notes: try notes(labels, shown, answers)))
  }

  /// The leading columns that tell the rows apart: those before the first number, at least one.
  private static func keys(_ alignments: [Alignment]) -> Int {
    let leading = alignments.prefix { $0 == .left }.count
    return leading == alignments.count ? 1 : max(1, leading)
  }

  private static func allColumns(of table: Table, line: Int) -> [ColumnExpression] {
    table.columns.map { ColumnExpression(column: $0.name, line: line) }
  }

  private static func alignment(_ expression: ColumnExpression, _ table: Table) -> Alignment {
    if let format = expression.format, [.chance, .code, .short, .sparkline, .text, .verdict, .words].contains(format) {
      return .left
    }
    switch expression.alternatives.first {
    case .single(let name), .interval(let name, _):
      guard let index = table.index(of: name) else { return .left }
      // What the cells are counts for more than what the column's name says.
      let isText = table.rows.contains { $0[index].text != nil }
      return isText ? .left : table.columns[index].alignment
    case .sum: return .right
    case .prefix, nil: return .left
    }
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
    _ labels: [Phrase], _ shown: [ColumnExpression], _ answers: ReportAnswers
  ) throws -> [Phrase] {
    var lines: [Phrase] = []
    if selection.hasFew, let few = part.few { lines.append(Phrase(few.sentence)) }
    lines += selection.table.notes.map { Phrase($0) }
    guard let notes = part.notes else { return lines }
    let table = selection.table
    let index = try answers.index(of: notes.text, in: table, query: part.query?.text ?? "", line: notes.line)
    let names = shown.flatMap(\.columns)
    let texts = table.rows.map { NoteWords.text(TablePart.note($0[index].text ?? "", shown: names)) }
    var seen: [String] = []
    for text in texts where !text.isEmpty && !seen.contains(text) { seen.append(text) }
    for text in seen {
      let label = zip(texts, labels).filter { $0.0 == text && !$0.1.isEmpty }.map(\.1).joined(separator: ", ")
      let sentence = TimeWords.inSentence(text, year: answers.context.year)
      lines.append(label.isEmpty ? "\(sentence)" : "\(label): \(sentence)")
    }
    return lines
  }
}
