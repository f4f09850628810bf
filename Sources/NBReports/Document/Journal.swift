/// What happened on a day, in order of time.
public struct Journal: Sendable, Hashable {
  /// Something that happened, with what belongs to it.
  public struct Entry: Sendable, Hashable {
    /// When, in words that are short enough to stand beside the text.
    public var time: String
    /// What happened.
    public var text: Phrase
    /// What else is known of it, a line each.
    public var details: [Phrase]
    /// What went on meanwhile.
    public var spans: SpanChart?

    /// An entry.
    public init(time: String, text: Phrase, details: [Phrase] = [], spans: SpanChart? = nil) {
      self.time = time
      self.text = text
      self.details = details
      self.spans = spans
    }
  }

  /// The day.
  public var heading: Phrase
  /// The entries, from the first to the last.
  public var entries: [Entry]

  /// A day.
  public init(heading: Phrase, entries: [Entry] = []) {
    self.heading = heading
    self.entries = entries
  }
}
