/// A confidence interval for a quantile that no polling schedule can break: since `l_i < T_i <= r_i` for every row, the
/// sorted l and the sorted r bracket the sorted T, and the interval is `[ l_(a), r_(b) ]` with the ranks of
/// `QuantileRanks`, `l_(0) = 0` and `r_(n+1) = infinity`.
package struct QuantileLimits: Sendable, Equatable {
  /// In the unit of the rows; infinity when even the lower limit lies among rows that never come.
  package let lower: Double
  /// Infinity when there is no upper limit.
  package let upper: Double
  /// Rows that would be needed for a finite upper limit, where there are fewer; else nil.
  package let rowsNeeded: Int?
}

/// The ends of the rows in ascending order, ready for limits of any quantile.
package struct SortedEnds: Sendable {
  private let lefts: [Double]
  private let rights: [Double]

  /// The number of rows.
  package var count: Int { lefts.count }

  /// - Parameters:
  ///   - rows: one an observation; a weight w counts as w equal rows, rounded down.
  ///   - never: rows that never come (`l = r = infinity`): failed starts, for the quantile over all starts.
  package init(_ rows: [CensoredInterval], never: Int = 0) {
    var lefts: [Double] = []
    var rights: [Double] = []
    for row in rows {
      for _ in 0..<Int(row.weight) {
        lefts.append(row.left)
        rights.append(row.right)
      }
    }
    let tail = [Double](repeating: .infinity, count: never)
    self.lefts = lefts.sorted() + tail
    self.rights = rights.sorted() + tail
  }

  /// The limits of the u-quantile. Without rows: 0 and infinity.
  package func limits(share: Double, alpha: Double = 0.05) -> QuantileLimits {
    let ranks = QuantileRanks(share: share, count: count, alpha: alpha)
    let needed = QuantileRanks.rowsNeeded(share: share, alpha: alpha)
    return QuantileLimits(
      lower: ranks.lower == 0 ? 0 : lefts[ranks.lower - 1],
      upper: ranks.upper > count ? .infinity : rights[ranks.upper - 1],
      rowsNeeded: ranks.upper > count ? needed : nil)
  }
}
