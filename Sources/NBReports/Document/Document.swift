/// What people read, before it has a form: each renderer makes its own of it.
public struct Document: Sendable, Hashable {
  /// A part of a document with a name of its own.
  public struct Section: Sendable, Hashable {
    /// The name in addresses, options and file names: lower-case letters, digits and hyphens.
    public var name: String
    /// What stands in it, its heading first.
    public var blocks: [Block]
    /// The rows behind its figures, with all their columns and a title each, for forms that machines read.
    public var data: [NamedTable]

    /// A section.
    public init(name: String, blocks: [Block], data: [NamedTable] = []) {
      self.name = name
      self.blocks = blocks
      self.data = data
    }
  }

  /// Rows with a name for files, sheets and options: lower-case letters, digits and hyphens.
  public struct NamedTable: Sendable, Hashable {
    /// The name.
    public var name: String
    /// The rows.
    public var table: Table

    /// Rows with a name.
    public init(name: String, table: Table) {
      self.name = name
      self.table = table
    }
  }

  /// What stands before the sections, the title first.
  public var head: [Block]
  /// The sections, in order.
  public var sections: [Section]
  /// The year that dates need not say: that of as-of.
  public var year: Int64?

  /// A document.
  public init(head: [Block] = [], sections: [Section] = [], year: Int64? = nil) {
    self.head = head
    self.sections = sections
    self.year = year
  }

  /// All blocks from top to bottom.
  public var blocks: [Block] { head + sections.flatMap(\.blocks) }
}
