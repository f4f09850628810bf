/// Estimates with their intervals, a row each, to one scale from zero.
package struct DotChart: Sendable, Hashable {
  /// A row.
  package struct Row: Sendable, Hashable {
    /// What it is about.
    package var label: String
    /// The estimate; nil where there are too few for one.
    package var value: Double?
    /// The lower limit.
    package var low: Double?
    /// The upper limit.
    package var high: Double?
    /// What the estimate rests on: `6 of 59`.
    package var beside: String

    /// A row.
    package init(label: String, value: Double?, low: Double? = nil, high: Double? = nil, beside: String = "") {
      self.label = label
      self.value = value
      self.low = low
      self.high = high
      self.beside = beside
    }
  }

  /// The common scale, from zero.
  package var axis: Axis
  /// The rows, from top to bottom.
  package var rows: [Row]
  /// What stands beside the estimates: `failed of ended`.
  package var besideTitle: String

  /// Rows to a scale that holds every estimate and limit.
  package init(_ unit: Unit, title: String = "", rows: [Row], besideTitle: String = "") {
    axis = Axis(unit, upTo: rows.flatMap { [$0.value, $0.high ?? $0.low] }.compactMap { $0 }, title: title)
    self.rows = rows
    self.besideTitle = besideTitle
  }

  /// What a row says in words: `10 % (4.7–20 %)`.
  func words(_ row: Row) -> String {
    func text(_ value: Double?) -> String? { value.map { Quantity($0, axis.unit).text() } }
    guard let value = text(row.value) else { return "too few to say" }
    return IntervalWords.estimate(value, text(row.low), text(row.high))
  }
}
