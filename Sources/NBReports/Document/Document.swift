/// What people read, before it has a form: each renderer makes its own of it.
package struct Document: Sendable, Hashable {
  /// A part of a document with a name of its own.
  package struct Section: Sendable, Hashable {
    /// The name in addresses, options and file names: lower-case letters, digits and hyphens.
    package var name: String
    /// What stands in it, its heading first.
    package var blocks: [Block]
    /// The rows behind its figures, with all their columns and a title each, for forms that machines read.
    package var data: [NamedTable]

    /// A section.
    package init(name: String, blocks: [Block], data: [NamedTable] = []) {
      self.name = name
      self.blocks = blocks
      self.data = data
    }
  }

  /// Rows with a name for files, sheets and options: lower-case letters, digits and hyphens.
  package struct NamedTable: Sendable, Hashable {
    /// The name.
    package var name: String
    /// The rows.
    package var table: Table

    /// Rows with a name.
    package init(name: String, table: Table) {
      self.name = name
      self.table = table
    }
  }

  /// What stands before the sections, the title first.
  package var head: [Block]
  /// The sections, in order.
  package var sections: [Section]
  /// The year that dates need not say: that of as-of.
  package var year: Int64?

  /// A document.
  package init(head: [Block] = [], sections: [Section] = [], year: Int64? = nil) {
    self.head = head
    self.sections = sections
    self.year = year
  }

  /// All blocks from top to bottom.
  package var blocks: [Block] { head + sections.flatMap(\.blocks) }
}
