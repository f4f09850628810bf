/// A rectangle of cells with named columns: what a query answers and what every output form is made from.
package struct Table: Sendable, Hashable {
  /// A heading, where the table stands among others.
  package var title: String?
  /// The columns, in order.
  package var columns: [Column]
  /// The rows; each has as many cells as there are columns.
  package var rows: [[Cell]]
  /// Sentences that belong to the table, such as what was left out.
  package var notes: [String]

  /// A table. Precondition: every row has a cell for every column.
  package init(title: String? = nil, columns: [Column], rows: [[Cell]] = [], notes: [String] = []) {
    precondition(rows.allSatisfy { $0.count == columns.count }, "a row has another number of cells than columns")
    self.title = title
    self.columns = columns
    self.rows = rows
    self.notes = notes
  }

  /// The position of the column of this name, nil if there is none.
  package func index(of name: String) -> Int? {
    columns.firstIndex { $0.name == name }
  }

  /// The cell of a column in a row; ``Cell/null`` when there is no such column.
  package func cell(_ name: String, row: Int) -> Cell {
    index(of: name).map { rows[row][$0] } ?? .null
  }
}
