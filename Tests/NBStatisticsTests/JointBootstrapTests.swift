import StatisticsSimulator
import Testing

@testable import NBStatistics

/// The bootstrap limits of a joint fit (statistics.md section 4, `--interval model`).
struct JointBootstrapTests {
  @Test func `limits hold the estimate, are the same each time, and are asked for`() throws {
    let fleet = Fleet(Scenario("", starts: 60, pollGap: 20_000), seed: 5)
    let rows = fleet.stepRows[1].compactMap(\.joint)
    let fit = try #require(JointStepFit(rows, width: 1_000))
    let limits = JointBootstrap.limits(fit, shares: [0.5, 0.9], draws: 40)
    for (limit, share) in zip(limits, [0.5, 0.9]) {
      let estimate = try #require(fit.quantile(share))
      let low = try #require(limit.low)
      let high = try #require(limit.high)
      #expect(low < estimate && estimate < high)
    }
    #expect(JointBootstrap.limits(fit, shares: [0.5, 0.9], draws: 40) == limits)
    #expect(StepLatencyEstimate.estimate(rows: fleet.stepRows[1], gaps: fleet.gaps).modelLimits == nil)
  }

  @Test func `more rows give narrower limits`() throws {
    func width(_ starts: Int) throws -> Double {
      let fleet = Fleet(Scenario("", starts: starts, pollGap: 10_000), seed: 6)
      let fit = try #require(JointStepFit(fleet.stepRows[1].compactMap(\.joint), width: 1_000))
      let limit = JointBootstrap.limits(fit, shares: [0.5], draws: 40)[0]
      return try #require(limit.high) - #require(limit.low)
    }
    #expect(try width(400) < width(25))
  }
}
