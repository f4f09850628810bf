/// What changed against the window before, and whether chance explains it.
enum ChangeSentences {
  private static let startMedian = "start_p50"
  /// The class of totals.
  private static let total = "all"
  /// Flavor classes whose times are compared.
  private static let mostClasses = 2
  /// Lines about changes.
  private static let mostLines = 2
  /// The level of the tests.
  private static let level = 0.05

  static func lines(_ figures: SummaryFigures, _ style: SummarySentences.Style) -> [String] {
    guard let before = figures.before else {
      return ["There is no earlier week to compare with: the log does not reach back before \(figures.window)."]
    }
    let tested = figures.changes.filter { $0.value != nil && $0.before != nil && $0.difference.value != nil }
    guard !tested.isEmpty else {
      let reason = figures.changes.first { !$0.note.isEmpty }.map { ": \(SummarySentences.text($0.note, style))" } ?? ""
      return ["Nothing can be compared with \(before)\(reason)."]
    }
    // By class where there are several: a total also moves with the mix of classes. The order of the query, not that of
    // the p-values: the smallest of many would be small by chance alone.
    let times = tested.filter { $0.measure == startMedian }
    let byClass = times.filter { $0.flavorClass != total }
    let shown = byClass.isEmpty ? Array(times.prefix(1)) : Array(byClass.prefix(mostClasses))
    let others = tested.filter { ![startMedian, "start_p90"].contains($0.measure) && $0.flavorClass == total }
    var lines: [String] = []
    if !shown.isEmpty {
      lines.append("Against \(before), \(shown.map { median($0, style) }.joined(separator: "; ")).")
    }
    return lines + others.prefix(mostLines - lines.count).map { "Against \(before), \(sentence($0, style))." }
  }

  /// The median of the start times.
  private static func median(_ change: SummaryFigures.Change, _ style: SummarySentences.Style) -> String {
    let name = change.flavorClass == total ? "" : SummarySentences.className(change.flavorClass) + " "
    let figures = Figures(change)
    return "half of the \(name)starts that got ready were up within \(figures.to), not \(figures.from) "
      + "(\(figures.by)): \(verdict(change, "the times as a whole differ by more than chance", style))"
  }

  private static func sentence(_ change: SummaryFigures.Change, _ style: SummarySentences.Style) -> String {
    let figures = Figures(change)
    let words = ["failure_rate": "the failure rate", "starts": "the number of starts"]
    let measure = words[change.measure] ?? SummarySentences.text(change.measure, style)
    return "\(measure) went from \(figures.from) to \(figures.to) (\(figures.by)): "
      + verdict(change, "more than chance", style)
  }

  /// The figures of a change in words.
  private struct Figures {
    let from: String
    let to: String
    /// The difference with its 95 % interval.
    let by: String

    init(_ change: SummaryFigures.Change) {
      func text(_ value: Double) -> String { HumanCell.measured(value, change.unit) }
      func difference(_ value: Double) -> String {
        HumanCell.text(.real(value), kind: .number, format: .change, unit: change.unit) ?? ""
      }
      from = change.before.map(text) ?? ""
      to = change.value.map(text) ?? ""
      let interval = HumanCell.changeRange(
        change.difference.low.map(difference), change.difference.high.map(difference))
      by = (change.difference.value.map(difference) ?? "") + (interval.map { ", 95 %: \($0)" } ?? "")
    }
  }

  private static func verdict(
    _ change: SummaryFigures.Change, _ moreThanChance: String, _ style: SummarySentences.Style
  ) -> String {
    guard let p = change.pValue else {
      return change.note.isEmpty ? "not tested" : "not tested, \(SummarySentences.text(change.note, style))"
    }
    let probability = HumanText.probability(p)
    return p < level ? "\(moreThanChance) (\(probability))" : "chance alone could explain it (\(probability))"
  }
}
