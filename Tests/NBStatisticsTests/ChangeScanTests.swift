import Testing

@testable import NBStatistics

/// The parts of the search for changes.
struct ChangeScanTests {
  private func series(_ values: [Double], strata: [String]? = nil) -> ChangeSeries {
    ChangeSeries(
      values.enumerated().map { .init(time: Int64($0.offset), stratum: strata?[$0.offset] ?? "", value: $0.element) })
  }

  @Test func `at each candidate the statistic of scores is the Z of the comparison of weeks`() throws {
    var random = RandomRows(seed: 12)
    let rows = random.draw(40)
    let fit = try #require(NonparametricFit(rows))
    let scores = RowScores(fit.curve).scores(of: rows, .wilcoxon)
    let mean = scores.reduce(0, +) / 40
    let series = series(scores.map { $0 - mean })
    let path = ScanStatistic(series, .scores).path(series.values)
    #expect(series.candidates == Array(5...35))
    for (candidate, z) in zip(series.candidates, path) {
      let test = try #require(
        ScoreTest(Array(rows[..<candidate]), Array(rows[candidate...]), score: .wilcoxon))
      #expect(isClose(z, test.z, 1e-6))
    }
  }

  @Test func `one failure among the first 5 of 100 starts is no 4.4 standard deviations`() throws {
    var values = [Double](repeating: 0, count: 100)
    values[2] = 1
    let series = series(values)
    let path = ScanStatistic(series, .failures).path(series.values)
    #expect(isClose(path.first, -2.489, 0.001))
    #expect(isClose(ScanStatistic(series, .failures).maximum(series.values), 2.489, 0.001))
  }

  @Test func `failures as expected give 0, more of them later a positive statistic`() {
    let even = series((0..<100).map { $0 % 10 == 0 ? 1 : 0 })
    let path = ScanStatistic(even, .failures).path(even.values)
    #expect(isClose(path[even.candidates.firstIndex(of: 50)!], 0, 1e-6))
    let late = series((0..<100).map { $0 >= 90 ? 1 : 0 })
    #expect(ScanStatistic(late, .failures).path(late.values).allSatisfy { $0 > 0 })
  }

  @Test func `a candidate never separates equal times`() {
    let series = ChangeSeries((0..<20).map { .init(time: Int64($0 / 10), stratum: "", value: Double($0)) })
    #expect(series.candidates == [10])
  }

  @Test(arguments: [1, 2, 3], [ScanStatistic.Kind.scores, .failures])
  func `the largest statistic of each shuffle is that of a shuffle and a scan apart`(
    strata: Int, kind: ScanStatistic.Kind
  ) {
    var random = SplitMix64(seed: UInt64(7 * strata))
    for count in [10, 11, 60, 300] {
      for share in [0.0, 0.02, 0.3, 1] {
        let series = ChangeSeries(
          (0..<count).map { row in
            // Some rows of equal time, and strata of which one may have no failure.
            .init(
              time: Int64(row / (1 + random.next(below: 2))), stratum: "\(random.next(below: strata))",
              value: kind == .scores ? random.unit() - 0.5 : random.unit() < share ? 1 : 0)
          })
        let statistic = ScanStatistic(series, kind)
        #expect(ScanPermutation.maxima(statistic, rounds: 50, seed: 3) == Self.maxima(statistic, rounds: 50, seed: 3))
      }
    }
  }

  /// What `ScanPermutation.maxima` does, step by step.
  private static func maxima(_ statistic: ScanStatistic, rounds: Int, seed: UInt64) -> [Double] {
    var generator = SplitMix64(seed: seed)
    var values = statistic.series.values
    return (0..<rounds).map { _ in
      for range in statistic.series.strata {
        for index in range.dropLast() {
          values.swapAt(index, index + generator.next(below: range.upperBound - index))
        }
      }
      return statistic.maximum(values)
    }
  }

  @Test func `shuffling stays within strata`() {
    // All that differs is the stratum: no shuffle changes the statistic.
    let strata = (0..<40).map { $0 % 3 == 0 ? "a" : "b" }
    let constant = series(strata.map { $0 == "a" ? 2 : -1 }, strata: strata)
    let shuffled = ScanPermutation.maxima(ScanStatistic(constant, .scores), rounds: 20, seed: 1)
    #expect(Set(shuffled).count == 1)
  }

  @Test func `adjusted p-values step down: the largest against all, the next against the rest`() {
    let maxima = [[1.0, 5, 1, 1], [2, 2, 2, 9], [1, 1, 1, 1]]
    // 4 rounds: 5 reached once by the first series and once by the second's 9; 3 by the second alone; 0 always.
    #expect(ScanPermutation.adjusted(observed: [5, 3, 0], maxima: maxima) == [0.6, 0.6, 1])
    // Without the first series the 3 stands against the 9 alone.
    #expect(ScanPermutation.adjusted(observed: [9.5, 3, 0], maxima: maxima) == [0.2, 0.4, 1])
  }

  @Test func `scores of known begins are those of the nonparametric estimate`() throws {
    var generator = SplitMix64(seed: 9)
    let ends = (0..<300).map { _ in 2_000 + 60_000 * generator.unit() * generator.unit() }
    let looks = ends.map { ((($0 / 1_000).rounded(.down)) * 1_000, (($0 / 1_000).rounded(.down) + 1) * 1_000) }
    let rows = looks.map { CensoredInterval(left: $0.0, right: $0.1) }
    let fit = try #require(NonparametricFit(rows))
    let known = RowScores(fit.curve).scores(of: rows, .wilcoxon)
    let bracketed = BracketScores(looks.map { JointRow(a: 0, b: 0, c: $0.0, e: $0.1) }).scores
    #expect(zip(known, bracketed).allSatisfy { abs($0 - $1) < 0.08 })
    // An open row lies above, one from which nothing follows in the middle.
    let wide = BracketScores(
      looks.map { JointRow(a: 0, b: 0, c: $0.0, e: $0.1) } + [JointRow(a: 0, b: 0, c: 30_000, e: .infinity)])
    #expect(try #require(wide.scores.last) < -0.7)
  }
}
