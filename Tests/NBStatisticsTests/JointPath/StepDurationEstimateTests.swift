import StatisticsSimulator
import Testing

@testable import NBStatistics

/// The lines of the step-latency table: rules Q3 to Q8 of docs/statistics.md.
struct StepDurationEstimateTests {
  private static let minute = Scenario("", starts: 60, pollGap: 60_000)

  private func estimate(
    _ scenario: Scenario, seed: UInt64 = 1, interval: PathInterval = .path
  ) -> [StepDurationEstimate] {
    let fleet = Fleet(scenario, seed: seed)
    return StepDurationEstimate.estimate(fleet.attempts, gaps: fleet.gaps, interval: interval)
  }

  @Test func `the order of the attempts and of the gaps changes nothing`() {
    let fleet = Fleet(
      Self.minute.with { ($0.failureShare, $0.unfinishedShare, $0.requestedShare) = (0.1, 0.1, 0.5) }, seed: 2)
    var random = RandomRows(seed: 7)
    let one = StepDurationEstimate.estimate(fleet.attempts, gaps: fleet.gaps)
    let two = StepDurationEstimate.estimate(random.shuffled(fleet.attempts), gaps: random.shuffled(fleet.gaps))
    #expect(one.map(\.quantiles) == two.map(\.quantiles))
    #expect(one.map(\.note) == two.map(\.note))
  }

  @Test func `counts are those of the rows of each step`() {
    let fleet = Fleet(Self.minute.with { ($0.failureShare, $0.unfinishedShare) = (0.2, 0.2) }, seed: 3)
    for line in StepDurationEstimate.estimate(fleet.attempts, gaps: fleet.gaps) {
      let rows = fleet.stepRows[line.step - 1]
      #expect(line.n == rows.count && line.n == line.completed + line.failed + line.censored)
      #expect(line.failed == rows.count { $0.kind == .failed })
      #expect(line.implied == rows.count { $0.kind == .implied })
    }
  }

  @Test func `the band is cut with the limits that assume nothing, which are printed beside it on demand`() throws {
    let path = estimate(Self.minute)
    let free = estimate(Self.minute, interval: .free)
    let both = estimate(Self.minute, interval: .both)
    for (line, other) in zip(path, free) {
      for (band, limits) in zip(line.quantiles, other.quantiles) {
        #expect(band.estimate == limits.estimate)
        #expect(limits.low == limits.freeLow && limits.high == limits.freeHigh)
        let low = try #require(band.low)
        let estimate = try #require(band.estimate)
        #expect(try #require(limits.low) <= low && low <= estimate)
        #expect(band.high.map { estimate <= $0 && $0 <= limits.freeHigh ?? .infinity } ?? false)
      }
    }
    #expect(both.map(\.quantiles) == path.map(\.quantiles))
  }

  @Test func `below ten listed rows there are limits and no estimate`() {
    for line in estimate(Self.minute.with { ($0.starts, $0.listsWhenRunning) = (9, true) }) {
      #expect(line.method == .none && line.note.contains("none: fewer than 10 listed rows"))
      #expect(line.quantiles.allSatisfy { $0.estimate == nil && $0.low != nil && $0.low == $0.freeLow })
    }
  }

  @Test func `below fifty listed rows an estimate is called weak, and one of wide limits wide`() {
    let lines = estimate(Self.minute.with { ($0.starts, $0.listsWhenRunning) = (20, true) })
    #expect(lines.allSatisfy { $0.method == .jointPath && $0.note.contains("weak: fewer than 50 listed rows") })
    #expect(lines[2].note.contains("wide: p50"))
  }

  @Test func `without rows each step has a line that says so`() {
    let lines = StepDurationEstimate.estimate([], gaps: [])
    #expect(lines.map(\.step) == [1, 2, 3, 4] && lines.allSatisfy { $0.n == 0 && $0.note == "no rows" })
  }

  @Test func `begins that nobody saw are told of`() {
    let lines = estimate(Self.minute.with { $0.requestedShare = 0 })
    #expect(lines[1].note.contains("begin unseen in 100% of starts, taken as uniform"))
  }

  @Test func `looks that follow the start take the band away`() {
    let fleet = Fleet(Self.minute, seed: 1)
    let looks = LookTimes(first: 1_000, closingGap: 5_000, gapBefore: 60_000)
    let attempts = fleet.attempts.map {
      AttemptTimes(
        $0.outcome, begin: ($0.beginLow, $0.beginHigh), end: ($0.endLow, $0.endHigh), steps: $0.steps, looks: looks)
    }
    for line in StepDurationEstimate.estimate(attempts, gaps: fleet.gaps) {
      #expect(line.note.contains("looks follow the start: limits are assumption-free"))
      #expect(line.quantiles.allSatisfy { $0.low == $0.freeLow && $0.high == $0.freeHigh && $0.estimate != nil })
    }
  }
}
