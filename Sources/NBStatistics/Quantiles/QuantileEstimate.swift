/// One printed quantile of a group. Milliseconds.
package struct QuantileEstimate: Sendable, Equatable {
  /// u, for example 0.9.
  package let share: Double
  /// nil: no estimate, or not reached.
  package let estimate: Double?
  /// The 95 % interval that polling cannot break (`QuantileLimits`); nil without rows.
  package let low: Double?
  /// nil: no upper limit.
  package let high: Double?

  /// A quantile from its parts: `share` within (0, 1), the rest in milliseconds.
  package init(share: Double, estimate: Double?, low: Double?, high: Double?) {
    self.share = share
    self.estimate = estimate
    self.low = low
    self.high = high
  }

  /// `p50`, `p90`, `p95`: the share in words of columns and notes.
  package var name: String { "p\(Int((share * 100).rounded()))" }
}
