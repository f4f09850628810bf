import StatisticsSimulator
import Testing

@testable import NBStatistics

/// One start beside comparable ones.
struct PeerComparisonTests {
  private let peers = ChangingFleet(
    Scenario("", starts: 120, pollGap: 10_000), then: Scenario("", starts: 120, pollGap: 10_000), at: 0.5, seed: 11
  ).attempts

  /// A start whose steps took exactly these times, looked at every 10 s; 20 s before the end nothing is known of the last.
  private func start(_ steps: [Int64], _ outcome: StartRow.Outcome = .succeeded) -> ChangeAttempt {
    let looks: Int64 = 10_000
    func before(_ time: Int64) -> Int64 { (time - 1) / looks * looks }
    let ends = steps.indices.map { steps[...$0].reduce(0, +) }
    let rows = steps.indices.map { step -> StepRow? in
      let began = step == 0 ? 0 : ends[step - 1]
      return StepRow(
        .completed, begin: (0, 0), began: (before(began), before(began) + looks),
        ended: (before(ends[step]), before(ends[step]) + looks))
    }
    let end = ends[ends.count - 1]
    return ChangeAttempt(
      start: StartRow(outcome, begin: (0, 0), end: (before(end), before(end) + looks)), steps: rows, gaps: [looks],
      stratum: "")
  }

  private let slow: [Int64] = [4_000, 130_000, 6_000, 12_000]

  @Test func `a slow start is slow in the step that took long`() throws {
    let comparison = PeerComparison(start(slow), peers: peers, hour: [])
    #expect(comparison.standing == .slow && comparison.step?.measure == .step(2) && comparison.scope == .unclear)
    let total = try #require(comparison.parts.first)
    #expect(total.longer < 0.05 && total.longerLow <= total.longer && total.longer <= total.longerHigh)
    #expect(comparison.parts.map(\.measure) == [.start, .step(1), .step(2), .step(3), .step(4)])
  }

  @Test func `a start of medians is ordinary`() throws {
    let comparison = PeerComparison(start([4_000, 22_500, 6_000, 12_000]), peers: peers, hour: [])
    #expect(comparison.standing == .ordinary && comparison.step == nil)
    #expect(try (0.3...0.8).contains(#require(comparison.parts.first).longer))
  }

  @Test func `where most others of the hour were slow it is the platform, where few were it is the start alone`() {
    let slowOnes = [ChangeAttempt](repeating: start(slow), count: 7)
    #expect(PeerComparison(start(slow), peers: peers, hour: slowOnes + peers.prefix(2)).scope == .platform)
    let quick = [ChangeAttempt](repeating: start([2_000, 10_000, 3_000, 6_000]), count: 8)
    #expect(PeerComparison(start(slow), peers: peers, hour: quick + [start(slow)]).scope == .notebook)
    #expect(PeerComparison(start(slow), peers: peers, hour: Array(slowOnes.prefix(2))).scope == .unclear)
  }

  @Test func `failures are compared with failures`() {
    let failed = [ChangeAttempt](repeating: start(slow, .failed), count: 5)
    let comparison = PeerComparison(start(slow, .failed), peers: peers, hour: failed + peers.prefix(2))
    #expect(comparison.standing == .failed && comparison.scope == .platform)
    #expect(comparison.hourFailures.failed == 5 && comparison.hourFailures.ended == 7)
    #expect(PeerComparison(start(slow, .failed), peers: peers, hour: Array(peers.prefix(5))).scope == .notebook)
  }

  @Test func `few comparable starts say nothing, and a cancelled one is no verdict`() {
    #expect(PeerComparison(start(slow), peers: Array(peers.prefix(9)), hour: []).standing == .tooFew)
    #expect(PeerComparison(start(slow), peers: [], hour: []).parts.isEmpty)
    #expect(PeerComparison(start(slow, .cancelled), peers: peers, hour: []).standing == .cancelled)
  }

  @Test func `the order of the others changes nothing`() {
    var random = RandomRows(seed: 5)
    let one = PeerComparison(start(slow), peers: peers, hour: [])
    let two = PeerComparison(start(slow), peers: random.shuffled(peers), hour: [])
    #expect(one.parts.map(\.longer) == two.parts.map(\.longer))
  }
}
