import Testing

@testable import NBStatistics

/// Competing risks (rule Q2 of docs/statistics.md).
struct CompetingRisksTests {
  static let golden: [CompetingRow] = [1, 2, 0, 1, 0, 1, 2, 0].enumerated().map { position, code in
    let time = Double(position + 1)
    let cause = CompetingCause(rawValue: code) ?? .pending
    return CompetingRow(
      cause == .pending ? CensoredInterval(left: time, right: .infinity) : CensoredInterval(exact: time), cause)
  }

  @Test func `eight exact times with causes give the known sub-distributions and residual`() throws {
    let fit = try #require(CompetingRisksFit(Self.golden))
    let ready = fit.curve(.ready)
    #expect(isClose(ready.cumulativeLow(at: 1), 0.125, 1e-9))
    #expect(isClose(ready.cumulativeLow(at: 4), 0.275, 1e-9))
    #expect(isClose(ready.cumulativeLow(at: 6), 0.475, 1e-9))
    let failed = fit.curve(.failed)
    #expect(isClose(failed.cumulativeLow(at: 2), 0.125, 1e-9))
    #expect(isClose(failed.cumulativeLow(at: 7), 0.325, 1e-9))
    #expect(isClose(fit.residual, 0.2, 1e-9))
    #expect(fit.certificateGap <= 1e-8)
  }

  @Test func `over all starts a quantile may not be reached, given ready it is`() throws {
    let fit = try #require(CompetingRisksFit(Self.golden))
    let ready = fit.curve(.ready)
    #expect(ready.quantile(0.5) == nil)
    // Given ready the masses are 5/19, 6/19 and 8/19.
    #expect(ready.quantile(0.5, of: ready.total)?.estimate == 4)
    #expect(ready.quantile(0.6, of: ready.total)?.estimate == 6)
  }

  @Test func `with ready rows alone it is the nonparametric estimate`() throws {
    var random = RandomRows(seed: 11)
    let rows = random.draw(60).filter { $0.right.isFinite }
    let one = try #require(CompetingRisksFit(rows.map { CompetingRow($0, .ready) }))
    let two = try #require(NonparametricFit(rows))
    #expect(one.curve(.ready) == two.curve)
    #expect(one.residual == 0)
  }

  @Test(arguments: 1...30) func `every fit ends on its certificate and all mass is accounted for`(seed: UInt64) throws {
    var random = RandomRows(seed: 600 + seed)
    var generator = SplitMix64(seed: seed)
    let rows = random.draw(40 + Int(seed) * 5).map { row in
      row.right.isFinite
        ? CompetingRow(row, [.ready, .ready, .ready, .failed, .withdrawn][generator.next(below: 5)])
        : CompetingRow(row, .pending)
    }
    let fit = try #require(CompetingRisksFit(rows))
    #expect(fit.certificateGap <= 1e-8)
    let total = [CompetingCause.ready, .failed, .withdrawn].reduce(fit.residual) { $0 + fit.curve($1).total }
    #expect(isClose(total, 1, 1e-9))
  }

  @Test func `left ends of pending starts bound the intervals of every cause`() throws {
    let fit = try #require(
      CompetingRisksFit([
        CompetingRow(CensoredInterval(left: 1.0, right: 7), .ready),
        CompetingRow(CensoredInterval(left: 3.0, right: .infinity), .pending),
      ]))
    // All mass in (3, 7] explains both rows in full.
    let piece = try #require(fit.curve(.ready).pieces.first)
    #expect(piece.left == 3 && piece.right == 7 && isClose(piece.mass, 1, 1e-9))
    #expect(isClose(fit.residual, 0, 1e-9) && isClose(fit.logLikelihood, 0, 1e-9))
  }

  @Test func `rows of pending starts alone leave all mass with unknown cause`() throws {
    let fit = try #require(
      CompetingRisksFit([CompetingRow(CensoredInterval(left: 5.0, right: .infinity), .pending)]))
    #expect(fit.residual == 1 && fit.curve(.ready).total == 0)
    #expect(fit.curve(.ready).quantile(0.5, of: fit.curve(.ready).total) == nil)
  }

  @Test func `a group that only failed has no time to ready`() throws {
    let fit = try #require(CompetingRisksFit([CompetingRow(CensoredInterval(left: 1.0, right: 4), .failed)]))
    #expect(isClose(fit.curve(.failed).total, 1, 1e-12) && fit.curve(.ready).pieces.isEmpty)
  }
}
