/// Where the latencies and failure rates of groups changed within a window: for each measure of each group the time at
/// which the rows before and after differ most, and how often chance alone would give as much.
///
/// The statistic is the score test of the comparison of weeks at every time between two starts, largest absolute value; of
/// a failure rate the signed root of the likelihood ratio (`ScanStatistic`). The scores are of the Wilcoxon type: those of
/// the log-rank type have a long tail, so that a few slow starts at an end of the window look like a change, and the
/// threshold that this asks for costs most of the power (50 starts, a step three times as slow: found in 27 of 100 logs
/// instead of 80). Its distribution comes from shuffling attempts within group and stratum, corrected for all series of
/// the call (`ScanPermutation`): where nothing changed, an answer names any change with a chance of at most `level`.
/// Assumes that attempts of a stratum do not depend on each other: starts that share a slow node in the same minute make
/// p too small.
package struct ChangeSearch: Sendable {
  /// What was found, group by group in the order given, measures in the order start, steps, failure rate.
  package let findings: [ChangeFinding]

  /// The chance of a false alarm in one call.
  package static let level = 0.05
  /// Below this number of rows nothing is searched.
  package static let fewestRows = 20

  /// - Parameters:
  ///   - groups: disjoint; their order is part of the answer, that of their attempts is not.
  ///   - steps: how many steps a start has.
  ///   - rounds: how many permutations; nil: by the number of rows.
  package init(_ groups: [ChangeGroup], steps: Int = 4, rounds: Int? = nil) {
    let measures: [ChangeMeasure] = [.start] + (0..<steps).map { .step($0 + 1) } + [.failureRate]
    let named = groups.flatMap { group in measures.map { (group: group.name, measure: $0) } }
    let rows = groups.flatMap { group in measures.map { ChangeRows(group, $0) } }
    let searched = rows.indices.filter { rows[$0].series.count >= Self.fewestRows }
    let rounds = rounds ?? ScanPermutation.rounds(rows: searched.reduce(0) { $0 + rows[$1].series.count })

    var points: [Int: ChangePoint] = [:]
    var maxima: [[Double]] = []
    var observed: [Double] = []
    for (number, index) in searched.enumerated() {
      let statistic = ScanStatistic(rows[index].series, rows[index].kind)
      points[index] = ChangePoint(rows[index].series, path: statistic.path(rows[index].series.values))
      observed.append(abs(points[index]?.statistic ?? 0))
      maxima.append(
        ScanPermutation.maxima(statistic, rounds: rounds, seed: UInt64(number) + 1))
    }
    let adjusted = ScanPermutation.adjusted(observed: observed, maxima: maxima)
    let p = Dictionary(uniqueKeysWithValues: zip(searched, adjusted))
    findings = rows.indices.map { index in
      Self.finding(named[index].group, named[index].measure, rows[index], points[index], p[index])
    }
  }

  private static func finding(
    _ group: String, _ measure: ChangeMeasure, _ rows: ChangeRows, _ point: ChangePoint?, _ p: Double?
  ) -> ChangeFinding {
    let before = point.map { Array(rows.attempts.prefix($0.before)) } ?? []
    let after = point.map { Array(rows.attempts.dropFirst($0.before)) } ?? []
    let gaps = (before: PollRhythm.medianGap(before), after: PollRhythm.medianGap(after))
    let isSignificant = (p ?? 1) <= level && point != nil
    let isComparable = measure == .failureRate || !QuantileChange.cadenceChanged(medianGaps: gaps.before, gaps.after)
    let verdict: ChangeFinding.Verdict =
      p == nil ? .tooFew : !isSignificant ? .unchanged : isComparable ? .changed : .rhythmChanged
    return ChangeFinding(
      group: group, measure: measure, n: rows.series.count, verdict: verdict, point: point,
      p: verdict == .rhythmChanged ? nil : p, effect: isSignificant ? effect(measure, before, after) : nil,
      medianGaps: gaps)
  }

  private static func effect(
    _ measure: ChangeMeasure, _ before: [ChangeAttempt], _ after: [ChangeAttempt]
  ) -> ChangeEffect {
    switch measure {
    case .start:
      ChangeEffect(
        before: StartLatencyEstimate.estimate(rows: before.map(\.start)).quantiles[0], count: before.count,
        after: StartLatencyEstimate.estimate(rows: after.map(\.start)).quantiles[0], count: after.count)
    case .step(let number):
      ChangeEffect(
        before: stepMedian(number, before), count: before.count, after: stepMedian(number, after), count: after.count)
    case .failureRate:
      ChangeEffect(
        failed: before.count { $0.start.outcome == .failed }, of: before.count,
        thenFailed: after.count { $0.start.outcome == .failed }, of: after.count)
    }
  }

  static func stepMedian(_ number: Int, _ attempts: [ChangeAttempt]) -> QuantileEstimate {
    let lines = StepDurationEstimate.estimate(
      attempts.map { AttemptTimes(start: $0.start, steps: $0.steps) }, gaps: attempts.flatMap(\.gaps), steps: number)
    let median = lines[number - 1].quantiles[0]
    return QuantileEstimate(share: median.share, estimate: median.estimate, low: median.low, high: median.high)
  }
}
