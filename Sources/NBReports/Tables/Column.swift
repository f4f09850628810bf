/// A column of a table: its name, the meaning of its cells and how it stands on a page.
public struct Column: Sendable, Hashable {
  /// The name: the CSV header, the JSON key, the heading of a table.
  public var name: String
  /// What the cells mean, and in which unit.
  public var kind: ColumnKind
  /// Where the cells stand on a page.
  public var alignment: Alignment
  /// Whether the column tells the rows apart: a terminal table never shortens it and never leaves it out.
  public var isKey: Bool

  /// A column; numbers stand right, text stands left, unless said otherwise.
  public init(_ name: String, _ kind: ColumnKind = .text, alignment: Alignment? = nil, isKey: Bool = false) {
    self.name = name
    self.kind = kind
    self.alignment = alignment ?? (kind.isNumeric ? .right : .left)
    self.isKey = isKey
  }
}

extension Column: ExpressibleByStringLiteral {
  /// A column of free text.
  public init(stringLiteral value: String) { self.init(value) }
}
