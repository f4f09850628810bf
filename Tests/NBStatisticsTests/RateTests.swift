import Testing

@testable import NBStatistics

/// Intervals for rates and their differences (rule Q9 of docs/statistics.md).
struct RateTests {
  @Test(arguments: [
    (0, 12, 0, 0.24249401, 0, 0.26464847), (1, 12, 0.01486509, 0.35387991, 0.00210759, 0.38479617),
    (3, 10, 0.10779127, 0.60322185, 0.06673951, 0.65245285),
    (7, 250, 0.01362806, 0.05665778, 0.01133001, 0.05683725),
  ])
  func `Wilson and Clopper-Pearson give the known limits`(
    x: Int, n: Int, wilsonLow: Double, wilsonHigh: Double, exactLow: Double, exactHigh: Double
  ) throws {
    let wilson = try #require(RateInterval.wilson(x, of: n))
    #expect(isClose(wilson.lower, wilsonLow, 1e-8) && isClose(wilson.upper, wilsonHigh, 1e-8))
    let exact = try #require(RateInterval.clopperPearson(x, of: n))
    #expect(isClose(exact.lower, exactLow, 1e-8) && isClose(exact.upper, exactHigh, 1e-8))
  }

  @Test func `nothing of nothing has no rate`() {
    #expect(RateInterval.wilson(0, of: 0) == nil)
    #expect(RateInterval.clopperPearson(0, of: 0) == nil)
    #expect(RateDifference(0, of: 0, minus: 1, of: 2) == nil)
  }

  @Test(arguments: [1, 2, 5, 17, 100, 4_321])
  func `limits are exact at the ends, hold the rate, and mirror each other`(count: Int) throws {
    for x in [0, 1, count / 3, count / 2, count - 1, count] {
      let rate = Double(x) / Double(count)
      for isExact in [false, true] {
        func interval(_ x: Int) -> RateInterval? {
          isExact ? .clopperPearson(x, of: count) : .wilson(x, of: count)
        }
        let one = try #require(interval(x))
        #expect(one.lower <= rate && rate <= one.upper)
        #expect((x == 0) == (one.lower == 0))
        #expect((x == count) == (one.upper == 1))
        let mirrored = try #require(interval(count - x))
        #expect(isClose(one.lower, 1 - mirrored.upper, 1e-10))
      }
    }
  }

  @Test func `the exact interval leaves half of alpha in each tail, also for a million trials`() throws {
    let exact = try #require(RateInterval.clopperPearson(30_000, of: 1_000_000))
    let low = DiscreteDistribution.binomial(trials: 1_000_000, chance: exact.lower)
    let high = DiscreteDistribution.binomial(trials: 1_000_000, chance: exact.upper)
    #expect(isClose(low.upperTail(from: 30_000), 0.025, 1e-9))
    #expect(isClose(high.lowerTail(through: 30_000), 0.025, 1e-9))
  }

  @Test func `Newcombe's interval for a difference is the published one`() throws {
    let one = try #require(RateDifference(56, of: 70, minus: 48, of: 80))
    #expect(isClose(one.difference, 0.2, 1e-12))
    #expect(isClose(one.lower, 0.05243147, 1e-8) && isClose(one.upper, 0.33387265, 1e-8))
    let none = try #require(RateDifference(0, of: 10, minus: 0, of: 20))
    #expect(isClose(none.lower, -0.16112516, 1e-8) && isClose(none.upper, 0.27753280, 1e-8))
  }

  @Test func `Fisher's mid-p is the known one and the same from both sides`() throws {
    let one = try #require(RateDifference(5, of: 30, minus: 2, of: 40))
    #expect(isClose(one.midP, 0.08342493, 1e-8))
    let other = try #require(RateDifference(2, of: 40, minus: 5, of: 30))
    #expect(isClose(other.midP, one.midP, 1e-12))
    #expect(isClose(other.lower, -one.upper, 1e-12))
  }

  @Test func `a hypergeometric distribution sums to one and has its mean`() {
    let tables = DiscreteDistribution.hypergeometric(first: 30, second: 40, successes: 7)
    let mean = tables.probabilities.enumerated().reduce(0.0) { $0 + Double(tables.first + $1.0) * $1.1 }
    #expect(isClose(tables.probabilities.reduce(0, +), 1, 1e-12) && isClose(mean, 3, 1e-12))
  }
}
