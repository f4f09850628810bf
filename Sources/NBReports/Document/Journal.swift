/// What happened on a day, in order of time.
package struct Journal: Sendable, Hashable {
  /// Something that happened, with what belongs to it.
  package struct Entry: Sendable, Hashable {
    /// When, in words that are short enough to stand beside the text.
    package var time: String
    /// What happened.
    package var text: Phrase
    /// What else is known of it, a line each.
    package var details: [Phrase]
    /// What went on meanwhile.
    package var spans: SpanChart?

    /// An entry.
    package init(time: String, text: Phrase, details: [Phrase] = [], spans: SpanChart? = nil) {
      self.time = time
      self.text = text
      self.details = details
      self.spans = spans
    }
  }

  /// The day.
  package var heading: Phrase
  /// The entries, from the first to the last.
  package var entries: [Entry]

  /// A day.
  package init(heading: Phrase, entries: [Entry] = []) {
    self.heading = heading
    self.entries = entries
  }
}
