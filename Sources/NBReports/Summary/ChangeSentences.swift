/// What changed against the window before, and whether chance explains it.
enum ChangeSentences {
  private static let startMedian = "start_p50"
  /// The class of totals.
  private static let total = "all"
  /// Flavor classes whose times are compared.
  private static let mostClasses = 2
  /// Lines about changes.
  private static let mostLines = 2
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
      + verdict(change, "a significant change")
  }

  private static func sentence(_ change: SummaryFigures.Change) -> String {
    let figures = Figures(change)
    let words = ["failure_rate": "failure rate", "starts": "number of starts"]
    let measure = words[change.measure] ?? change.measure
    return "\(measure) \(figures.to), was \(figures.from) (\(figures.by)): " + verdict(change, "a significant change")
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

  /// Significant exactly if the interval of the change excludes zero.
  private static func verdict(_ change: SummaryFigures.Change, _ moreThanChance: String) -> String {
    let (low, high) = (change.difference.low, change.difference.high)
    guard change.pValue != nil, low != nil || high != nil else {
      return change.note.isEmpty ? "not tested" : "not tested, \(change.note)"
    }
    return (low ?? -.infinity) > 0 || (high ?? .infinity) < 0 ? moreThanChance : "no significant change"
  }
}
