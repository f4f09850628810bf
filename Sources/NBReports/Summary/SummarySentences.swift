/// What a reader must know, in at most ten lines of plain sentences that claim no more than the figures.
public enum SummarySentences {
  /// What the sentences are written for.
  public enum Style: Sendable {
    /// Ids in backticks, names escaped.
    case markdown
    /// Nothing but text.
    case plain
  }

  /// The most lines there are.
  public static let mostLines = 10

  /// The sentences, a line each, most important first.
  public static func lines(_ figures: SummaryFigures, style: Style = .plain) -> [String] {
    var lines = StartSentences.lines(figures, style)
    lines += FailureSentences.lines(figures, style)
    lines += ExposureSentences.lines(figures)
    lines += ChangeSentences.lines(figures, style)
    lines += ObservationSentences.lines(figures, style)
    return Array(lines.prefix(mostLines))
  }

  /// An id as it stands in a sentence.
  static func code(_ text: String, _ style: Style) -> String {
    style == .markdown ? MarkdownText.code(text) : VisibleText.of(text)
  }

  /// A name or a note as it stands in a sentence.
  static func text(_ text: String, _ style: Style) -> String {
    style == .markdown ? MarkdownText.escaped(text) : VisibleText.of(text)
  }

  /// `GPU`, `CPU`, `NPU`; other classes are of unknown class.
  static func className(_ flavorClass: String) -> String {
    ["cpu", "gpu", "npu"].contains(flavorClass) ? flavorClass.uppercased() : "unclassed"
  }

  /// ` (95 %: 58 s to 1 min 31 s)`, empty when neither limit is known.
  static func interval(_ estimate: Estimate, _ text: (Double) -> String) -> String {
    // A lower limit of zero says nothing of a time.
    let low = estimate.low.flatMap { $0 > 0 ? text($0) : nil }
    return HumanText.range(low, estimate.high.map(text)).map { " (95 %: \($0))" } ?? ""
  }

  static func duration(_ milliseconds: Double) -> String {
    HumanText.duration(milliseconds: milliseconds)
  }
}
