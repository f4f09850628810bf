/// A table of a document.
public struct DocumentTable: Sendable, Hashable {
  /// What a text can do without.
  public enum Cut: Sendable, Hashable {
    /// Its end.
    case end
    /// Its middle: begin and end tell more.
    case middle
  }

  /// A column: what stands above it, and what a renderer may do when there is little room.
  public struct Column: Sendable, Hashable {
    /// What stands above it.
    public var heading: String
    /// Where its cells stand.
    public var alignment: Alignment
    /// Whether it tells the rows apart: it stands in every piece of the table and is never left out.
    public var isKey: Bool

    /// How little it is missed where there is no room for all: the highest number is left out first.
    public var rank: Int
    /// Where its texts are shortened when nothing else can give way.
    public var cut: Cut

    /// A column.
    public init(
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
  public var columns: [Column]
  /// The rows; each has a cell for every column.
  public var rows: [[DocumentCell]]
  /// Sentences that belong to the table.
  public var notes: [Phrase]

  /// A table. Precondition: every row has a cell for every column.
  public init(columns: [Column], rows: [[DocumentCell]] = [], notes: [Phrase] = []) {
    precondition(rows.allSatisfy { $0.count == columns.count }, "a row has another number of cells than columns")
    self.columns = columns
    self.rows = rows
    self.notes = notes
  }
}
