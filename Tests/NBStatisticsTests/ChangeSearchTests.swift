import StatisticsSimulator
import Testing

@testable import NBStatistics

/// Where a latency or a failure rate changed (rule Q12 of docs/statistics.md).
struct ChangeSearchTests {
  private static func scenario(_ starts: Int, _ gap: Double = 10_000) -> Scenario {
    Scenario("", starts: starts, pollGap: gap).with { ($0.failureShare, $0.unfinishedShare) = (0.08, 0.05) }
  }

  private static func slower(_ scenario: Scenario, step: Int, _ factor: Double) -> Scenario {
    scenario.with { $0.steps[step] = $0.steps[step].stretched(by: factor) }
  }

  private func group(_ before: Scenario, then after: Scenario, at share: Double = 0.5, seed: UInt64 = 1) -> ChangeGroup
  {
    ChangeGroup(name: "a", attempts: ChangingFleet(before, then: after, at: share, seed: seed).attempts)
  }

  @Test func `a step three times as slow is found, dated and measured`() throws {
    let base = Self.scenario(150)
    let findings = ChangeSearch([group(base, then: Self.slower(base, step: 1, 3), at: 0.6)], rounds: 999).findings
    let changed = findings.filter { $0.verdict == .changed }
    #expect(changed.map(\.measure).contains(.step(2)))
    let found = try #require(changed.max { abs($0.point?.statistic ?? 0) < abs($1.point?.statistic ?? 0) })
    let point = try #require(found.point)
    let effect = try #require(found.effect)
    #expect(found.measure == .step(2) && found.p == 0.001 && point.statistic > 0)
    #expect(point.interval.contains(ChangingFleet.moment(0.6)))
    #expect(point.interval.lowerBound <= point.time.lowerBound && point.time.upperBound <= point.interval.upperBound)
    #expect(try (2.3...4).contains(#require(effect.factor)))
    #expect(try #require(effect.factorLow) <= 3 && effect.factorHigh ?? .infinity >= 3)
    #expect(effect.before.n + effect.after.n == found.n && effect.before.n == point.before)
  }

  @Test func `more failures are found, and no latency is blamed`() throws {
    let base = Self.scenario(200).with { $0.failureShare = 0.03 }
    let findings = ChangeSearch([group(base, then: base.with { $0.failureShare = 0.3 })], rounds: 999).findings
    #expect(findings.filter { $0.verdict == .changed }.map(\.measure) == [.failureRate])
    let effect = try #require(findings[5].effect)
    #expect(try #require(effect.difference.low) > 0)
    #expect(
      effect.after.failed.map(Double.init) == effect.after.estimate.map { ($0 * Double(effect.after.n)).rounded() })
  }

  @Test func `a slower step 1 does not look like a change of step 2, though its brackets grow`() {
    let base = Self.scenario(200)
    let findings = ChangeSearch([group(base, then: Self.slower(base, step: 0, 6))], rounds: 999).findings
    #expect(findings.filter { $0.verdict == .changed }.map(\.measure) == [.start, .step(1)])
  }

  @Test func `where nothing changed, a call names any change in about one of twenty`() {
    let base = Self.scenario(25)
    let study = ChangeStudy([(base, base), (base, base)], at: 0.5, measure: nil, calls: 20, rounds: 99)
    // 20 calls at 5 %: more than 4 come in one of 400.
    #expect(study.calls == 20 && study.falseAlarms <= 4)
  }

  @Test func `a mix that changes is no change: attempts are compared within their stratum`() {
    func attempts(_ median: Double, _ share: (early: Double, late: Double), _ stratum: String, seed: UInt64)
      -> [ChangeAttempt]
    {
      let scenario = Scenario("", starts: 200, pollGap: 10_000).with {
        $0.steps = $0.steps.map { $0.stretched(by: median) }
      }
      var generator = SplitMix64(seed: seed)
      return ChangingFleet(scenario, then: scenario, at: 0.5, seed: seed).attempts.compactMap { attempt in
        let chance = attempt.start.beginHigh < ChangingFleet.moment(0.5) ? share.early : share.late
        return generator.unit() < chance
          ? ChangeAttempt(start: attempt.start, steps: attempt.steps, gaps: attempt.gaps, stratum: stratum) : nil
      }
    }
    let mixed = attempts(1, (0.8, 0.2), "quick", seed: 5) + attempts(4, (0.2, 0.8), "slow", seed: 6)
    let blind = mixed.map { ChangeAttempt(start: $0.start, steps: $0.steps, gaps: $0.gaps, stratum: "") }
    let start = { (attempts: [ChangeAttempt]) in
      ChangeSearch([ChangeGroup(name: "", attempts: attempts)], rounds: 199).findings[0].verdict
    }
    #expect(start(mixed) == .unchanged)
    #expect(start(blind) == .changed)
  }

  @Test func `slower polls are no slower starts`() {
    for seed in 1...2 as ClosedRange<UInt64> {
      let findings = ChangeSearch(
        [group(Self.scenario(100), then: Self.scenario(100, 60_000), seed: seed)], rounds: 199
      ).findings
      for finding in findings where finding.verdict == .rhythmChanged { #expect(finding.p == nil) }
      #expect(findings.prefix(5).allSatisfy { $0.verdict != .changed })
    }
  }

  @Test func `the order of arrival changes nothing`() {
    var random = RandomRows(seed: 3)
    let attempts = group(Self.scenario(80), then: Self.slower(Self.scenario(80), step: 1, 2)).attempts
    let one = ChangeSearch([ChangeGroup(name: "", attempts: attempts)], rounds: 199).findings
    let two = ChangeSearch([ChangeGroup(name: "", attempts: random.shuffled(attempts))], rounds: 199).findings
    #expect(one.map(\.p) == two.map(\.p) && one.map(\.point) == two.map(\.point))
    #expect(one.map { $0.effect?.before } == two.map { $0.effect?.before })
  }

  @Test func `fewer than 20 rows are too few to say`() {
    let findings = ChangeSearch([group(Self.scenario(15), then: Self.scenario(15))], rounds: 99).findings
    #expect(findings.allSatisfy { $0.verdict == .tooFew && $0.p == nil && $0.point == nil })
    #expect(ChangeSearch([ChangeGroup(name: "", attempts: [])]).findings.count == 6)
  }
}
