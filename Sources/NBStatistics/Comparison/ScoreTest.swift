/// Whether two groups of interval rows come from one distribution, by scores at the pooled estimate (Finkelstein 1986).
///
/// With S = 1 - F of the pooled fit, `U = sum over group 1 of (c_i - mean c)`,
/// `V = n1 n2 / (n (n - 1)) sum (c_i - mean c)^2`, `Z = U / sqrt V`. For n below 200, p comes from 9,999 permutations
/// (SplitMix64, seed 1): `p = (1 + #{|U*| >= |U|}) / 10,000`; else from the normal distribution, two-sided.
/// Assumes that both groups were looked at in the same way.
package struct ScoreTest: Sendable, Equatable {
  /// Which score c_i a row gets.
  package enum Score: Sendable {
    /// `[S(l) ln S(l) - S(r) ln S(r)] / [S(l) - S(r)]`, the log-rank type.
    case finkelstein
    /// `S(l) + S(r) - 1`, the Wilcoxon type: more weight to early differences.
    case wilcoxon
  }

  /// `U`: positive when the times of group 1 tend to be the shorter ones.
  package let u: Double
  /// `V`, the variance of U over all divisions into groups of these sizes. Positive.
  package let v: Double
  /// `Z = U / sqrt V`: about standard normal when the distributions are the same.
  package let z: Double
  /// The two-sided p-value by the rule above.
  package let p: Double
  /// The two-sided p-value of Z under the normal distribution, whatever n is.
  package let normalP: Double
  /// The sum of all scores: 0 at the pooled estimate, a free self-test.
  package let scoreSum: Double

  static let permutations = 9_999
  static let permutationLimit = 200

  /// - Parameters: rows of weight 1; a heavier row counts as that many.
  /// - Returns: nil when a group is empty or all scores are equal: there is nothing to test.
  package init?(_ first: [CensoredInterval], _ second: [CensoredInterval], score: Score = .finkelstein) {
    let one = Self.unweighted(first)
    let two = Self.unweighted(second)
    guard !one.isEmpty, !two.isEmpty, let fit = NonparametricFit(one + two) else { return nil }
    let scores = RowScores(fit.curve).scores(of: one + two, score)
    let n = Double(scores.count)
    scoreSum = scores.reduce(0, +)
    let mean = scoreSum / n
    let centred = scores.map { $0 - mean }
    u = centred.prefix(one.count).reduce(0, +)
    v = Double(one.count) * Double(two.count) / (n * (n - 1)) * centred.reduce(0) { $0 + $1 * $1 }
    guard v > 1e-18 else { return nil }
    z = u / v.squareRoot()
    normalP = complementaryError(abs(z) / 2.0.squareRoot())
    p =
      scores.count < Self.permutationLimit
      ? Self.permutationP(centred, firstCount: one.count, u: u) : normalP
  }

  private static func unweighted(_ rows: [CensoredInterval]) -> [CensoredInterval] {
    rows.flatMap { [CensoredInterval](repeating: .init(left: $0.left, right: $0.right), count: Int($0.weight)) }
  }

  /// The share of random divisions into groups of the same sizes that differ at least as much.
  private static func permutationP(_ centred: [Double], firstCount: Int, u: Double) -> Double {
    var generator = SplitMix64(seed: 1)
    var shuffled = centred
    // A division equal to the one seen may differ from it by rounding.
    let threshold = abs(u) - 1e-9 * max(1, abs(u))
    var atLeast = 1
    for _ in 0..<permutations {
      var sum = 0.0
      for index in 0..<firstCount {
        shuffled.swapAt(index, index + generator.next(below: shuffled.count - index))
        sum += shuffled[index]
      }
      if abs(sum) >= threshold { atLeast += 1 }
    }
    return Double(atLeast) / Double(permutations + 1)
  }
}
