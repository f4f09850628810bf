/// Values in their order, with their intervals: how something went over days, weeks or a length of time.
package struct LineChart: Sendable, Hashable {
  /// What the points stand on.
  package enum Base: Sendable, Hashable {
    /// One place for each label, in order; the place of a point is its index.
    case labels([String])
    /// A scale.
    case axis(Axis)
  }

  /// A point, with its interval where one is known.
  package struct Point: Sendable, Hashable {
    /// Where it stands.
    package var place: Double
    /// Its value; nil where the data give none, which breaks the line.
    package var value: Double?
    /// The lower limit.
    package var low: Double?
    /// The upper limit; nil with a lower one where the data do not reach that far.
    package var high: Double?

    /// A point.
    package init(_ place: Double, _ value: Double?, low: Double? = nil, high: Double? = nil) {
      self.place = place
      self.value = value
      self.low = low
      self.high = high
    }
  }

  /// A line.
  package struct Line: Sendable, Hashable {
    /// What it stands for.
    package var name: String
    /// The points, by place.
    package var points: [Point]

    /// A line.
    package init(_ name: String, _ points: [Point]) {
      self.name = name
      self.points = points
    }
  }

  /// A picture of its own, with the scales of all.
  package struct Panel: Sendable, Hashable {
    /// What is beside the others; empty for a single one.
    package var title: String
    /// Its lines; the first one leads.
    package var lines: [Line]

    /// A panel.
    package init(_ title: String, _ lines: [Line]) {
      self.title = title
      self.lines = lines
    }
  }

  /// What the points stand on.
  package var base: Base
  /// The scale of the values.
  package var axis: Axis
  /// The panels, in order.
  package var panels: [Panel]
  /// Whether the value of a point holds until the next one.
  package var isStepped: Bool

  /// Panels to one scale of values.
  package init(_ base: Base, _ axis: Axis, panels: [Panel], isStepped: Bool = false) {
    self.base = base
    self.axis = axis
    self.panels = panels
    self.isStepped = isStepped
  }

  /// What a place is called.
  func label(_ place: Double) -> String {
    switch base {
    case .labels(let labels): labels.indices.contains(Int(place)) ? labels[Int(place)] : ""
    case .axis(let axis): Quantity(place, axis.unit).text()
    }
  }

  /// A value of a point in words; empty where none is known.
  func words(_ point: Point) -> String {
    func text(_ value: Double?) -> String? { value.map { Quantity($0, axis.unit).text() } }
    guard let value = text(point.value) else { return "" }
    return IntervalWords.estimate(value, text(point.low), text(point.high))
  }
}
