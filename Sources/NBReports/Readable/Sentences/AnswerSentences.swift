import NBBasics

/// What the rows of a statistical question mean: a few lines for each group, before the table.
package enum AnswerSentences {
  /// More groups are read in the table.
  private static let mostGroups = 12

  /// The lines for an answer to a named query; none for a query without sentences, or with too many groups.
  ///
  /// - Parameter days: the days that the answer is about, such as `16–19 Nov`.
  package static func blocks(_ query: String, _ table: Table, days: String?) -> [Block] {
    guard (1...mostGroups).contains(table.rows.count) else { return [] }
    let rows = table.rows.map { TableRow(columns: table.columns, cells: $0) }
    let groups: [[Phrase]] =
      switch query {
      case "step-latency": rows.compactMap { StepLatencySentences.lines($0, days) }
      case "start-latency": rows.compactMap { StartLatencySentences.lines($0, days) }
      case "failure-rates": rows.compactMap { FailureRateSentences.lines($0, days) }
      case "exposure": rows.compactMap { ExposureAnswerSentences.lines($0, days) }
      default: []
      }
    // A line each needs no space between.
    if groups.allSatisfy({ $0.count == 1 }) { return groups.isEmpty ? [] : [.lines(groups.flatMap { $0 })] }
    return groups.map { .lines($0) }
  }
}

extension TableRow {
  /// What the row is grouped by: the texts before the first of `figures`.
  func group(before figures: String) -> [String] {
    columns.prefix { $0.name != figures }.compactMap { column in
      guard let text = text(column.name), !text.isEmpty else { return nil }
      // An id in full is longer than all that is said of it.
      if column.kind == .identifier, text.utf8.count >= 32, !text.contains(".") { return String(text.prefix(8)) }
      if ["cpu", "gpu", "npu"].contains(text) { return text.uppercased() }
      return text.hasPrefix("modelarts.") ? String(text.dropFirst(10)) : text
    }
  }

  /// `median 33 s (31–39 s)   90 % within 1 min 30 s`, with the limits of the model where they were asked for.
  func quantiles() -> String {
    [("p50", "median"), ("p90", "90 % within"), ("p95", "95 % within")].compactMap { name, words -> String? in
      let estimate = duration(name)
      guard let value = estimate.value else { return nil }
      let model = Estimate(
        value, low: milliseconds("\(name)_model_low_s"), high: milliseconds("\(name)_model_high_s"))
      let limits = model.low == nil && model.high == nil ? estimate : model
      func text(_ value: Double) -> String { DurationWords.text(milliseconds: value) }
      // A lower limit of zero says nothing of a time.
      let low = limits.low.flatMap { $0 > 0 ? text($0) : nil }
      return "\(words) \(IntervalWords.estimate(text(value), low, limits.high.map(text)))"
    }.joined(separator: "   ")
  }

  /// The count in words, nil where there is none: `5 failed`.
  func counted(_ name: String, _ words: String) -> String? {
    let number = count(name)
    return number > 0 ? "\(NumberWords.grouped(number)) \(words)" : nil
  }
}
