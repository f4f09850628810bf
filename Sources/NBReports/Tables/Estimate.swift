/// An estimate with its 95 % interval; nil where the data give none (a limit that is infinite or not reached).
public struct Estimate: Sendable, Hashable {
  /// The best single value.
  public var value: Double?
  /// The lower limit of the interval.
  public var low: Double?
  /// The upper limit of the interval.
  public var high: Double?

  /// An estimate.
  public init(_ value: Double?, low: Double? = nil, high: Double? = nil) {
    self.value = value
    self.low = low
    self.high = high
  }
}
