/// Which limits stand beside an estimate from paths.
package enum PathInterval: String, Sendable {
  /// The band of the likelihood, cut with the limits that assume nothing.
  case path
  /// Those that assume nothing, in place of the band.
  case free
  /// The band, and beside it those that assume nothing.
  case both
}

/// One quantile of a duration with both of its intervals; milliseconds.
package struct PathQuantile: Sendable, Equatable {
  /// u, for example 0.9.
  package let share: Double
  /// nil: no estimate, or not reached.
  package let estimate: Double?
  /// The interval that was asked for; nil without rows.
  package let low: Double?
  /// nil: no upper limit.
  package let high: Double?
  /// The interval that assumes nothing.
  package let freeLow: Double?
  /// nil: no upper limit.
  package let freeHigh: Double?
  /// How much of the precision is data, 0...1; the rest is that densities are smooth. nil without an estimate.
  package let dataShare: Double?
  /// Whether the band says little more than the order of magnitude.
  let isWide: Bool

  /// `p50`, `p90`, `p95`: the share in words of columns and notes.
  package var name: String { "p\(Int((share * 100).rounded()))" }

  /// - Parameters:
  ///   - band: the estimate and its band in seconds; nil when there is no fit or the curve does not reach the share.
  ///   - reach: seconds; a longer estimate is not reached.
  ///   - usesBand: whether `low` and `high` come from the band.
  init(share: Double, free: QuantileLimits, rows: Int, band: DurationBand.Quantile?, reach: Double, usesBand: Bool) {
    self.share = share
    let freeLow = rows > 0 ? free.lower : nil
    let freeHigh = rows > 0 && free.upper.isFinite ? free.upper : nil
    (self.freeLow, self.freeHigh) = (freeLow, freeHigh)
    guard let band else {
      (estimate, low, high, dataShare, isWide) = (nil, freeLow, freeHigh, nil, false)
      return
    }
    // Both intervals hold, so what both allow holds.
    let lower = max(band.low * 1_000, freeLow ?? 0)
    let upper = band.high.map { min($0 * 1_000, freeHigh ?? .infinity) } ?? freeHigh
    let isReached = band.estimate <= reach
    estimate = isReached ? min(max(band.estimate * 1_000, lower), upper ?? .infinity) : nil
    (low, high) = usesBand ? (lower, upper) : (freeLow, freeHigh)
    dataShare = band.dataShare
    isWide = usesBand && (upper.map { $0 > 4 * lower } ?? true)
  }
}
