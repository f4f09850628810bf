/// Estimates with their intervals, a row each, to one scale from zero.
public struct DotChart: Sendable, Hashable {
  /// A row.
  public struct Row: Sendable, Hashable {
    /// What it is about.
    public var label: String
    /// The estimate; nil where there are too few for one.
    public var value: Double?
    /// The lower limit.
    public var low: Double?
    /// The upper limit.
    public var high: Double?
    /// What the estimate rests on: `6 of 59`.
    public var beside: String

    /// A row.
    public init(label: String, value: Double?, low: Double? = nil, high: Double? = nil, beside: String = "") {
      self.label = label
      self.value = value
      self.low = low
      self.high = high
      self.beside = beside
    }
  }

  /// The common scale, from zero.
  public var axis: Axis
  /// The rows, from top to bottom.
  public var rows: [Row]
  /// What stands beside the estimates: `failed of ended`.
  public var besideTitle: String

  /// Rows to a scale that holds every estimate and limit.
  public init(_ unit: Unit, title: String = "", rows: [Row], besideTitle: String = "") {
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
