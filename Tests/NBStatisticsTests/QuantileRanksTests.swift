import Testing

@testable import NBStatistics

/// Order-statistic intervals (rule Q6 of docs/statistics.md).
struct QuantileRanksTests {
  @Test(arguments: [(0.95, 200, 184, 197), (0.5, 10, 2, 9), (0.5, 6, 1, 6), (0.5, 5, 0, 6), (0.5, 1, 0, 2)])
  func `ranks are the known ones`(share: Double, count: Int, lower: Int, upper: Int) {
    let ranks = QuantileRanks(share: share, count: count)
    #expect(ranks.lower == lower && ranks.upper == upper)
  }

  @Test(arguments: [(0.5, 6), (0.9, 36), (0.95, 72), (0.99, 368)])
  func `an upper limit needs as many rows as named and no fewer`(share: Double, needed: Int) {
    #expect(QuantileRanks.rowsNeeded(share: share) == needed)
    #expect(QuantileRanks(share: share, count: needed).upper == needed)
    #expect(QuantileRanks(share: share, count: needed - 1).upper == needed)
    let short = SortedEnds([CensoredInterval](repeating: .init(exact: 1), count: needed - 1))
    #expect(short.limits(share: share).upper == .infinity)
  }

  /// The definition read word by word, on tails summed from Pascal's ratios of a row without normalising.
  @Test(arguments: [(0.5, 25), (0.9, 40), (0.95, 100), (0.3, 61), (0.99, 400)])
  func `ranks agree with the definition`(share: Double, count: Int) {
    var terms = [1.0]
    for k in 0..<count { terms.append(terms[k] * Double(count - k) / Double(k + 1)) }
    func power(_ base: Double, _ exponent: Int) -> Double { (0..<exponent).reduce(1) { product, _ in product * base } }
    let chances = (0...count).map { terms[$0] * power(share, $0) * power(1 - share, count - $0) }
    let lower = (1...count).last { chances[0..<$0].reduce(0, +) <= 0.025 } ?? 0
    let upper = (1...count).first { chances[$0...].reduce(0, +) <= 0.025 } ?? count + 1
    #expect(QuantileRanks(share: share, count: count).lower == lower)
    #expect(QuantileRanks(share: share, count: count).upper == upper)
  }

  @Test func `a million rows keep their digits`() {
    // The normal approximation: n u -+ z sqrt(n u (1 - u)), good to a rank or two here.
    let ranks = QuantileRanks(share: 0.95, count: 1_000_000)
    #expect(abs(ranks.lower - 949_573) <= 2 && abs(ranks.upper - 950_428) <= 2)
    let tails = DiscreteDistribution.binomial(trials: 1_000_000, chance: 0.5)
    #expect(isClose(tails.lowerTail(through: 499_999), tails.upperTail(from: 500_001), 1e-12))
    #expect(isClose(tails.probability(of: 500_000), 0.000797884361, 1e-12))
  }

  @Test func `limits come from the sorted ends of both sides`() {
    let rows = (1...10).map { CensoredInterval(left: Double($0), right: Double(30 - $0)) }
    let limits = SortedEnds(rows).limits(share: 0.5)
    #expect(limits.lower == 2 && limits.upper == 28 && limits.rowsNeeded == nil)
  }

  @Test func `rows that never come push the upper limit away`() {
    let rows = (1...10).map { CensoredInterval(exact: Double($0)) }
    #expect(SortedEnds(rows).limits(share: 0.5).upper == 9)
    #expect(SortedEnds(rows, never: 10).limits(share: 0.5).upper == .infinity)
    #expect(SortedEnds(rows, never: 10).limits(share: 0.5).rowsNeeded == nil)
  }

  @Test func `too few rows give a lower limit of zero, no upper one, and the number needed`() {
    let limits = SortedEnds([CensoredInterval(exact: 4)]).limits(share: 0.95)
    #expect(limits.lower == 0 && limits.upper == .infinity && limits.rowsNeeded == 72)
    #expect(SortedEnds([]).limits(share: 0.5).upper == .infinity)
  }
}
