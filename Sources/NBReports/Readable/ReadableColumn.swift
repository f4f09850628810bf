/// A column of a page, read from one or several columns of a query.
struct ReadableColumn: Sendable {
  var name: String
  var heading: String
  var alignment: Alignment
  var isKey: Bool
  var rank: Int
  /// The cell of a row.
  var read: @Sendable ([Cell]) -> DocumentCell

  init(
    _ name: String, _ alignment: Alignment = .left, isKey: Bool = false, heading: String? = nil,
    read: @escaping @Sendable ([Cell]) -> DocumentCell
  ) {
    self.name = name
    self.heading = heading ?? ColumnWords.heading(name)
    self.alignment = alignment
    self.isKey = isKey
    rank = ColumnWords.rank(name)
    self.read = read
  }
}
