/// Spans of time, a line each: where something was possibly and where it was certainly under way.
public struct SpanChart: Sendable, Hashable {
  /// A line.
  public struct Row: Sendable, Hashable {
    /// What the line is for.
    public var label: String
    /// Where it may have been under way; nil when that is not known at all.
    public var possible: Range<Double>?
    /// Where it certainly was.
    public var certain: Range<Double>?
    /// What the line says in words.
    public var words: Phrase

    /// A line.
    public init(label: String, possible: Range<Double>?, certain: Range<Double>? = nil, words: Phrase) {
      self.label = label
      self.possible = possible
      self.certain = certain
      self.words = words
    }
  }

  /// The common scale. Spans may reach beyond it: they are cut there, and marked.
  public var axis: Axis
  /// The lines, from top to bottom.
  public var rows: [Row]

  /// Lines along a scale of time, in milliseconds.
  public init(domain: ClosedRange<Double>, rows: [Row]) {
    axis = Axis(.duration, domain)
    self.rows = rows
  }
}
