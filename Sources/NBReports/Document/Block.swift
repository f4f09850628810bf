/// A piece of a document that stands by itself, from top to bottom.
package enum Block: Sendable, Hashable {
  /// A heading; 1 is the title of the document, 2 that of a section.
  case heading(Int, Phrase)
  /// Sentences.
  case paragraph(Phrase)
  /// Sentences that belong together, a line each.
  case lines([Phrase])
  /// Items of a list.
  case list(DocumentList)
  /// Terms and what they mean.
  case terms(DocumentTerms)
  /// A table.
  case table(DocumentTable)
  /// A picture drawn from data.
  case chart(Chart)
  /// A picture with the question that it answers.
  case figure(Figure)
  /// Items in their order, each with its number.
  case ranking([Phrase])
  /// What happened on a day.
  case journal(Journal)
}

/// Items, one below the other.
package struct DocumentList: Sendable, Hashable {
  /// The items.
  package var items: [Phrase]
  /// Whether long items are broken into lines; if not, an item is a line, however long.
  package var isWrapped: Bool

  /// A list.
  package init(_ items: [Phrase], isWrapped: Bool = true) {
    self.items = items
    self.isWrapped = isWrapped
  }
}

/// Terms, each with what it means.
package struct DocumentTerms: Sendable, Hashable {
  /// A term with its meaning.
  package struct Entry: Sendable, Hashable {
    /// What is explained.
    package var term: String
    /// What it means.
    package var meaning: Phrase

    /// A term with its meaning.
    package init(term: String, meaning: Phrase) {
      self.term = term
      self.meaning = meaning
    }
  }

  /// The terms, in order.
  package var entries: [Entry]
  /// Whether the terms are short names of facts, which stand in a column of their own where a page is plain text.
  package var isAligned: Bool

  /// Terms.
  package init(_ entries: [Entry], isAligned: Bool = false) {
    self.entries = entries
    self.isAligned = isAligned
  }
}
