/// What a reader must know, in at most ten lines of plain sentences that claim no more than the figures.
package enum SummarySentences {
  /// The most lines there are.
  package static let mostLines = 10

  /// The sentences, a line each, most important first.
  package static func lines(_ figures: SummaryFigures) -> [Phrase] {
    var lines = StartSentences.lines(figures)
    lines += FailureSentences.lines(figures)
    lines += ExposureSentences.lines(figures).map { Phrase($0) }
    lines += ChangeSentences.lines(figures).map { Phrase($0) }
    lines += ObservationSentences.lines(figures).map { Phrase($0) }
    return Array(lines.prefix(mostLines))
  }

  /// ` (58 s–1 min 31 s)`, empty when neither limit is known.
  static func interval(_ estimate: Estimate, _ text: (Double) -> String) -> String {
    // A lower limit of zero says nothing of a time.
    let low = estimate.low.flatMap { $0 > 0 ? text($0) : nil }
    return IntervalWords.span(low, estimate.high.map(text)).map { " (\($0))" } ?? ""
  }

  static func duration(_ milliseconds: Double) -> String {
    DurationWords.text(milliseconds: milliseconds)
  }
}
