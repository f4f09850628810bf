/// What the search says of one measure of one group.
package struct ChangeFinding: Sendable {
  /// How sure that is.
  package enum Verdict: String, Sendable {
    /// `p` is at most the level.
    case changed
    /// Nothing that chance alone would not explain.
    case unchanged
    /// Fewer rows than `ChangeSearch.fewestRows`: nothing was searched.
    case tooFew
    /// It would count as changed, but the polls differ before and after by more than a factor of 2: no p-value.
    case rhythmChanged
  }

  /// The group's name.
  package let group: String
  /// What was searched.
  package let measure: ChangeMeasure
  /// Rows that entered: times, or starts that ended well or failed.
  package let n: Int
  /// The answer in a word.
  package let verdict: Verdict
  /// Where the largest statistic lies, whatever the verdict; nil: nothing to search.
  package let point: ChangePoint?
  /// Adjusted for the search over times and for all series of the call; nil without a search or comparable polls.
  package let p: Double?
  /// Before and after; nil unless changed or not comparable.
  package let effect: ChangeEffect?
  /// The median gap between looks before and after `point`, in milliseconds; nil without gaps or point.
  package let medianGaps: (before: Double?, after: Double?)
}

/// A measure before and after a change. Times in milliseconds, rates within 0...1.
///
/// The time of the change was chosen because the two differ there: the difference tends to look a little too large.
package struct ChangeEffect: Sendable, Equatable {
  /// One side of the change.
  package struct Side: Sendable, Equatable {
    /// Rows, or starts that ended well or failed.
    package let n: Int
    /// Failed ones; nil for a latency.
    package let failed: Int?
    /// The median, or the rate; nil: too few for an estimate.
    package let estimate: Double?
    /// The 95 % interval of the estimate; nil: none.
    package let low: Double?
    /// nil: no upper limit.
    package let high: Double?
  }

  /// The rows before the change.
  package let before: Side
  /// The rows from the change on.
  package let after: Side
  /// `after - before` with a 95 % interval: of medians conservative (`QuantileChange`), of rates Newcombe's.
  package let difference: (estimate: Double?, low: Double?, high: Double?)

  /// `after / before`; nil without both, or from 0.
  package var factor: Double? { Self.ratio(after.estimate, before.estimate) }
  /// The factor's lower limit, `after.low / before.high`: conservative.
  package var factorLow: Double? { Self.ratio(after.low, before.high) }
  /// The factor's upper limit, `after.high / before.low`; nil: none.
  package var factorHigh: Double? { Self.ratio(after.high, before.low) }

  private static func ratio(_ one: Double?, _ two: Double?) -> Double? {
    guard let one, let two, two > 0 else { return nil }
    return one / two
  }

  /// Equality of everything shown.
  package static func == (one: ChangeEffect, two: ChangeEffect) -> Bool {
    one.before == two.before && one.after == two.after && one.difference == two.difference
  }

  init(before: QuantileEstimate, count beforeCount: Int, after: QuantileEstimate, count afterCount: Int) {
    self.before = Side(n: beforeCount, failed: nil, estimate: before.estimate, low: before.low, high: before.high)
    self.after = Side(n: afterCount, failed: nil, estimate: after.estimate, low: after.low, high: after.high)
    let change = QuantileChange(from: before, to: after)
    difference = (change.difference, change.lower, change.upper)
  }

  /// - Precondition: both counts are positive.
  init(failed before: Int, of beforeCount: Int, thenFailed after: Int, of afterCount: Int) {
    func side(_ failed: Int, _ count: Int) -> Side {
      let interval = RateInterval.wilson(failed, of: count)
      return Side(
        n: count, failed: failed, estimate: Double(failed) / Double(count), low: interval?.lower, high: interval?.upper)
    }
    self.before = side(before, beforeCount)
    self.after = side(after, afterCount)
    let change = RateDifference(after, of: afterCount, minus: before, of: beforeCount)
    difference = (change?.difference, change?.lower, change?.upper)
  }
}
