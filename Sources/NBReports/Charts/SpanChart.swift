/// Spans of time, a line each: where something was possibly and where it was certainly under way.
package struct SpanChart: Sendable, Hashable {
  /// A line.
  package struct Row: Sendable, Hashable {
    /// What the line is for.
    package var label: String
    /// Where it may have been under way; nil when that is not known at all.
    package var possible: Range<Double>?
    /// Where it certainly was.
    package var certain: Range<Double>?
    /// What the line says in words.
    package var words: Phrase

    /// A line.
    package init(label: String, possible: Range<Double>?, certain: Range<Double>? = nil, words: Phrase) {
      self.label = label
      self.possible = possible
      self.certain = certain
      self.words = words
    }
  }

  /// The common scale. Spans may reach beyond it: they are cut there, and marked.
  package var axis: Axis
  /// The lines, from top to bottom.
  package var rows: [Row]

  /// Lines along a scale of time, in milliseconds.
  package init(domain: ClosedRange<Double>, rows: [Row]) {
    axis = Axis(.duration, domain)
    self.rows = rows
  }
}
