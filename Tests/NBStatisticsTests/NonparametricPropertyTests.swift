import Testing

@testable import NBStatistics

/// Laws of the nonparametric estimate that hold for any rows.
struct NonparametricPropertyTests {
  @Test(arguments: 1...40) func `every fit ends on its certificate and its masses sum to one`(seed: UInt64) throws {
    var random = RandomRows(seed: seed)
    let fit = try #require(NonparametricFit(random.draw(5 + Int(seed) * 7)))
    #expect(fit.certificateGap <= 1e-8)
    #expect(isClose(fit.curve.total, 1, 1e-9))
    #expect(fit.curve.pieces.allSatisfy { $0.mass > 0 })
  }

  @Test(arguments: 1...8) func `the likelihood is not below that of many EM steps`(seed: UInt64) throws {
    var random = RandomRows(seed: 100 + seed)
    let rows = random.draw(60)
    let fit = try #require(NonparametricFit(rows))
    let intervals = InnermostIntervals(lefts: rows.map(IntervalKey.left), rights: rows.map(IntervalKey.right))
    let problem = CoverageProblem(
      atomCount: intervals.count,
      rangeRows: try rows.map {
        let range = try #require(intervals.range(within: $0))
        return .init(first: range.lowerBound, last: range.upperBound, weight: $0.weight)
      })
    var masses = [Double](repeating: 1 / Double(intervals.count), count: intervals.count)
    for _ in 0..<1_500 { masses = problem.expectationMaximisationStep(masses) }
    let plain = problem.logLikelihood(rowSums: problem.rowSums(of: masses))
    #expect(fit.logLikelihood >= plain - 1e-9)
    #expect(fit.logLikelihood - plain < 0.05)
  }

  @Test(arguments: 1...10) func `the order of the rows changes nothing`(seed: UInt64) throws {
    var random = RandomRows(seed: 200 + seed)
    let rows = random.draw(80)
    let fit = try #require(NonparametricFit(rows))
    #expect(NonparametricFit(random.shuffled(rows))?.curve == fit.curve)
  }

  @Test(arguments: 1...10) func `a weight is as good as repeats`(seed: UInt64) throws {
    var random = RandomRows(seed: 300 + seed)
    let rows = random.draw(30)
    let weighted = rows.enumerated().map {
      CensoredInterval(left: $1.left, right: $1.right, weight: Double(1 + $0 % 3))
    }
    let repeated = rows.enumerated().flatMap { [CensoredInterval](repeating: $1, count: 1 + $0 % 3) }
    let one = try #require(NonparametricFit(weighted))
    let two = try #require(NonparametricFit(repeated))
    #expect(one.curve == two.curve)
    #expect(one.totalWeight == two.totalWeight)
  }

  @Test(arguments: 1...10) func `both curves of the envelope rise, and the estimate lies between`(seed: UInt64) throws {
    var random = RandomRows(seed: 400 + seed)
    let curve = try #require(NonparametricFit(random.draw(50))).curve
    var low = 0.0
    var high = 0.0
    for step in 0...120 {
      let time = Double(step) / 2
      #expect(curve.cumulativeLow(at: time) >= low && curve.cumulativeUp(at: time) >= high)
      low = curve.cumulativeLow(at: time)
      high = curve.cumulativeUp(at: time)
      let estimate = curve.cumulativeEstimate(at: time)
      #expect(low - 1e-12 <= estimate && estimate <= high + 1e-12)
    }
  }

  @Test(arguments: 1...10) func `quantiles rise with their share`(seed: UInt64) throws {
    var random = RandomRows(seed: 500 + seed)
    let curve = try #require(NonparametricFit(random.draw(50))).curve
    var before = -Double.infinity
    for percent in 1...99 {
      let estimate = curve.quantile(Double(percent) / 100)?.estimate ?? .infinity
      #expect(estimate >= before)
      before = estimate
    }
  }

  @Test func `exact rows alone give the empirical distribution`() throws {
    let fit = try #require(NonparametricFit([3, 1, 2, 2].map { CensoredInterval(exact: $0) }))
    #expect(fit.curve.pieces.map(\.mass) == [0.25, 0.5, 0.25])
  }

  @Test func `a support too large to factor is solved by conjugate gradients to the same certificate`() throws {
    var generator = SplitMix64(seed: 9)
    let rows = (0..<1_500).map { _ -> CensoredInterval in
      let time = generator.unit()
      return generator.next(below: 2) == 0
        ? CensoredInterval(exact: time) : CensoredInterval(left: time, right: time + 0.05 * generator.unit() + 1e-6)
    }
    let fit = try #require(NonparametricFit(rows))
    #expect(fit.curve.pieces.count > NonnegativeQuadratic.factoringLimit)
    #expect(fit.certificateGap <= 1e-8)
  }
}
