extension ChartLabel {
  /// The text of some cells of a row, for people; `(none)` where there is nothing.
  static func text(_ columns: [Int], _ row: [Cell], _ table: Table) -> String {
    let words = columns.map { text(row[$0], table.columns[$0]) }.filter { !$0.isEmpty }
    return words.isEmpty ? "(none)" : words.joined(separator: " ")
  }

  private static func text(_ cell: Cell, _ column: Column) -> String {
    let text =
      switch MachineText(cell, column.kind) {
      case .missing: ""
      case .number(let text), .text(let text): text
      }
    switch column.name {
    case "flavor": return flavor(text)
    case "flavor_class": return text.isEmpty ? "" : ClassWords.name(text)
    case "day": return place(text)
    case "week": return place(text)
    case "step": return text
    default: return text
    }
  }
}
