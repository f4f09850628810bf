/// The nine quantile columns of a latency table: estimates joined with their limits.
struct QuantileColumns {
  let quantiles: [QuantileEstimate]
  /// Why any of them is empty.
  let notes: [String]

  /// - Parameters:
  ///   - ends: the rows the quantiles are about.
  ///   - isEstimated: whether there is a fit at all; without one, missing estimates need no reason of their own.
  ///   - estimate: the estimate for a share, nil when not reached.
  init(ends: SortedEnds, isEstimated: Bool, estimate: (Double) -> Double?) {
    var quantiles: [QuantileEstimate] = []
    var notes: [String] = []
    for share in LatencyTable.shares {
      let limits = ends.limits(share: share)
      let quantile = QuantileEstimate(
        share: share, estimate: isEstimated ? estimate(share) : nil, low: ends.count > 0 ? limits.lower : nil,
        high: limits.upper.isFinite ? limits.upper : nil)
      quantiles.append(quantile)
      if ends.count > 0 {
        notes += LatencyNote.missing(quantile, rowsNeeded: limits.rowsNeeded, isEstimated: isEstimated)
      }
    }
    self.quantiles = quantiles
    self.notes = notes
  }
}
