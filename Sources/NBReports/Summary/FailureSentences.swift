/// What failed, ranked by what is certain, and what was refused.
enum FailureSentences {
  /// Rates of fewer ended starts are not ranked (statistics: counts only below five).
  private static let fewestEnded: Int64 = 5

  static func lines(_ figures: SummaryFigures, _ style: SummarySentences.Style) -> [String] {
    let sentences = [failures(figures, style), refusals(figures.starts)].compactMap { $0 }
    return sentences.isEmpty ? [] : [sentences.joined(separator: " ")]
  }

  private static func failures(_ figures: SummaryFigures, _ style: SummarySentences.Style) -> String? {
    guard figures.starts.count > 0 else { return nil }
    let ended = figures.starts.succeeded + figures.starts.failed
    guard figures.starts.failed > 0 else {
      return ended == 0 ? nil : "No start failed of the \(ended) that ended ready or failed."
    }
    let ranked = figures.failures.filter { $0.ended >= fewestEnded && $0.failed > 0 }
      .sorted { ($1.rate.low ?? 0, $0.flavor ?? "") < ($0.rate.low ?? 0, $1.flavor ?? "") }
    guard let worst = ranked.first else {
      return "Failures are spread over flavors with fewer than \(fewestEnded) ended starts each: too few for rates."
    }
    let flavor = worst.flavor.map { SummarySentences.code($0, style) } ?? "starts of unknown flavor"
    let rate = worst.rate.value.map(HumanText.percent) ?? ""
    let interval = HumanText.range(worst.rate.low.map(HumanText.percent), worst.rate.high.map(HumanText.percent))
    let limits = interval.map { " (95 %: \($0))" } ?? ""
    return "Failures weigh most on \(flavor): \(worst.failed) of \(worst.ended) ended starts, \(rate)\(limits)."
  }

  private static func refusals(_ starts: SummaryFigures.Starts) -> String? {
    guard starts.refused > 0 else { return nil }
    let verb = starts.refused == 1 ? "was" : "were"
    return "\(HumanText.count(starts.refused, "further request")) \(verb) refused and never became a start."
  }
}
