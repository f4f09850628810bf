import StatisticsSimulator
import Testing

@testable import NBStatistics

/// The time to ready where requests were not seen: rule Q8 of docs/statistics.md.
struct TotalPathTests {
  private static let unseen = Scenario("", starts: 200, pollGap: 60_000).with { $0.requestedShare = 0 }

  @Test func `where nobody saw the requests the median is that of the starts, not of the gaps`() throws {
    let truth = Fleet.trueTotals(Self.unseen, shares: [0.5], draws: 20_000)[0]
    let fleet = Fleet(Self.unseen, seed: 1)
    let answer = StartLatencyEstimate.estimate(fleet.attempts, gaps: fleet.gaps, within: [60_000, 3_600_000])
    #expect(answer.method == .path)
    #expect(answer.note.contains("begin unseen in 100% of starts, taken as uniform"))
    let median = answer.quantiles[0]
    #expect(abs(try #require(median.estimate) / truth - 1) < 0.15)
    #expect(try #require(median.low) <= truth && truth <= #require(median.high))
    #expect(try #require(answer.within[0].share) < #require(answer.within[1].share))
    #expect(isClose(answer.within[1].share, 1, 0.01))
  }

  @Test func `where requests were seen the nonparametric estimate stays`() {
    let fleet = Fleet(Self.unseen.with { $0.requestedShare = 1 }, seed: 1)
    let answer = StartLatencyEstimate.estimate(fleet.attempts, gaps: fleet.gaps)
    let rows = StartLatencyEstimate.estimate(rows: fleet.startRows)
    #expect(answer.method == .competingRisks && answer.quantiles == rows.quantiles && answer.note == rows.note)
  }

  @Test func `server totals make unseen begins known, unless the clock is that of the polls`() {
    let fleet = Fleet(Self.unseen.with { $0.givesServerTotals = true }, seed: 2)
    #expect(StartLatencyEstimate.estimate(fleet.attempts, gaps: fleet.gaps).method == .competingRisks)
    #expect(StartLatencyEstimate.estimate(fleet.attempts, gaps: fleet.gaps, clock: .polls).method == .path)
  }

  @Test func `failed starts are in the shares alone, those in progress are censored at their last look`() {
    func attempt(_ outcome: StartRow.Outcome, end: (Int64?, Int64?) = (nil, nil), total: Int64? = nil) -> AttemptTimes {
      AttemptTimes(outcome, begin: (-60_000, 0), end: end, lastLook: 120_000, serverTotal: total)
    }
    #expect(TotalPath.path(of: attempt(.failed, end: (0, 60_000)), clock: .auto) == nil)
    let open = TotalPath.path(of: attempt(.inProgress), clock: .auto)
    #expect(open?.censoredAt == 120 && open?.brackets == [StartPath.Bracket(low: -60, high: 0)])
    let ready = TotalPath.path(of: attempt(.succeeded, end: (0, 60_000)), clock: .auto)
    #expect(ready?.brackets.map(\.high) == [0, 60] && ready?.isBeginKnown == false)
    let told = TotalPath.path(of: attempt(.succeeded, end: (0, 60_000), total: 72_000), clock: .auto)
    #expect(told?.brackets.map(\.high) == [0, 72] && told?.isBeginKnown == true && told?.isEndExact == true)
  }
}
