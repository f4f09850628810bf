/// A section as one rectangle of CSV: the tables of its parts below each other, with all columns of their queries in
/// machine units. The first column, `table`, says which part a row belongs to; cells that a table does not have are
/// empty. Charts repeat figures of tables and are left out.
struct CSVReport {
  let answers: ReportAnswers
  let writer: CSVWriter

  /// The bytes of a section.
  func section(_ section: ReportDefinition.Section) throws -> [UInt8] {
    var tables: [Table] = []
    for part in section.parts { tables.append(contentsOf: try self.tables(part)) }
    let names = CSVReport.union(tables.map { $0.columns.map(\.name) })
    var writer = writer
    var output: [UInt8] = []
    writer.begin([Column("table")] + names.map { Column($0) }, into: &output)
    for table in tables {
      let places = names.map { table.index(of: $0) }
      for row in table.rows {
        let cells = places.map { $0.map { MachineText(row[$0], table.columns[$0].kind) } ?? .missing }
        writer.write(machine: [.text(table.title ?? "")] + cells, into: &output)
      }
    }
    return output
  }

  /// All names, each once; one that an earlier table lacks stands after its neighbour, so that dimensions stay in front.
  static func union(_ lists: [[String]]) -> [String] {
    var names: [String] = []
    for list in lists {
      var place = 0
      for name in list {
        if let known = names.firstIndex(of: name) {
          place = known + 1
        } else {
          names.insert(name, at: place)
          place += 1
        }
      }
    }
    return names
  }

  private func tables(_ part: PartDefinition) throws -> [Table] {
    let title = try answers.filled(
      part.title ?? part.query?.text ?? part.show.rawValue, line: part.line, isMarkdown: false)
    switch try PartContent(part, answers) {
    case .table(let content): return [titled(content.selection.table, title)]
    case .timeline(let content):
      return [titled(content.selection.table, title), titled(try content.steps(answers), title + ": steps")]
    case .summary(let figures):
      let lines = SummarySentences.lines(figures)
      let rows = lines.enumerated().map { [Cell.integer(Int64($0.offset + 1)), .text($0.element)] }
      return [Table(title: title, columns: [Column("line", .number), Column("text")], rows: rows)]
    case .pairs(let pairs, let columns):
      let rows = pairs.map { [Cell.text($0.term), .text($0.meaning)] }
      return [Table(title: title, columns: columns.map { Column($0) }, rows: rows)]
    case .bars, .paragraph, .nothingBefore: return []
    }
  }

  private func titled(_ table: Table, _ title: String) -> Table {
    Table(title: title, columns: table.columns, rows: table.rows)
  }
}
