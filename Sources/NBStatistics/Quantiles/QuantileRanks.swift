/// The ranks of a distribution-free confidence interval for a quantile, from exact binomial tails.
///
/// For the u-quantile with confidence `1 - alpha` over n values: `lower` is the largest j in 1...n with
/// `P(Bin(n, u) <= j - 1) <= alpha / 2`, or 0 when there is none; `upper` is the smallest j with
/// `P(Bin(n, u) >= j) <= alpha / 2`, or n + 1.
package struct QuantileRanks: Sendable, Equatable {
  /// The rank of the lower limit among the ascending values, from 1; 0: no lower limit.
  package let lower: Int
  /// The rank of the upper limit among the ascending values, up to n; n + 1: no upper limit.
  package let upper: Int

  /// - Parameters:
  ///   - share: u, within (0, 1).
  ///   - count: n, not negative.
  ///   - alpha: what the interval may miss; 0.05 for 95 %.
  package init(share: Double, count: Int, alpha: Double = 0.05) {
    precondition(share > 0 && share < 1 && count >= 0, "a quantile lies within (0, 1)")
    guard count > 0 else {
      lower = 0
      upper = 1
      return
    }
    let tails = DiscreteDistribution.binomial(trials: count, chance: share)
    let half = alpha / 2
    var sum = 0.0
    // Values below the first kept one have no weight: each of their ranks satisfies the condition.
    var rank = tails.first
    for probability in tails.probabilities {
      sum += probability
      if sum > half { break }
      rank += 1
    }
    lower = min(rank, count)
    sum = 0
    var top = tails.first + tails.probabilities.count
    for probability in tails.probabilities.reversed() {
      sum += probability
      if sum > half { break }
      top -= 1
    }
    upper = max(1, min(top, count + 1))
  }

  /// The fewest values with a finite upper limit: the smallest n with `u^n <= alpha / 2`.
  /// At 95 %: 6 for the median, 36 for p90, 72 for p95, 368 for p99.
  package static func rowsNeeded(share: Double, alpha: Double = 0.05) -> Int {
    Int((naturalLog(alpha / 2) / naturalLog(share)).rounded(.up))
  }
}
