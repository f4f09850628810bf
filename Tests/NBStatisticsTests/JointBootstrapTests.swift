import StatisticsSimulator
import Testing

@testable import NBStatistics

/// The bootstrap limits of a joint fit (rule Q8 of docs/statistics.md).
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

  @Test func `attempts are drawn, not distinct rows`() throws {
    let short = [JointRow](repeating: JointRow(a: 0, b: 1, c: 1, e: 10), count: 30)
    let long = [JointRow](repeating: JointRow(a: 0, b: 1, c: 100, e: 110), count: 2)
    let fit = try #require(JointStepFit(short + long, width: 1))
    // Two long ones in 32 never make up half of a draw.
    #expect(try #require(JointBootstrap.limits(fit, shares: [0.5], draws: 40)[0].high) < 20)
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
