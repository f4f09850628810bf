import Testing

@testable import NBStatistics

/// Golden values of the nonparametric estimate (rule Q5 of docs/statistics.md), to 1e-6.
struct NonparametricGoldenTests {
  static let small: [CensoredInterval] = [
    CensoredInterval(left: 1.0, right: 7), CensoredInterval(exact: 8), CensoredInterval(left: 8.0, right: 10),
    CensoredInterval(left: 7.0, right: 16), CensoredInterval(left: 7.0, right: 14),
    CensoredInterval(left: 17.0, right: .infinity), CensoredInterval(left: 37.0, right: 44),
    CensoredInterval(left: 46.0, right: .infinity, weight: 2), CensoredInterval(left: 45.0, right: .infinity),
  ]

  private func expect(
    _ fit: NonparametricFit?, _ masses: [(Double, Double, Double)], logLikelihood: Double
  ) throws {
    let fit = try #require(fit)
    let found = fit.curve.pieces.filter { $0.mass > 1e-6 }
    try #require(found.count == masses.count)
    for (piece, expected) in zip(found, masses) {
      #expect(piece.left == expected.0 && piece.right == expected.1)
      #expect(isClose(piece.mass, expected.2, 1e-6))
    }
    #expect(isClose(fit.logLikelihood, logLikelihood, 1e-8))
    #expect(fit.certificateGap <= 1e-8)
  }

  @Test func `ten rows with exact, open and tied ends give the known masses`() throws {
    try expect(
      NonparametricFit(Self.small),
      [(1, 7, 0.1), (8, 8, 0.2), (8, 10, 0.2), (37, 44, 0.125), (46, .infinity, 0.375)],
      logLikelihood: -13.069118862898)
  }

  @Test func `the radiotherapy arm of the cosmesis data gives the published masses`() throws {
    try expect(
      NonparametricFit(Cosmesis.radiotherapy),
      [
        (4, 5, 0.046347), (6, 7, 0.033363), (7, 8, 0.088667), (11, 12, 0.070753), (24, 25, 0.092646),
        (33, 34, 0.081786), (38, 40, 0.120880), (46, 48, 0.465558),
      ], logLikelihood: -58.0600219546)
  }

  @Test func `no rows give no fit`() {
    #expect(NonparametricFit([]) == nil)
  }

  @Test func `the envelope is the mass surely come and the mass possibly come`() throws {
    let curve = try #require(NonparametricFit(Self.small)).curve
    #expect(isClose(curve.cumulativeLow(at: 6.9), 0, 1e-9))
    #expect(isClose(curve.cumulativeUp(at: 6.9), 0.1, 1e-9))
    #expect(isClose(curve.cumulativeUp(at: 1), 0, 1e-9))
    #expect(isClose(curve.cumulativeLow(at: 8), 0.3, 1e-9))
    #expect(isClose(curve.cumulativeUp(at: 8), 0.3, 1e-9))
    #expect(isClose(curve.cumulativeUp(at: 8.5), 0.5, 1e-9))
    #expect(isClose(curve.cumulativeEstimate(at: 9), 0.4, 1e-9))
    #expect(isClose(curve.cumulativeEstimate(at: 100), 0.625, 1e-9))
  }

  @Test func `a quantile is a set, its estimate is linear within it, and beyond the last end it is not reached`() throws
  {
    let curve = try #require(NonparametricFit(Self.small)).curve
    // The cumulative mass is exactly one half at the end of (8, 10].
    let median = try #require(curve.quantile(0.5))
    #expect(median.left == 8 && median.right == 10)
    #expect(isClose(median.estimate, 10, 1e-6))
    #expect(isClose(curve.quantile(0.4)?.estimate, 9, 1e-6))
    #expect(curve.quantile(0.2)?.estimate == 8)
    #expect(curve.quantile(0.9)?.right == .infinity)
    #expect(try #require(curve.quantile(0.9)).estimate == nil)
  }
}
