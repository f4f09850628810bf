/// What changed against the window before, and whether chance explains it.
enum ChangeSentences {
  /// Comparisons with a sentence of their own.
  private static let mostChanges = 2
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
    // The order of the query, not that of the p-values: the smallest of many would be small by chance alone.
    return tested.prefix(mostChanges).map { sentence($0, before, style) }
  }

  private static func sentence(
    _ change: SummaryFigures.Change, _ before: String, _ style: SummarySentences.Style
  ) -> String {
    func text(_ value: Double) -> String { HumanCell.measured(value, change.unit) }
    func difference(_ value: Double) -> String {
      HumanCell.text(.real(value), kind: .number, format: .change, unit: change.unit) ?? ""
    }
    let group = change.flavorClass == "all" ? "" : " of \(SummarySentences.className(change.flavorClass)) flavors"
    let measure = SummarySentences.text(change.measure, style)
    let from = change.before.map(text) ?? ""
    let to = change.value.map(text) ?? ""
    let by = change.difference.value.map(difference) ?? ""
    let interval = HumanText.range(change.difference.low.map(difference), change.difference.high.map(difference))
    let limits = interval.map { ", 95 %: \($0)" } ?? ""
    return
      "Against \(before), \(measure)\(group) went from \(from) to \(to) (\(by)\(limits)): \(verdict(change, style))."
  }

  private static func verdict(_ change: SummaryFigures.Change, _ style: SummarySentences.Style) -> String {
    guard let p = change.pValue else {
      return change.note.isEmpty ? "not tested" : "not tested, \(SummarySentences.text(change.note, style))"
    }
    let probability = HumanText.probability(p)
    return p < level ? "more than chance (\(probability))" : "chance alone could explain it (\(probability))"
  }
}
