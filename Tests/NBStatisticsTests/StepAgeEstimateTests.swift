import Testing

@testable import NBStatistics

/// Which rows enter the answer for one step, and what is said with it (rules Q3 to Q7 of docs/statistics.md).
struct StepAgeEstimateTests {
  /// A step seen to begin in (0, 30 s] and to end in (30 s, 30 s + length].
  private func completed(_ length: Int64 = 60_000) -> StepRow {
    StepRow(.completed, begin: (0, 0), began: (0, 30_000), ended: (30_000, 30_000 + length))
  }
  private let failed = StepRow(.failed, begin: (0, 0), began: (0, 30_000), ended: (30_000, 60_000))
  private let censored = StepRow(.censored, begin: (0, 0), began: (0, 30_000), ended: (90_000, nil))
  private let implied = StepRow.implied(begin: (0, 0), endHigh: 60_000)

  private func estimate(_ rows: [StepRow]) -> StepAgeEstimate { StepAgeEstimate.estimate(rows: rows) }

  private func several(_ count: Int, _ row: StepRow) -> [StepRow] { [StepRow](repeating: row, count: count) }

  @Test func `n counts completed, failed, censored and implied rows`() {
    let answer = estimate(several(20, completed()) + several(3, failed) + several(2, censored) + several(4, implied))
    #expect(answer.n == 29 && answer.completed == 24 && answer.failed == 3 && answer.censored == 2)
    #expect(answer.implied == 4 && answer.note.contains("4 rows implied"))
    #expect(answer.method == .nonparametric)
  }

  @Test func `failed rows change the count and nothing else`() {
    let rows = several(40, completed()) + several(3, censored)
    let without = estimate(rows)
    let with = estimate(rows + several(9, failed))
    #expect(with.quantiles == without.quantiles && with.note == without.note)
    #expect(with.n == without.n + 9)
  }

  @Test func `below ten listed rows there is no estimate, however many are implied, but limits`() throws {
    let answer = estimate(several(9, completed()) + several(30, implied) + several(5, failed))
    #expect(answer.method == .none && answer.quantiles.allSatisfy { $0.estimate == nil })
    #expect(answer.note.contains("none: fewer than 10 listed rows"))
    #expect(answer.quantiles[0].low == 0 && answer.quantiles[0].high == 60_000)
    #expect(estimate(several(9, completed()) + [censored]).method == .nonparametric)
  }

  @Test func `below fifty listed rows the estimate is weak`() {
    #expect(estimate(several(49, completed()) + several(30, implied)).note.contains("weak: fewer than 50 listed rows"))
    #expect(!estimate(several(50, completed())).note.contains("weak"))
  }

  @Test func `rows of unknown begin and of duration zero are left out and counted in the note`() {
    let unknown = StepRow(.completed, begin: (nil, 0), began: (nil, 30_000), ended: (30_000, 60_000))
    let instant = StepRow(.completed, begin: (0, 0), began: (0, 0), ended: (0, 0))
    let rows = several(12, completed())
    let answer = estimate(rows + [unknown, instant, instant])
    #expect(answer.n == 12 && answer.quantiles == estimate(rows).quantiles)
    #expect(answer.note.contains("1 row left out: begin unknown; 2 rows left out: duration 0"))
  }

  @Test func `a limit that needs more rows is empty and says how many`() {
    let answer = estimate(several(40, completed()))
    #expect(answer.quantiles[1].high == 90_000 && answer.quantiles[2].high == nil)
    #expect(answer.note.contains("p95 needs 72 rows"))
    #expect(!answer.note.contains("p90 needs"))
  }

  @Test func `a quantile that the rows never reach is said`() {
    let open = StepRow(.censored, begin: (0, 0), began: (0, 30_000), ended: (900_000, nil))
    let answer = estimate(several(60, completed()) + several(40, open))
    #expect(answer.method == .nonparametric && answer.quantiles[0].estimate != nil)
    #expect(answer.quantiles[1].estimate == nil)
    #expect(answer.note.contains("p90 not reached; p95 not reached"))
  }

  @Test func `the age at the end is the nonparametric estimate with its certificate`() throws {
    let rows = (1...30).map { completed(Int64($0) * 1_000) }
    let answer = estimate(rows)
    let fit = try #require(
      NonparametricFit((1...30).map { CensoredInterval(left: 30_000.0, right: 30_000 + Double($0) * 1_000) }))
    #expect(answer.quantiles[0].estimate == fit.curve.quantile(0.5)?.estimate)
    #expect(try #require(answer.certificateGap) <= 1e-8)
  }

  @Test func `no rows are one answer with n zero and a note`() {
    let answer = estimate([])
    #expect(answer.n == 0 && answer.note == "no rows" && answer.method == .none)
    #expect(answer.quantiles.allSatisfy { $0.estimate == nil && $0.low == nil && $0.high == nil })
  }

  @Test func `all four ends are measured from begin high and cut at begin low`() throws {
    let row = StepRow(.completed, begin: (1_000, 5_000), began: (400, 9_000), ended: (9_000, 20_000))
    let joint = try #require(row.joint)
    #expect(joint == JointRow(a: -4_000, b: 4_000, c: 4_000, e: 15_000))
    #expect(row.duration == CensoredInterval(left: 0.0, right: 19_600))
    #expect(row.age == CensoredInterval(left: 4_000.0, right: 19_000))
    let unseen = StepRow(.censored, begin: (1_000, 5_000), began: (nil, 9_000), ended: (nil, nil))
    #expect(unseen.joint == JointRow(a: -4_000, b: 4_000, c: -4_000, e: .infinity))
    #expect(unseen.duration == CensoredInterval(left: 0.0, right: .infinity))
  }

  @Test func `an implied row lies between begin low and the end of the attempt`() {
    let row = StepRow.implied(begin: (-2_000, 0), endHigh: 7_000)
    #expect(row.joint == JointRow(a: -2_000, b: 7_000, c: -2_000, e: 7_000))
    #expect(row.duration == CensoredInterval(left: 0.0, right: 9_000) && row.age == row.duration)
  }
}
