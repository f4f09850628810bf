/// Values in their order, with their intervals: how something went over days, weeks or a length of time.
public struct LineChart: Sendable, Hashable {
  /// What the points stand on.
  public enum Base: Sendable, Hashable {
    /// One place for each label, in order; the place of a point is its index.
    case labels([String])
    /// A scale.
    case axis(Axis)
  }

  /// A point, with its interval where one is known.
  public struct Point: Sendable, Hashable {
    /// Where it stands.
    public var place: Double
    /// Its value; nil where the data give none, which breaks the line.
    public var value: Double?
    /// The lower limit.
    public var low: Double?
    /// The upper limit; nil with a lower one where the data do not reach that far.
    public var high: Double?

    /// A point.
    public init(_ place: Double, _ value: Double?, low: Double? = nil, high: Double? = nil) {
      self.place = place
      self.value = value
      self.low = low
      self.high = high
    }
  }

  /// A line.
  public struct Line: Sendable, Hashable {
    /// What it stands for.
    public var name: String
    /// The points, by place.
    public var points: [Point]

    /// A line.
    public init(_ name: String, _ points: [Point]) {
      self.name = name
      self.points = points
    }
  }

  /// A picture of its own, with the scales of all.
  public struct Panel: Sendable, Hashable {
    /// What is beside the others; empty for a single one.
    public var title: String
    /// Its lines; the first one leads.
    public var lines: [Line]

    /// A panel.
    public init(_ title: String, _ lines: [Line]) {
      self.title = title
      self.lines = lines
    }
  }

  /// What the points stand on.
  public var base: Base
  /// The scale of the values.
  public var axis: Axis
  /// The panels, in order.
  public var panels: [Panel]
  /// Whether the value of a point holds until the next one.
  public var isStepped: Bool

  /// Panels to one scale of values.
  public init(_ base: Base, _ axis: Axis, panels: [Panel], isStepped: Bool = false) {
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
