import NBBasics

/// A bar a row, all to one scale, as an indented code block: no text in it can act on the document.
struct BarsPart {
  private static let barWidth = 36
  private static let labelWidth = 24

  let part: PartDefinition
  let selection: RowSelection

  /// The lines: group (where it changes), label, bar, value and the end of the lighter continuation.
  func markdown(_ answers: ReportAnswers) throws -> String {
    let table = selection.table
    if table.rows.isEmpty { return Paragraph.lines(try answers.filled(part.empty, line: part.line, isMarkdown: true)) }
    func index(_ text: DefinitionText?) throws -> Int? {
      try text.map { try answers.index(of: $0.text, in: table, query: part.query?.text ?? "", line: $0.line) }
    }
    let (group, label) = (try index(part.group), try index(part.label))
    guard let value = try index(part.value) else { return "" }
    let upTo = try index(part.upTo)
    let scale =
      table.rows.flatMap { row in [row[value].number, upTo.flatMap { row[$0].number }] }
      .compactMap { $0 }.max() ?? 0
    let groups = table.rows.map { BarsPart.label($0, group, table) }
    let labels = table.rows.map { BarsPart.label($0, label, table) }
    let groupWidth = groups.map(DisplayWidth.of).max() ?? 0
    let labelWidth = labels.map(DisplayWidth.of).max() ?? 0
    var lines = ""
    for (position, row) in table.rows.enumerated() {
      let isRepeated = position > 0 && groups[position] == groups[position - 1]
      let shownGroup = isRepeated ? "" : groups[position]
      let end = upTo.flatMap { row[$0].number }
      let bar = Bar.continued(row[value].number ?? 0, to: end, scale: scale, width: BarsPart.barWidth)
      var line = groupWidth > 0 ? Padding.pad(shownGroup, to: groupWidth, .left) + "  " : ""
      line += Padding.pad(labels[position], to: labelWidth, .left) + "  "
      line += Padding.pad(bar, to: BarsPart.barWidth, .left) + "  "
      lines += "    " + line + words(row, value, upTo, table) + "\n"
    }
    return lines
  }

  private func words(_ row: [Cell], _ value: Int, _ upTo: Int?, _ table: Table) -> String {
    func text(_ index: Int) -> String? {
      HumanCell.text(row[index], kind: table.columns[index].kind, format: nil, unit: nil)
    }
    guard let first = text(value) else { return "not known" }
    return first + (upTo.flatMap(text).map { " … \($0)" } ?? "")
  }

  private static func label(_ row: [Cell], _ index: Int?, _ table: Table) -> String {
    guard let index else { return "" }
    switch MachineText(row[index], table.columns[index].kind) {
    case .missing: return "(none)"
    case .number(let text): return text
    case .text(let text): return Padding.cut(VisibleText.of(text), to: labelWidth)
    }
  }
}
