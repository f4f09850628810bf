import NBStatistics

/// How often the limits that polling cannot break hold the truth, over many fleets of one scenario.
package struct CoverageStudy: Sendable {
  /// What was simulated.
  package let scenario: Scenario
  /// Intervals computed: 6 a fleet, 3 less for each of the two times that a fleet has no rows of.
  package private(set) var intervals = 0
  /// Those of the intervals that hold the true quantile.
  package private(set) var covering = 0

  /// The share of intervals that hold the truth, within 0...1; 1 without intervals.
  package var coverage: Double { intervals == 0 ? 1 : Double(covering) / Double(intervals) }

  /// Limits of p50, p90 and p95 of the duration of step 2 and of the time to ready, `fleets` times. The same first seed
  /// gives the same study.
  package init(_ scenario: Scenario, fleets: Int, firstSeed: UInt64, totalDraws: Int = 200_000) {
    self.scenario = scenario
    let trueSteps = LatencyTable.shares.map { scenario.steps[1].quantile($0) }
    let trueTotals = Fleet.trueTotals(scenario, shares: LatencyTable.shares, draws: totalDraws)
    for seed in 0..<UInt64(fleets) {
      let fleet = Fleet(scenario, seed: firstSeed + seed)
      let steps = fleet.stepRows[1].filter { $0.kind != .failed && $0.beginLow != nil }.map(\.duration)
      count(SortedEnds(steps), truth: trueSteps)
      let totals = fleet.startRows.filter { $0.outcome != .failed }.compactMap { row -> CensoredInterval? in
        let total = row.total(clock: .polls)
        return row.outcome == .succeeded ? total : total.map { CensoredInterval(left: $0.left, right: .infinity) }
      }
      count(SortedEnds(totals), truth: trueTotals)
    }
  }

  private mutating func count(_ ends: SortedEnds, truth: [Double]) {
    guard ends.count > 0 else { return }
    for (share, value) in zip(LatencyTable.shares, truth) {
      let limits = ends.limits(share: share)
      intervals += 1
      if limits.lower <= value && value <= limits.upper { covering += 1 }
    }
  }

  /// Polls from 2 s to 5 min, jitter, outages, 0 to 30 % failures, 0 to 20 % unfinished, 5 to 2,000 starts.
  package static let scenarios: [Scenario] = [
    Scenario("every 2 s", starts: 200, pollGap: 2_000),
    Scenario("every 5 s, jitter", starts: 100, pollGap: 5_000).with { $0.jitter = 0.4 },
    Scenario("every 10 s, 2,000 starts", starts: 2_000, pollGap: 10_000),
    Scenario("every 15 s, 10 % fail", starts: 300, pollGap: 15_000).with { $0.failureShare = 0.1 },
    Scenario("every 20 s, half of the requests seen", starts: 50, pollGap: 20_000).with { $0.requestedShare = 0.5 },
    Scenario("every 30 s, 20 % unfinished", starts: 200, pollGap: 30_000).with { $0.unfinishedShare = 0.2 },
    Scenario("every 30 s, jitter, complete lists", starts: 80, pollGap: 30_000).with {
      $0.jitter = 0.8
      $0.listsWhenRunning = true
    },
    Scenario("every minute", starts: 1_000, pollGap: 60_000),
    Scenario("every minute, 5 starts", starts: 5, pollGap: 60_000),
    Scenario("every minute, 12 starts, 30 % fail, 20 % unfinished", starts: 12, pollGap: 60_000).with {
      $0.failureShare = 0.3
      $0.unfinishedShare = 0.2
    },
    Scenario("every minute, outages of 10 min in 20 %", starts: 200, pollGap: 60_000).with {
      $0.outageChance = 0.2
      $0.outageLength = 600_000
    },
    Scenario("every minute, requests unseen, 15 % fail, 10 % unfinished", starts: 500, pollGap: 60_000).with {
      $0.requestedShare = 0
      $0.failureShare = 0.15
      $0.unfinishedShare = 0.1
      $0.jitter = 0.2
    },
    Scenario("every 2 min, jitter", starts: 150, pollGap: 120_000).with { $0.jitter = 0.5 },
    Scenario("every 5 min, 30 % fail", starts: 400, pollGap: 300_000).with { $0.failureShare = 0.3 },
    Scenario("every 2 s, 6 starts", starts: 6, pollGap: 2_000),
    Scenario("every 3 s, 40 starts, outages, 10 % unfinished", starts: 40, pollGap: 3_000).with {
      $0.outageChance = 0.3
      $0.outageLength = 60_000
      $0.unfinishedShare = 0.1
    },
  ]
}
