import Testing

@testable import NBStatistics

/// Two sets of attempts with the estimates that two programs, written apart from this one and from each other, agree on.
struct JointPathGoldenTests {
  @Test(arguments: [1, 2]) func `the fit of a set finds the golden maximum and smoothing`(number: Int) throws {
    let golden = try JointPathGolden.read(number)
    let paths = golden.times.flatMap { StartChain.paths(of: $0, stepCount: golden.steps) }
    #expect(paths.count == golden.result.paths)
    let group = GroupFit(paths, stepCount: golden.steps, medianGap: golden.median_gap_s)
    #expect(isClose(group.fit.logLikelihood, golden.result.log_likelihood, 1e-3))
    #expect(group.spread == golden.result.shared_spread && group.fit.isConverged)
    for (own, wanted) in zip(group.fit.lambda, golden.result.lambda) { #expect(isNear(own, wanted)) }
  }

  @Test(arguments: [1, 2]) func `estimates and limits of a set are the golden ones`(number: Int) throws {
    let golden = try JointPathGolden.read(number)
    for line in StepDurationEstimate.estimate(golden.times, gaps: golden.gaps, interval: .both) {
      let wanted = try #require(golden.result.steps["\(line.step)"])
      for quantile in line.quantiles {
        let value = try #require(wanted[quantile.name])
        #expect(isNear(quantile.estimate, value.estimate * 1_000))
        #expect(isNear(quantile.low, value.low * 1_000))
        #expect(isNear(quantile.high, value.high.map { $0 * 1_000 }))
        #expect(isNear(quantile.dataShare, value.data_share))
        #expect(isNear(quantile.freeLow, value.free_low * 1_000))
        #expect(isNear(quantile.freeHigh, value.free_high.map { $0 * 1_000 }))
      }
    }
  }

  /// Within the tolerance for another program: one part in a thousand.
  private func isNear(_ one: Double?, _ two: Double?) -> Bool {
    guard let one, let two else { return one == nil && two == nil }
    return abs(one - two) <= 1e-3 * max(abs(two), 1e-3)
  }
}
