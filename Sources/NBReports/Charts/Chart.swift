/// A picture as data: marks along a scale. What it looks like is the renderer's.
public enum Chart: Sendable, Hashable {
  /// A bar a row, all to one scale.
  case bars(BarChart)
  /// A line a row: when something was certainly and possibly under way.
  case spans(SpanChart)
}

/// The scale along which marks are drawn.
public struct Axis: Sendable, Hashable {
  /// What is measured.
  public var unit: Unit
  /// The first and the last value, in the measure of the unit.
  public var domain: ClosedRange<Double>

  /// A scale.
  public init(_ unit: Unit, _ domain: ClosedRange<Double>) {
    self.unit = unit
    self.domain = domain
  }
}
