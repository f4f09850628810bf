/// Bars from zero, solid up to a value and lighter up to a second one.
package struct BarChart: Sendable, Hashable {
  /// A bar.
  package struct Row: Sendable, Hashable {
    /// What several bars have in common; empty when nothing.
    package var group: String
    /// What the bar is for.
    package var label: String
    /// Where the solid part ends; nil when not known.
    package var value: Double?
    /// Where the lighter part ends.
    package var end: Double?
    /// What is said beside the length; empty when nothing.
    package var beside: String

    /// A bar.
    package init(group: String = "", label: String, value: Double?, end: Double? = nil, beside: String = "") {
      self.group = group
      self.label = label
      self.value = value
      self.end = end
      self.beside = beside
    }
  }

  /// The common scale, from zero.
  package var axis: Axis
  /// The bars, from top to bottom.
  package var rows: [Row]

  /// What the two ends of a bar are called: `median`, `90 % within`; empty where nothing must be said.
  package var ends: [String]

  /// Bars to the scale of the longest.
  package init(_ unit: Unit, title: String = "", rows: [Row], ends: [String] = []) {
    axis = Axis(unit, 0...max(0, rows.flatMap { [$0.value, $0.end] }.compactMap { $0 }.max() ?? 0), title: title)
    self.rows = rows
    self.ends = ends
  }

  /// What a bar says in words: `8.2 s … 14 s`.
  func words(_ row: Row) -> String {
    guard let value = row.value else { return "not known" }
    let first = Quantity(value, axis.unit).text()
    return row.end.map { "\(first) … \(Quantity($0, axis.unit).text())" } ?? first
  }
}
