/// One printed quantile of a group. Milliseconds.
public struct QuantileEstimate: Sendable, Equatable {
  /// u, for example 0.9.
  public let share: Double
  /// nil: no estimate, or not reached.
  public let estimate: Double?
  /// The 95 % interval that polling cannot break (`QuantileLimits`); nil without rows.
  public let low: Double?
  /// nil: no upper limit.
  public let high: Double?

  /// A quantile from its parts: `share` within (0, 1), the rest in milliseconds.
  public init(share: Double, estimate: Double?, low: Double?, high: Double?) {
    self.share = share
    self.estimate = estimate
    self.low = low
    self.high = high
  }

  /// `p50`, `p90`, `p95`: the share in words of columns and notes.
  public var name: String { "p\(Int((share * 100).rounded()))" }
}
