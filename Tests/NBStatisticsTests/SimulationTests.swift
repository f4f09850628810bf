import NBStatistics
import StatisticsSimulator
import Testing

/// Known truth, watched by polls: the small version of the validation that `validate-statistics` runs in full.
struct SimulationTests {
  @Test func `limits hold the truth at least 94 times in 100 however a fleet is polled`() {
    var intervals = 0
    var covering = 0
    for scenario in CoverageStudy.scenarios {
      let small = scenario.with { $0.starts = min($0.starts, 120) }
      let study = CoverageStudy(small, fleets: 12, firstSeed: 1, totalDraws: 20_000)
      intervals += study.intervals
      covering += study.covering
    }
    #expect(CoverageStudy.scenarios.count >= 12 && intervals >= 1_000)
    #expect(Double(covering) >= 0.94 * Double(intervals))
  }

  @Test func `of times known exactly the limits hold hardly more often than they promise`() {
    var generator = SplitMix64(seed: 4)
    var covering = 0
    for _ in 0..<600 {
      let ends = SortedEnds((0..<100).map { _ in CensoredInterval(exact: generator.unit()) })
      let limits = ends.limits(share: 0.5)
      if limits.lower <= 0.5 && 0.5 <= limits.upper { covering += 1 }
    }
    #expect((0.94 * 600...0.985 * 600).contains(Double(covering)))
  }

  @Test func `at one-minute polls the estimate of a 22 s step is near, and its interval holds and is narrow`() {
    let study = PathStudy(Scenario("", starts: 200, pollGap: 60_000), fleets: 40, firstSeed: 20_001)
    let median = study.step(2, 0)
    #expect(median.estimates == 40)
    #expect(abs(median.bias) <= 0.05)
    #expect(median.coverage >= 0.9)
    #expect(median.width <= 0.6)
  }

  @Test func `ten times as many polls agree within the limits of both, and are narrower`() throws {
    let base = Scenario("", starts: 120, pollGap: 60_000)
    let coarse = Fleet(base, seed: 3)
    let fine = Fleet(base.with { $0.pollGap = 6_000 }, seed: 3)
    let one = StepDurationEstimate.estimate(coarse.attempts, gaps: coarse.gaps)[1].quantiles[0]
    let two = StepDurationEstimate.estimate(fine.attempts, gaps: fine.gaps)[1].quantiles[0]
    #expect(try #require(one.low) <= #require(two.estimate) && #require(two.estimate) <= #require(one.high))
    #expect(try #require(two.high) - #require(two.low) < #require(one.high) - #require(one.low))
  }

  @Test func `the same seed gives the same fleet`() {
    let scenario = CoverageStudy.scenarios[11].with { $0.starts = 30 }
    #expect(Fleet(scenario, seed: 8).stepRows == Fleet(scenario, seed: 8).stepRows)
    #expect(Fleet(scenario, seed: 8).stepRows != Fleet(scenario, seed: 9).stepRows)
  }
}
