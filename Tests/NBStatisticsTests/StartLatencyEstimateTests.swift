import Testing

@testable import NBStatistics

/// Which rows enter the answer for starts, and what is said with it (rules Q1, Q2 and Q6 of docs/statistics.md).
struct StartLatencyEstimateTests {
  private func start(_ outcome: StartRow.Outcome, _ low: Int64, _ high: Int64?, server: Int64? = nil) -> StartRow {
    StartRow(outcome, begin: (0, 0), end: (low, high), serverTotal: server)
  }

  private var ready: [StartRow] { (1...30).map { start(.succeeded, $0 * 1_000, $0 * 1_000 + 500) } }

  @Test func `cancelled counts superseded and every outcome has its column`() {
    let answer = StartLatencyEstimate.estimate(
      rows: ready + [
        start(.failed, 1_000, 2_000), start(.cancelled, 1_000, 2_000), start(.superseded, 1_000, 2_000),
        start(.inProgress, 5_000, nil),
      ])
    #expect(answer.n == 34 && answer.succeeded == 30 && answer.failed == 1)
    #expect(answer.cancelled == 2 && answer.inProgress == 1)
    #expect(answer.method == .competingRisks)
  }

  @Test func `the ready share is known up to what nobody knows yet`() throws {
    // The golden row set of competing risks, in seconds, with exact ends.
    let rows = CompetingRisksTests.golden.map { row -> StartRow in
      let time = Int64(row.interval.left) * 1_000
      switch row.cause {
      case .ready: return start(.succeeded, time, time)
      case .failed: return start(.failed, time, time)
      default: return start(.inProgress, time, nil)
      }
    }
    let answer = StartLatencyEstimate.estimate(rows: rows, within: [4_000, 5_000, 60_000])
    let n = Double(answer.n)
    #expect(answer.readyShareLow == Double(answer.succeeded) / n)
    #expect(answer.readyShareHigh == Double(answer.succeeded + answer.inProgress) / n)
    #expect(answer.inProgress > 0 && answer.failed > 0)
    #expect(isClose(answer.within[0].share, 0.275, 1e-9) && isClose(answer.within[1].share, 0.275, 1e-9))
    #expect(isClose(answer.within[2].share, 0.475, 1e-9) && answer.within[2].limit == 60_000)
    #expect(answer.method == .none && answer.note.hasPrefix("none: fewer than 10 rows"))
    let certificate = try #require(answer.certificateGap)
    #expect(certificate <= 1e-8)
  }

  @Test func `a start without outcome is not counted as ready`() {
    let answer = StartLatencyEstimate.estimate(
      rows: [start(.succeeded, 1_000, 2_000), start(.failed, 1_000, 2_000), start(.inProgress, 1_000, nil)],
      within: [2_000])
    #expect(isClose(answer.readyShareLow, 1.0 / 3, 1e-9) && isClose(answer.readyShareHigh, 2.0 / 3, 1e-9))
    // One of three was certainly ready by then, two may have been.
    #expect(answer.within[0].low == RateInterval.wilson(1, of: 3)?.lower)
    #expect(answer.within[0].high == RateInterval.wilson(2, of: 3)?.upper)
  }

  @Test func `quantiles are given ready: failures change the share and not the time`() {
    let some = StartLatencyEstimate.estimate(rows: ready)
    let failures = (1...10).map { start(.failed, $0 * 1_000, $0 * 1_000 + 500) }
    let more = StartLatencyEstimate.estimate(rows: ready + failures)
    for (one, two) in zip(some.quantiles, more.quantiles) {
      #expect(isClose(one.estimate, two.estimate ?? -1, 1e-3))
      #expect(one.low == two.low && one.high == two.high)
    }
    #expect(isClose(more.readyShareLow, 0.75, 1e-9) && isClose(more.readyShareHigh, 0.75, 1e-9))
  }

  @Test func `cancelled and pending starts are open to the right in the limits`() {
    let open = (0..<40).map { _ in start(.cancelled, 2_000, 3_000) }
    let answer = StartLatencyEstimate.estimate(rows: ready + open)
    #expect(answer.quantiles[1].high == nil)
    #expect(answer.note.contains("p90 upper limit not reached; p95 needs 72 rows"))
  }

  @Test func `the platform's own total is exact, unless the polls alone are asked`() throws {
    let rows = (1...20).map { start(.succeeded, 0, 60_000, server: $0 * 1_000) }
    let auto = StartLatencyEstimate.estimate(rows: rows)
    #expect(auto.quantiles[0].estimate == 10_000 && auto.quantiles[0].low == 6_000)
    let polls = StartLatencyEstimate.estimate(rows: rows, clock: .polls)
    #expect(isClose(polls.quantiles[0].estimate, 30_000, 1e-6) && polls.quantiles[0].low == 0)
  }

  @Test func `a start of unknown begin is left out and counted in the note`() {
    let unknown = StartRow(.succeeded, begin: (nil, 0), end: (0, 500))
    let answer = StartLatencyEstimate.estimate(rows: ready + [unknown])
    #expect(answer.n == 30 && answer.note.contains("1 row left out: begin unknown"))
  }

  @Test func `a group in which nothing got ready has no quantiles and a share of zero`() {
    let answer = StartLatencyEstimate.estimate(rows: (0..<15).map { _ in start(.failed, 1_000, 2_000) })
    #expect(answer.method == .none && answer.note.hasPrefix("none: no start got ready"))
    #expect(answer.readyShareLow == 0 && answer.quantiles.allSatisfy { $0.estimate == nil && $0.low == nil })
  }

  @Test func `no rows are one answer with n zero and a note`() {
    let answer = StartLatencyEstimate.estimate(rows: [], within: [1_000])
    #expect(answer.n == 0 && answer.note == "no rows" && answer.readyShareLow == nil)
    #expect(answer.within == [.init(limit: 1_000, share: nil, low: nil, high: nil)])
  }

  @Test func `totals run from the begin to the end of the attempt at their widest`() {
    let row = StartRow(.failed, begin: (-3_000, 1_000), end: (500, 9_000))
    #expect(row.total(clock: .auto) == CensoredInterval(left: 0.0, right: 12_000))
    let pending = StartRow(.inProgress, begin: (-3_000, 1_000), end: (6_000, nil))
    #expect(pending.total(clock: .auto) == CensoredInterval(left: 5_000.0, right: .infinity))
  }
}
