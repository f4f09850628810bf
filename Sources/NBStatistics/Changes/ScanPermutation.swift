/// How large the largest statistics are when nothing changed: maxima over all candidates of a series whose values are
/// shuffled within their strata.
enum ScanPermutation {
  /// - Parameters:
  ///   - rounds: how many divisions are drawn.
  ///   - seed: equal seeds give equal draws.
  /// - Returns: one maximum a round, in the order of drawing.
  static func maxima(_ statistic: ScanStatistic, rounds: Int, seed: UInt64) -> [Double] {
    // Of values that do not differ every division gives 0.
    guard statistic.differs else { return [Double](repeating: 0, count: rounds) }
    let scan = ShuffledScan(statistic, SplitMix64(seed: seed))
    return (0..<rounds).map { _ in scan.next() }
  }

  /// How many rounds a search over so many rows gets: 9,999 as in `ScoreTest`, fewer where that would take seconds, never
  /// fewer than 1,999.
  static func rounds(rows: Int) -> Int { min(9_999, max(1_999, 150_000_000 / max(1, rows))) }

  /// Step-down adjusted p-values (Westfall & Young 1993, algorithm 2.8 on maxima): the chance, where nothing changed in
  /// a series and in those with smaller statistics, that any of them reaches its statistic. They hold for all series of
  /// a search together: a false alarm anywhere has a chance of at most the level.
  ///
  /// Series are shuffled apart, though the steps of an attempt go together. That can only make p larger.
  ///
  /// - Parameters:
  ///   - observed: the statistic of each series.
  ///   - maxima: for each series one maximum a round.
  static func adjusted(observed: [Double], maxima: [[Double]]) -> [Double] {
    let rounds = maxima.first?.count ?? 0
    let ascending = observed.indices.sorted { (observed[$0], $1) < (observed[$1], $0) }
    var running = [Double](repeating: 0, count: rounds)
    var adjusted = [Double](repeating: 1, count: observed.count)
    for series in ascending {
      // A division equal to the one seen may differ from it by rounding.
      let threshold = observed[series] - 1e-9 * max(1, observed[series])
      var atLeast = 1
      for round in 0..<rounds {
        running[round] = max(running[round], maxima[series][round])
        if running[round] >= threshold { atLeast += 1 }
      }
      adjusted[series] = Double(atLeast) / Double(rounds + 1)
    }
    // A larger statistic never has a larger p.
    var least = 0.0
    for series in ascending.reversed() {
      least = max(least, adjusted[series])
      adjusted[series] = least
    }
    return adjusted
  }
}
