/// The bars of a part, all to one scale.
struct BarsPart {
  let part: PartDefinition
  let selection: RowSelection

  /// The chart, or the sentence that stands for one without rows.
  func block(_ answers: ReportAnswers) throws -> Block {
    let table = selection.table
    func index(_ text: DefinitionText?) throws -> Int? {
      try text.map { try answers.index(of: $0.text, in: table, query: part.query?.text ?? "", line: $0.line) }
    }
    if table.rows.isEmpty { return .paragraph(try answers.phrase(part.empty, line: part.line)) }
    let (group, label) = (try index(part.group), try index(part.label))
    let (value, upTo) = (try index(part.value), try index(part.upTo))
    func quantity(_ row: [Cell], _ index: Int?) -> Quantity? {
      index.flatMap { index in row[index].number.map { table.columns[index].kind.quantity($0) } }
    }
    let rows = table.rows.map { row in
      BarChart.Row(
        group: BarsPart.text(row, group, table), label: BarsPart.text(row, label, table),
        value: quantity(row, value)?.value, end: quantity(row, upTo)?.value)
    }
    let unit = table.rows.lazy.compactMap { quantity($0, value)?.unit }.first ?? .number
    return .chart(.bars(BarChart(unit, rows: rows)))
  }

  private static func text(_ row: [Cell], _ index: Int?, _ table: Table) -> String {
    guard let index else { return "" }
    return switch MachineText(row[index], table.columns[index].kind) {
    case .missing: "(none)"
    case .number(let text), .text(let text): text
    }
  }
}
