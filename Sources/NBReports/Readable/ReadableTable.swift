/// The rows of a query as a table that a person reads.
package struct ReadableTable: Sendable {
  private let plan: ReadablePlan
  /// The places of the columns shown, in the plan.
  private let shown: [Int]
  private let constants: [(heading: String, cell: DocumentCell)]

  /// Plans the page for rows like these; columns that say the same in each of them, or nothing, are left out, unless
  /// `isWide`.
  package init(_ table: Table, labels: InstanceLabels? = nil, isWide: Bool = false) {
    let plan = ReadablePlan(table.columns, labels: labels)
    let cells = table.rows.map { row in plan.columns.map { $0.read(row) } }
    var shown = Array(plan.columns.indices)
    var constants: [(heading: String, cell: DocumentCell)] = []
    if !isWide, !cells.isEmpty {
      shown.removeAll { index in
        let column = plan.columns[index]
        if column.rank == Column.unlisted, !column.isKey { return true }
        if cells.allSatisfy({ $0[index].isEmpty }) { return !column.isKey }
        guard cells.count > 1, column.rank > 3, ReadableTable.isPlain(cells[0][index]),
          cells.allSatisfy({ $0[index] == cells[0][index] })
        else { return false }
        if column.isKey, plan.columns.filter(\.isKey).count == 1 { return false }
        constants.append((column.heading, cells[0][index]))
        return true
      }
    }
    self.plan = plan
    self.shown = shown
    self.constants = constants
  }

  /// Whether a value that stands in every row may stand once: words, and nothing at all.
  private static func isPlain(_ cell: DocumentCell) -> Bool {
    switch cell {
    case .text, .code, .toned: true
    case .quantity(let quantity): quantity.value == 0
    default: false
    }
  }

  /// The columns, in order.
  package var columns: [DocumentTable.Column] {
    shown.map { index in
      let column = plan.columns[index]
      // The tag at the end of an image tells it from its like.
      let cut: DocumentTable.Cut = column.name == "image" ? .middle : .end
      return DocumentTable.Column(column.heading, column.alignment, isKey: column.isKey, rank: column.rank, cut: cut)
    }
  }

  /// A row, in the order of the columns.
  package func row(_ cells: [Cell]) -> [DocumentCell] { shown.map { plan.columns[$0].read(cells) } }

  /// What was left out because every row says the same.
  package func constantsNote(year: Int64?) -> Phrase? {
    guard !constants.isEmpty else { return nil }
    return
      "the same in every row: \(constants.map { "\($0.heading) \($0.cell.words(year: year))" }.joined(separator: ", "))"
  }

  /// All of it. A few notes stand below the table, each with the rows it belongs to.
  package func document(_ table: Table, year: Int64?) -> DocumentTable {
    var result = DocumentTable(columns: columns, rows: table.rows.map { row($0) })
    if let index = shown.firstIndex(where: { plan.columns[$0].name == "note" }) {
      let texts = result.rows.map { $0[index].words(year: year) }
      if Set(texts).subtracting([""]).count <= ReadableTable.mostNotes {
        result.notes = notes(texts, result, year)
        result.columns.remove(at: index)
        for row in result.rows.indices { result.rows[row].remove(at: index) }
      }
    }
    result.notes += [constantsNote(year: year)].compactMap { $0 } + table.notes.map { Phrase($0) }
    return result
  }

  /// More different notes than this stand in their rows.
  private static let mostNotes = 5

  private func notes(_ texts: [String], _ table: DocumentTable, _ year: Int64?) -> [Phrase] {
    var seen: [String] = []
    for text in texts where !text.isEmpty && !seen.contains(text) { seen.append(text) }
    return seen.map { text in
      let rows = texts.indices.filter { texts[$0] == text }
      if rows.count == texts.count { return Phrase(text) }
      let labels = rows.map { row in
        zip(table.columns, table.rows[row]).filter(\.0.isKey).map { $0.1.words(year: year) }.joined(separator: " ")
      }
      return "\(labels.joined(separator: ", ")): \(text)"
    }
  }
}
