/// Stacked columns from zero, one for each label.
package struct ColumnChart: Sendable, Hashable {
  /// What the parts of a column stand for.
  package enum Meaning: Sendable, Hashable {
    /// Kinds beside each other.
    case kinds
    /// Rising confidence: from what is certain to what is possible; what is known of nothing may stand on top.
    case levels
  }

  /// A part that every column may have.
  package struct Part: Sendable, Hashable {
    /// What it stands for.
    package var name: String
    /// Its size in each column, in the order of the labels.
    package var values: [Double]
    /// Whether it says that nothing is known.
    package var isUnknown: Bool

    /// A part.
    package init(_ name: String, _ values: [Double], isUnknown: Bool = false) {
      self.name = name
      self.values = values
      self.isUnknown = isUnknown
    }
  }

  /// What the columns are for.
  package var labels: [String]
  /// The parts, from the bottom up.
  package var parts: [Part]
  /// What the parts of a column stand for.
  package var meaning: Meaning
  /// The scale, from zero.
  package var axis: Axis

  /// Columns to the scale of the highest. Precondition: every part has a value for each label.
  package init(_ unit: Unit, title: String = "", labels: [String], parts: [Part], meaning: Meaning) {
    precondition(parts.allSatisfy { $0.values.count == labels.count }, "a part has not a value for each column")
    self.labels = labels
    self.parts = parts
    self.meaning = meaning
    let totals = labels.indices.map { column in parts.reduce(0) { $0 + ($1.isUnknown ? 0 : $1.values[column]) } }
    axis = Axis(unit, upTo: totals, title: title)
  }

  /// The height of a column.
  func total(_ column: Int) -> Double { parts.reduce(0) { $0 + ($1.isUnknown ? 0 : $1.values[column]) } }

  /// What a part of a column says: its size, or the level that it reaches where parts are levels.
  func value(_ part: Int, _ column: Int) -> Double {
    guard meaning == .levels, !parts[part].isUnknown else { return parts[part].values[column] }
    return parts[...part].reduce(0) { $0 + ($1.isUnknown ? 0 : $1.values[column]) }
  }

  /// The size of a part over all columns.
  func sum(_ part: Part) -> Double { part.values.reduce(0, +) }
}
