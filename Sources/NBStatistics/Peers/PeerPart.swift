/// One time of a start beside the same time of comparable starts. Milliseconds.
package struct PeerPart: Sendable {
  /// The time to ready, or a step.
  package let measure: ChangeMeasure
  /// Where the start's own time lies; infinite to the right when it had not come by the last look.
  package let time: CensoredInterval
  /// Comparable starts that say something of it.
  package let peers: Int
  /// Their median with its interval.
  package let median: QuantileEstimate
  /// The share of comparable starts that took longer: what their estimated distribution has above the start's time,
  /// averaged over where that may lie (`(1 + c) / 2`, c the Wilcoxon score of the search for changes). Within 0...1.
  package let longer: Double
  /// The share of those that surely took longer, whatever the estimate.
  package let longerLow: Double
  /// The same and those that may have.
  package let longerHigh: Double
  /// Other comparable starts of the same hour that say something of it.
  package let hour: Int
  /// Those of them that were slow.
  package let slowInHour: Int

  /// Whether at most a quarter of the comparable starts took longer.
  package var isSlow: Bool { longer <= PeerComparison.slowShare }

  /// How far the start's time lies above the median of the others, from the middle of its interval.
  var excess: Double {
    guard let median = median.estimate else { return 0 }
    return (time.right.isFinite ? (time.left + time.right) / 2 : time.left) - median
  }

  /// - Returns: nil when the start or all others say nothing of it.
  init?(_ measure: ChangeMeasure, _ start: ChangeAttempt, peers: [ChangeAttempt], hour: [ChangeAttempt]) {
    switch measure {
    case .start:
      guard let own = ChangeRows.total(start) else { return nil }
      let others = peers.compactMap(ChangeRows.total).sorted(by: Self.precedes)
      let near = hour.compactMap(ChangeRows.total)
      let fitted = others + [own]
      guard !others.isEmpty, let fit = NonparametricFit(fitted) else { return nil }
      self.init(
        measure, time: own, others: others,
        median: StartLatencyEstimate.estimate(rows: peers.map(\.start)).quantiles[0],
        scores: RowScores(fit.curve).scores(of: fitted + near, .wilcoxon))
    case .step(let number):
      guard let row = start.step(number), let own = ChangeRows.duration(start, number) else { return nil }
      let others = peers.filter { ChangeRows.duration($0, number) != nil }
      let brackets = others.compactMap { ChangeRows.duration($0, number) }.sorted {
        [$0.a, $0.b, $0.c, $0.e].lexicographicallyPrecedes([$1.a, $1.b, $1.c, $1.e])
      }
      guard !others.isEmpty else { return nil }
      let near = hour.compactMap { ChangeRows.duration($0, number) }
      self.init(
        measure, time: row.duration, others: others.compactMap { $0.step(number)?.duration },
        median: ChangeSearch.stepMedian(number, others),
        scores: BracketScores(brackets + [own] + near, fitted: brackets.count + 1).scores)
    case .failureRate: return nil
    }
  }

  /// - Parameter scores: of the others, of the start, of those in its hour.
  private init(
    _ measure: ChangeMeasure, time: CensoredInterval, others: [CensoredInterval], median: QuantileEstimate,
    scores: [Double]
  ) {
    self.measure = measure
    self.time = time
    self.median = median
    peers = others.count
    func longer(_ score: Double) -> Double { min(1, max(0, (1 + score) / 2)) }
    let count = Double(others.count)
    let surelyLonger = Double(others.count { $0.left >= time.right }) / count
    let surelyNot = Double(others.count { $0.right <= time.left }) / count
    longerLow = surelyLonger
    longerHigh = 1 - surelyNot
    self.longer = min(1 - surelyNot, max(surelyLonger, longer(scores[others.count])))
    let near = scores.dropFirst(others.count + 1)
    hour = near.count
    slowInHour = near.count { longer($0) <= PeerComparison.slowShare }
  }

  private static func precedes(_ one: CensoredInterval, _ two: CensoredInterval) -> Bool {
    (one.left, one.right) < (two.left, two.right)
  }
}
