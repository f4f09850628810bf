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

  @Test func `at one-minute polls the median of a 22 s step is right within 6 percent at 200 starts`() {
    let study = AccuracyStudy(Scenario("", starts: 200, pollGap: 60_000), fleets: 20, firstSeed: 1)
    #expect(study.medians.count == 20)
    #expect(abs(study.medianError) <= 0.06)
    #expect(abs(study.ninetiethError) <= 0.15)
    // What the estimate is for: the polls themselves miss it by far.
    #expect(study.naiveMedian > 40_000)
  }

  @Test func `ten times as many polls agree within the limits of both`() throws {
    let base = Scenario("", starts: 120, pollGap: 60_000)
    let coarse = Fleet(base, seed: 3)
    let fine = Fleet(base.with { $0.pollGap = 6_000 }, seed: 3)
    let one = StepLatencyEstimate.estimate(rows: coarse.stepRows[1], gaps: coarse.gaps).quantiles[0]
    let two = StepLatencyEstimate.estimate(rows: fine.stepRows[1], gaps: fine.gaps).quantiles[0]
    #expect(try #require(one.low) <= #require(two.estimate) && #require(two.estimate) <= #require(one.high))
    #expect(try #require(two.high) - #require(two.low) < #require(one.high) - #require(one.low))
  }

  @Test func `the same seed gives the same fleet`() {
    let scenario = CoverageStudy.scenarios[11].with { $0.starts = 30 }
    #expect(Fleet(scenario, seed: 8).stepRows == Fleet(scenario, seed: 8).stepRows)
    #expect(Fleet(scenario, seed: 8).stepRows != Fleet(scenario, seed: 9).stepRows)
  }
}
