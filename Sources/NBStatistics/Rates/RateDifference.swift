/// The difference of two rates, `first - second`, with its interval and a test.
package struct RateDifference: Sendable, Equatable {
  /// `x1/n1 - x2/n2`, within -1...1.
  package let difference: Double
  /// Newcombe's hybrid score interval (1998, method 10), from the two Wilson intervals.
  package let lower: Double
  /// The upper end of the same interval, at most 1.
  package let upper: Double
  /// Fisher's exact test, two-sided, mid-p: tables no likelier than the one seen count in full, those exactly as likely
  /// by half.
  package let midP: Double

  /// - Returns: nil when either count is 0.
  package init?(_ first: Int, of firstCount: Int, minus second: Int, of secondCount: Int) {
    guard let one = RateInterval.wilson(first, of: firstCount), let two = RateInterval.wilson(second, of: secondCount)
    else { return nil }
    let p1 = Double(first) / Double(firstCount)
    let p2 = Double(second) / Double(secondCount)
    func length(_ x: Double, _ y: Double) -> Double { (x * x + y * y).squareRoot() }
    difference = p1 - p2
    lower = max(-1, p1 - p2 - length(p1 - one.lower, two.upper - p2))
    upper = min(1, p1 - p2 + length(one.upper - p1, p2 - two.lower))
    midP = Self.fisherMidP(first, of: firstCount, against: second, of: secondCount)
  }

  private static func fisherMidP(_ first: Int, of firstCount: Int, against second: Int, of secondCount: Int) -> Double {
    let tables = DiscreteDistribution.hypergeometric(
      first: firstCount, second: secondCount, successes: first + second)
    let seen = tables.probability(of: first)
    // Equal tables differ by rounding only.
    let slack = 1e-7 * seen
    var sum = 0.0
    for probability in tables.probabilities where probability < seen - slack { sum += probability }
    for probability in tables.probabilities where abs(probability - seen) <= slack { sum += probability / 2 }
    return min(1, sum)
  }
}
