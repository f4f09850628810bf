/// A picture as data: marks along a scale. What it looks like is the renderer's.
package enum Chart: Sendable, Hashable {
  /// A bar a row, all to one scale.
  case bars(BarChart)
  /// A line a row: when something was certainly and possibly under way.
  case spans(SpanChart)
  /// Values along a scale or an order, with their intervals.
  case lines(LineChart)
  /// An estimate a row, with its interval.
  case dots(DotChart)
  /// Stacked columns, one for each label.
  case columns(ColumnChart)
  /// A strip a row: in which state something was when.
  case strips(StripChart)
}

/// The scale along which marks are drawn.
package struct Axis: Sendable, Hashable {
  /// How values become lengths.
  package enum Scale: Sendable, Hashable {
    /// Equal differences are equally long.
    case linear
    /// Equal ratios are equally long; the domain lies above zero.
    case logarithmic
  }

  /// What is measured.
  package var unit: Unit
  /// The first and the last value, in the measure of the unit.
  package var domain: ClosedRange<Double>
  /// How values become lengths.
  package var scale: Scale
  /// What is measured, in words; empty where the picture says it.
  package var title: String

  /// A scale.
  package init(_ unit: Unit, _ domain: ClosedRange<Double>, _ scale: Scale = .linear, title: String = "") {
    self.unit = unit
    self.domain = domain
    self.scale = scale
    self.title = title
  }

  /// A scale from zero up to a round value that is not below any of `values`.
  init(_ unit: Unit, upTo values: [Double], title: String = "") {
    self.init(unit, 0...Ticks.roundedUp(values.max() ?? 0, unit), title: title)
  }

  /// Where a value lies: 0 at the start of the domain, 1 at its end, cut to both.
  func position(_ value: Double) -> Double {
    let (low, high) = (domain.lowerBound, domain.upperBound)
    guard high > low else { return 0 }
    let share =
      switch scale {
      case .linear: (value - low) / (high - low)
      case .logarithmic:
        value <= low ? 0 : Logarithm.natural(value / low) / Logarithm.natural(high / low)
      }
    return min(1, max(0, share))
  }
}
