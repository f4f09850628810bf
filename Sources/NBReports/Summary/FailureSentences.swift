/// What failed, ranked by what is certain, and what was refused.
enum FailureSentences {
  /// Rates of fewer ended starts are not ranked (statistics: counts only below five).
  private static let fewestEnded: Int64 = 5

  static func lines(_ figures: SummaryFigures) -> [Phrase] {
    let sentences = [failures(figures), refusals(figures.starts)].compactMap { $0 }
    return sentences.isEmpty ? [] : [sentences.joined(separator: " ")]
  }

  private static func failures(_ figures: SummaryFigures) -> Phrase? {
    guard figures.starts.count > 0 else { return nil }
    let ended = figures.starts.succeeded + figures.starts.failed
    guard figures.starts.failed > 0 else {
      return ended == 0 ? nil : "No failures in \(NumberWords.count(ended, "start")) that ended."
    }
    let ranked = figures.failures.filter { $0.ended >= fewestEnded && $0.failed > 0 }
      .sorted { ($1.rate.low ?? 0, $0.flavor ?? "") < ($0.rate.low ?? 0, $1.flavor ?? "") }
    guard let worst = ranked.first else {
      return "Failures are spread over flavors with fewer than \(fewestEnded) ended starts each: too few for rates."
    }
    let flavor: Phrase = worst.flavor.map { "\(code: $0) fails" } ?? "Starts of unknown flavor fail"
    let rate = worst.rate.value.map(NumberWords.percent) ?? ""
    let limits = SummarySentences.interval(worst.rate, NumberWords.percent)
    return "\(flavor) most often: \(worst.failed) of \(worst.ended) starts, \(rate)\(limits)."
  }

  private static func refusals(_ starts: SummaryFigures.Starts) -> Phrase? {
    guard starts.refused > 0 else { return nil }
    let verb = starts.refused == 1 ? "was" : "were"
    return "\(NumberWords.count(starts.refused, "further request")) \(verb) refused and never became a start."
  }
}
