import Testing

@testable import NBStatistics

/// Two weeks of starts side by side (rule Q10 of docs/statistics.md).
struct StartComparisonTests {
  private func week(slower by: Int64) -> [StartRow] {
    (1...40).map { StartRow(.succeeded, begin: (0, 0), end: ($0 * 1_000 + by, $0 * 1_000 + by + 500)) }
  }

  @Test func `a slower week has a positive change, conservative limits and a small p`() throws {
    let comparison = StartComparison.compare(
      earlier: week(slower: 0), later: week(slower: 30_000), medianGaps: (5_000, 6_000))
    let change = comparison.changes[0]
    #expect(isClose(change.difference, 30_000, 1e-6))
    let lower = try #require(change.lower)
    let upper = try #require(change.upper)
    #expect(lower < 30_000 && 30_000 < upper)
    #expect(try #require(comparison.test).p < 0.01)
  }

  @Test func `the limits are low less high and high less low, empty where one is missing`() {
    let one = QuantileEstimate(share: 0.5, estimate: 10, low: 4, high: 15)
    let two = QuantileEstimate(share: 0.5, estimate: 12, low: 9, high: nil)
    let change = QuantileChange(from: one, to: two)
    #expect(change.difference == 2 && change.lower == -6 && change.upper == nil)
  }

  @Test func `a changed cadence prints no p-value`() {
    let comparison = StartComparison.compare(
      earlier: week(slower: 0), later: week(slower: 0), medianGaps: (5_000, 10_001))
    #expect(comparison.cadenceChanged && comparison.test == nil)
    #expect(!QuantileChange.cadenceChanged(medianGaps: 5_000, 10_000))
  }

  @Test func `failed and cancelled starts take no part in the test`() throws {
    let failures = (1...20).map { StartRow(.failed, begin: (0, 0), end: ($0, $0 + 1)) }
    let plain = StartComparison.compare(earlier: week(slower: 0), later: week(slower: 4_000), medianGaps: (nil, nil))
    let mixed = StartComparison.compare(
      earlier: week(slower: 0) + failures, later: week(slower: 4_000), medianGaps: (nil, nil))
    #expect(try #require(plain.test) == #require(mixed.test))
  }
}
