/// A column of a table: its name, the meaning of its cells and how it stands on a page.
package struct Column: Sendable, Hashable {
  /// The name: the CSV header, the JSON key, the heading of a table.
  package var name: String
  /// What the cells mean, and in which unit.
  package var kind: ColumnKind
  /// Where the cells stand on a page.
  package var alignment: Alignment
  /// Whether the column tells the rows apart: a terminal table never shortens it and never leaves it out.
  package var isKey: Bool

  /// The columns with the limits of the values; its own name as the lower one where the column is a limit itself.
  package var limits: Limits?
  /// The column with the unit of each row's value, where rows differ.
  package var unit: String?

  /// How little a page misses it, from 1; 0: as its name says.
  package var rank = 0
  /// The rank of a column that only a wide page has.
  package static let unlisted = Int.max

  /// The names of the columns with the lower and the upper limit.
  package struct Limits: Sendable, Hashable {
    /// The column with the lower limit.
    package var low: String
    /// The column with the upper limit.
    package var high: String

    /// The columns of two limits.
    package init(low: String, high: String) {
      self.low = low
      self.high = high
    }
  }

  /// A column; numbers stand right, text stands left, unless said otherwise.
  package init(
    _ name: String, _ kind: ColumnKind = .text, alignment: Alignment? = nil, isKey: Bool = false,
    limits: Limits? = nil, unit: String? = nil
  ) {
    self.limits = limits
    self.unit = unit
    self.name = name
    self.kind = kind
    self.alignment = alignment ?? (kind.isNumeric ? .right : .left)
    self.isKey = isKey
  }
}

extension Column: ExpressibleByStringLiteral {
  /// A column of free text.
  package init(stringLiteral value: String) { self.init(value) }
}
