/// An estimate with its 95 % interval; nil where the data give none (a limit that is infinite or not reached).
package struct Estimate: Sendable, Hashable {
  /// The best single value.
  package var value: Double?
  /// The lower limit of the interval.
  package var low: Double?
  /// The upper limit of the interval.
  package var high: Double?

  /// An estimate.
  package init(_ value: Double?, low: Double? = nil, high: Double? = nil) {
    self.value = value
    self.low = low
    self.high = high
  }
}
