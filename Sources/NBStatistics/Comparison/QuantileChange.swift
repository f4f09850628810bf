/// The difference between two weeks' estimates of one quantile, always printed beside a p-value.
package struct QuantileChange: Sendable, Equatable {
  /// `first - second`; nil when either estimate is missing. In the unit of the rows.
  package let difference: Double?
  /// `low1 - high2`: nil when either is missing or infinite.
  package let lower: Double?
  /// `high1 - low2`: nil when either is missing or infinite.
  package let upper: Double?

  /// The change from an earlier week to a later one: `later - earlier`. The interval `[low2 - high1, high2 - low1]`
  /// is conservative: it holds whatever the two have in common.
  package init(from earlier: QuantileEstimate, to later: QuantileEstimate) {
    difference = Self.subtract(later.estimate, earlier.estimate)
    lower = Self.subtract(later.low, earlier.high)
    upper = Self.subtract(later.high, earlier.low)
  }

  private static func subtract(_ one: Double?, _ two: Double?) -> Double? {
    guard let one, let two else { return nil }
    return one - two
  }

  /// The median of the gaps between looks within a week's attempts; nil without gaps. In the unit of the gaps.
  package static func medianGap(_ gaps: [Int64]) -> Double? { Median.of(gaps) }

  /// Whether two weeks were polled so differently that their intervals are not comparable and no p-value may be
  /// printed: the median gap within attempts differs by more than a factor of 2.
  package static func cadenceChanged(medianGaps first: Double?, _ second: Double?) -> Bool {
    guard let first, let second, min(first, second) > 0 else { return false }
    return max(first, second) > 2 * min(first, second)
  }
}
