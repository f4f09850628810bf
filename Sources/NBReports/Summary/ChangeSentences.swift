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

  static func lines(_ figures: SummaryFigures) -> [String] {
    guard let before = figures.before else {
      return ["There is no earlier week to compare with: the log does not reach back before \(figures.window)."]
    }
    let tested = figures.changes.filter { $0.value != nil && $0.before != nil && $0.difference.value != nil }
    guard !tested.isEmpty else {
      let reason = figures.changes.first { !$0.note.isEmpty }.map { ": \($0.note)" } ?? ""
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
      lines.append("Compared with \(before): \(shown.map(median).joined(separator: "; ")).")
    }
    return lines + others.prefix(mostLines - lines.count).map { "Compared with \(before): \(sentence($0))." }
  }

  /// The median of the start times.
  private static func median(_ change: SummaryFigures.Change) -> String {
    let name = change.flavorClass == total ? "" : ClassWords.name(change.flavorClass) + " "
    let figures = Figures(change)
    return "median \(name)start \(figures.to), was \(figures.from) (\(figures.by)): "
      + verdict(change, "the times as a whole differ by more than chance")
  }

  private static func sentence(_ change: SummaryFigures.Change) -> String {
    let figures = Figures(change)
    let words = ["failure_rate": "failure rate", "starts": "number of starts"]
    let measure = words[change.measure] ?? change.measure
    return "\(measure) \(figures.to), was \(figures.from) (\(figures.by)): " + verdict(change, "more than chance")
  }

  /// The figures of a change in words.
  private struct Figures {
    let from: String
    let to: String
    /// The difference with its 95 % interval.
    let by: String

    init(_ change: SummaryFigures.Change) {
      func text(_ value: Double) -> String { Quantity(value, named: change.unit).text() }
      func difference(_ value: Double) -> String { Quantity(value, named: change.unit).change }
      from = change.before.map(text) ?? ""
      to = change.value.map(text) ?? ""
      let interval = IntervalWords.range(
        change.difference.low.map(difference), change.difference.high.map(difference))
      by = (change.difference.value.map(difference) ?? "") + (interval.map { ", 95 %: \($0)" } ?? "")
    }
  }

  private static func verdict(_ change: SummaryFigures.Change, _ moreThanChance: String) -> String {
    guard let p = change.pValue else {
      return change.note.isEmpty ? "not tested" : "not tested, \(change.note)"
    }
    let probability = NumberWords.probability(p)
    return p < level ? "\(moreThanChance) (\(probability))" : "no significant change (\(probability))"
  }
}
