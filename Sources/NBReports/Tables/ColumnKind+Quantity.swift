extension ColumnKind {
  /// A number of such a column with its unit, as pages show it.
  package func quantity(_ number: Double) -> Quantity {
    switch self {
    case .milliseconds, .seconds, .millisecondsAsSeconds: Quantity(milliseconds(number), .duration)
    case .rate: Quantity(number, .share)
    case .gigabyteHours: Quantity(number, .gigabyteHours)
    case .identifier: Quantity(number, .number)
    case .text, .time, .json, .number: Quantity(number, .count)
    }
  }

  /// A time value in milliseconds, whatever the unit of its column.
  func milliseconds(_ number: Double) -> Double {
    self == .seconds ? number * 1000 : number
  }
}
