/// A table of a document.
package struct DocumentTable: Sendable, Hashable {
  /// What a text can do without.
  package enum Cut: Sendable, Hashable {
    /// Its end.
    case end
    /// Its middle: begin and end tell more.
    case middle
  }

  /// A column: what stands above it, and what a renderer may do when there is little room.
  package struct Column: Sendable, Hashable {
    /// What stands above it.
    package var heading: String
    /// Where its cells stand.
    package var alignment: Alignment
    /// Whether it tells the rows apart: it stands in every piece of the table and is never left out.
    package var isKey: Bool

    /// How little it is missed where there is no room for all: the highest number is left out first.
    package var rank: Int
    /// Where its texts are shortened when nothing else can give way.
    package var cut: Cut

    /// A column.
    package init(
      _ heading: String, _ alignment: Alignment = .left, isKey: Bool = false, rank: Int = 5, cut: Cut = .end
    ) {
      self.heading = heading
      self.alignment = alignment
      self.isKey = isKey
      self.rank = rank
      self.cut = cut
    }
  }

  /// The columns, in order; keys come first.
  package var columns: [Column]
  /// The rows; each has a cell for every column.
  package var rows: [[DocumentCell]]
  /// Sentences that belong to the table.
  package var notes: [Phrase]

  /// A table. Precondition: every row has a cell for every column.
  package init(columns: [Column], rows: [[DocumentCell]] = [], notes: [Phrase] = []) {
    precondition(rows.allSatisfy { $0.count == columns.count }, "a row has another number of cells than columns")
    self.columns = columns
    self.rows = rows
    self.notes = notes
  }
}
