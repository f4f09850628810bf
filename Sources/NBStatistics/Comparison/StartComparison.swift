/// Two weeks of starts compared: the effect always, the p-value only where it means something.
package struct StartComparison: Sendable {
  /// The line of each week in the start-latency table.
  package let earlier: StartLatencyEstimate
  /// The line of the later week.
  package let later: StartLatencyEstimate
  /// The change of each quantile, later less earlier, in the order of `LatencyTable.shares`.
  package let changes: [QuantileChange]
  /// The log-rank type score test, week 1 the earlier one; nil when a week has no rows or the cadence changed.
  package let test: ScoreTest?
  /// Whether the median gap between looks differs by more than a factor of 2: no p-value then.
  package let cadenceChanged: Bool

  /// - Parameters:
  ///   - earlier, later: the rows of each week.
  ///   - medianGaps: the median gap within the attempts of each week, milliseconds; nil without gaps.
  package static func compare(
    earlier: [StartRow], later: [StartRow], medianGaps: (earlier: Double?, later: Double?),
    clock: LatencyClock = .auto, score: ScoreTest.Score = .finkelstein
  ) -> StartComparison {
    let one = StartLatencyEstimate.estimate(rows: earlier, clock: clock)
    let two = StartLatencyEstimate.estimate(rows: later, clock: clock)
    let changed = QuantileChange.cadenceChanged(medianGaps: medianGaps.earlier, medianGaps.later)
    return StartComparison(
      earlier: one, later: two,
      changes: zip(one.quantiles, two.quantiles).map { QuantileChange(from: $0, to: $1) },
      test: changed ? nil : ScoreTest(rows(earlier, clock), rows(later, clock), score: score), cadenceChanged: changed)
  }

  /// Succeeded starts with their interval, those in progress as (l, infinity]; no others.
  private static func rows(_ starts: [StartRow], _ clock: LatencyClock) -> [CensoredInterval] {
    starts.filter { $0.outcome == .succeeded || $0.outcome == .inProgress }.compactMap { $0.total(clock: clock) }
  }
}
