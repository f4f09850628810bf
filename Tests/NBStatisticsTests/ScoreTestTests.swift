import Testing

@testable import NBStatistics

/// Week against week (rule Q10 of docs/statistics.md).
struct ScoreTestTests {
  @Test func `the log-rank type gives the known figures on the cosmesis data`() throws {
    let test = try #require(ScoreTest(Cosmesis.radiotherapy, Cosmesis.chemotherapy))
    #expect(isClose(test.u, -9.944182, 1e-5) && isClose(test.v, 13.727984, 1e-5))
    #expect(isClose(test.z, -2.683896, 1e-5) && isClose(test.normalP, 0.007277, 1e-5))
    #expect(isClose(test.scoreSum, 0, 1e-5))
  }

  @Test func `the Wilcoxon type gives the known figures on the cosmesis data`() throws {
    let test = try #require(ScoreTest(Cosmesis.radiotherapy, Cosmesis.chemotherapy, score: .wilcoxon))
    #expect(isClose(test.u, -5.656724, 1e-5) && isClose(test.v, 6.813210, 1e-5))
    #expect(isClose(test.z, -2.167151, 1e-5) && isClose(test.normalP, 0.030223, 1e-5))
  }

  @Test func `below 200 rows p comes from permutations, the same each time, near the normal one`() throws {
    let test = try #require(ScoreTest(Cosmesis.radiotherapy, Cosmesis.chemotherapy))
    #expect(test.p != test.normalP && abs(test.p - test.normalP) < 0.004)
    #expect(test.p == ScoreTest(Cosmesis.radiotherapy, Cosmesis.chemotherapy)?.p)
    // A whole number of ten-thousandths, and never 0.
    #expect(isClose((test.p * 10_000).rounded(), test.p * 10_000, 1e-9) && test.p >= 1e-4)
  }

  @Test func `from 200 rows on p is the normal one`() throws {
    var random = RandomRows(seed: 77)
    let test = try #require(ScoreTest(random.draw(100), random.draw(100)))
    #expect(test.p == test.normalP)
  }

  @Test(arguments: 1...15) func `scores sum to zero at the pooled estimate`(seed: UInt64) throws {
    var random = RandomRows(seed: 700 + seed)
    for score in [ScoreTest.Score.finkelstein, .wilcoxon] {
      let test = try #require(ScoreTest(random.draw(120), random.draw(90), score: score))
      #expect(isClose(test.scoreSum, 0, 1e-5))
    }
  }

  @Test func `exchanging the weeks changes the sign alone`() throws {
    let one = try #require(ScoreTest(Cosmesis.radiotherapy, Cosmesis.chemotherapy))
    let two = try #require(ScoreTest(Cosmesis.chemotherapy, Cosmesis.radiotherapy))
    #expect(isClose(one.u, -two.u, 1e-9) && isClose(one.v, two.v, 1e-9))
  }

  @Test func `equal rows or an empty week leave nothing to test`() {
    let equal = [CensoredInterval](repeating: CensoredInterval(exact: 3), count: 5)
    #expect(ScoreTest(equal, equal) == nil)
    #expect(ScoreTest([], equal) == nil)
  }

  @Test func `every division as extreme as the only two makes p one`() throws {
    let test = try #require(ScoreTest([CensoredInterval(exact: 1)], [CensoredInterval(exact: 2)]))
    #expect(test.p == 1)
  }
}
