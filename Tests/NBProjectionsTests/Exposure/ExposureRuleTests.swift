import NBBasics
import NBObservations
import Testing

@testable import NBProjections

private func seconds(_ values: Int64...) -> [Int64] { values.map { $0 * 1000 } }

@Suite struct ExposureRuleTests {
  @Test func `of observations of one instant the last wins, even if it goes on with an earlier spell - E2`() {
    let events = looks("R[S,C]", "08:00", "08:10") + looks("P[S]", "08:20") + looks("R[S,C]", "08:20", "08:30")
    let all = spells(of: events)
    #expect(all.map(\.count) == [4])
    #expect(all[0].lastAt == time("08:30"))
  }

  @Test func `an observation replaced in its instant leaves no capacity behind - E2 E18`() {
    let events =
      looks("P[S]", "08:00") { $0.volume?.capacity = 500 } + looks("P[S]", "08:00", "08:10")
      + looks("P[S]", "08:20") { $0.volume?.capacity = 4 }
    #expect(spells(of: events).map(\.facts.capacityShrank) == [false, true])
  }

  @Test func `what an answer leaves out is missing, not carried over - E3`() {
    let events = looks("P", "08:00") + looks("P", "08:10", "08:20") { $0.volume = nil }
    #expect(total(.storage, events, from: "08:00", until: "08:20").times == seconds(0, 300, 1200, 0))
  }

  @Test func `DELETED is gone like a 404 - E4 E10`() {
    let events = looks("P[S]", "08:00") + looks("DELETED[S,C]", "08:10", "12:00")
    #expect(total(.storage, events, from: "08:00", until: "14:00").times == seconds(0, 300, 600, 0))
  }

  @Test func `documented billing is certain only where it is inferred - E9`() {
    let documented = { (parameters: inout ExposureParameters) in parameters.assumesDocumentedBilling = true }
    let inferred = looks("R", "08:00", "08:10")
    #expect(total(.compute, inferred, from: "08:00", until: "08:10").times == seconds(0, 600, 600, 0))
    #expect(
      total(.compute, inferred, from: "08:00", until: "08:10", change: documented).times == seconds(600, 600, 600, 0))
    let listed = looks("STARTING[C]", "08:00", "08:10")
    #expect(
      total(.compute, listed, from: "08:00", until: "08:10", change: documented).times == seconds(0, 600, 600, 0))
  }

  @Test func `a long gap after gone counts if the instance comes back - E10`() {
    let back = looks("gone", "08:00", "10:00", "11:00") + looks("P[S]", "12:00")
    #expect(total(.storage, back, from: "08:00", until: "12:00").times == seconds(0, 0, 0, 14400))
    // As of an hour earlier it has not come back.
    #expect(total(.storage, back, from: "08:00", until: "12:00", asOf: "11:00").times == [0, 0, 0, 0])
  }

  @Test func `what came back was never gone: an ordinary N at the head and behind a free one - E4 E10 E13`() {
    let head = looks("gone", "08:00") + looks("P[S]", "08:10")
    #expect(total(.storage, head, from: "07:00", until: "08:00", asOf: "08:10").times == seconds(0, 0, 0, 3600))
    let free = looks("P", "08:00") { $0.feature = "DEFAULT" } + looks("gone", "10:00") + looks("P[S]", "10:10")
    #expect(total(.storage, free, from: "08:00", until: "10:00", asOf: "10:10").times == seconds(0, 0, 0, 7200))
  }

  @Test func `a long gap between free and free or gone counts nothing, between free and charged all - E10`() {
    let free = looks("P", "08:00", "10:00") { $0.feature = "default" }
    #expect(total(.storage, free, from: "08:00", until: "10:00").times == [0, 0, 0, 0])
    let gone = looks("P", "08:00") { $0.feature = "DEFAULT" } + looks("gone", "10:00")
    #expect(total(.storage, gone, from: "08:00", until: "10:00").times == [0, 0, 0, 0])
    let charged = looks("P", "08:00") { $0.feature = "DEFAULT" } + looks("P", "10:00")
    #expect(total(.storage, charged, from: "08:00", until: "10:00").times == seconds(0, 0, 0, 7200))
  }

  @Test func `a changed lease does not end the upper part - E12`() {
    func leased(_ minutes: Int64) -> (inout NotebookFacts) -> Void {
      { $0.lease = Lease(createAt: time("08:00"), duration: minutes * 60_000, enabled: true) }
    }
    let renewed = looks("R[S,C]", "08:55", change: leased(60)) + looks("P[S]", "09:07", change: leased(90))
    #expect(total(.compute, renewed, from: "08:55", until: "09:07").times == seconds(0, 300, 720, 0))
    let ended = looks("STARTING", "08:55", change: leased(60)) + looks("P", "09:07", change: leased(60))
    #expect(total(.compute, ended, from: "08:55", until: "09:07").times == seconds(0, 0, 600, 0))
  }

  @Test func `the head begins with the window or the instance's creation - E13`() {
    let known = looks("P[S]", "08:00", "08:10") {
      $0.lease = Lease(createAt: time("07:30"), duration: 1, enabled: false)
    }
    #expect(total(.compute, known, from: "06:00", until: "08:10").times == seconds(0, 0, 0, 1800))
    #expect(total(.compute, known, from: "07:50", until: "08:10").times == seconds(0, 0, 0, 600))
    #expect(total(.storage, looks("P[S]", "08:00"), from: "06:00", until: "08:00").times == seconds(0, 0, 0, 7200))
    #expect(total(.storage, looks("gone", "08:00"), from: "06:00", until: "08:00").times == [0, 0, 0, 0])
    let unbounded = ExposureParameters(from: nil, until: time("08:10"), asOf: time("08:10"))
    #expect(ExposureTotal(.compute, unbounded, spells(of: known)).times == [0, 0, 0, 0])
  }

  @Test func `the tail is unobserved after G or in class N, and its best ends with the lease - E14`() {
    let leased = looks("R[S,C]", "08:50") {
      $0.lease = Lease(createAt: time("08:00"), duration: minutes(60), enabled: true)
    }
    #expect(total(.compute, leased, from: "08:50", until: "09:05").times == seconds(0, 600, 900, 0))
    #expect(total(.storage, leased, from: "08:50", until: "09:05").times == seconds(0, 900, 900, 0))
    #expect(total(.compute, leased, from: "08:50", until: "09:00", asOf: "09:06").times == seconds(0, 0, 0, 600))
    #expect(total(.compute, looks("P[S]", "08:00"), from: "08:00", until: "08:10").times == seconds(0, 0, 0, 600))
    let late = looks("R[S,C]", "09:10") {
      $0.lease = Lease(createAt: time("08:00"), duration: minutes(60), enabled: true)
    }
    #expect(total(.compute, late, from: "09:10", until: "09:20").times == seconds(0, 600, 600, 0))
  }

  @Test func `free GB come off each category, and an unknown capacity proves nothing - E15`() {
    let events =
      looks("P[S]", "08:00") { $0.volume = Volume(category: "efs", capacity: 60) }
      + looks("P[S]", "08:06") { $0.volume = Volume(category: "EVS", capacity: 20) }
      + looks("P[S]", "08:12") { $0.volume = nil }
    let all = total(.storage, events, from: "08:00", until: "08:12") { $0.freeGB = ["EFS": 50] }
    // 0.1 h of 10 and 20 GB, then 0.1 h of 20 GB and an unknown volume.
    #expect(all.gbHours == ["1.000000", "3.500000", "4.000000"])
    #expect(
      total(.storage, looks("P[S]", "08:00", "08:10") { $0.volume = nil }, from: "08:00", until: "08:10").gbHours
        == ["0.000000", "0.000000", "0.000000"])
  }

  @Test func `no capacity overflows - E15`() {
    let huge = looks("P[S]", "2026-01-01 00:00", "2126-01-01 00:00") { $0.volume?.capacity = .max }
    let all = total(.storage, huge, from: "2026-01-01 00:00", until: "2126-01-01 00:00") { $0.longestGap = .max }
    #expect(all.sum.lowerGB == Int128(Int64.max) * Int128(all.sum.lower))
    let negative = looks("P[S]", "08:00", "08:10") { $0.volume?.capacity = .min }
    #expect(total(.storage, negative, from: "08:00", until: "08:10") { $0.freeGB = ["EVS": 50] }.sum.upperGB == 0)
  }

  @Test func `items are read trimmed and in any case - E6`() {
    let padded = looks("R[\u{00A0}Compute\t,sTORAGE ]", "08:00", "08:10")
    #expect(total(.compute, padded, from: "08:00", until: "08:10").times == seconds(600, 600, 600, 0))
    #expect(total(.storage, padded, from: "08:00", until: "08:10").flags == [])
  }

  @Test func `segments belong to the flavor of their first observation - E17`() {
    let events =
      looks("R[S,C]", "08:00", "08:10") { $0.flavor = "small" }
      + looks("R[S,C]", "08:20", "08:30") { $0.flavor = "large" }
    let all = spells(of: events)
    let parameters = ExposureParameters(from: time("08:00"), until: time("08:35"), asOf: time("08:35"))
    var best: [String: Int64] = [:]
    for piece in ExposureCalculator(.compute, parameters).pieces(of: all) where piece.countsBest {
      best[all[piece.spell].facts.flavor ?? "", default: 0] += piece.until - piece.from
    }
    #expect(best == ["small": minutes(20), "large": minutes(15)])
  }

  @Test func `a lease update or another name does not divide a spell - E20`() {
    let events =
      looks("R[S,C]", "08:00") { $0.lease = Lease(updateAt: time("07:00"), duration: 5) }
      + looks("R[S,C]", "08:10") {
        $0.lease = Lease(updateAt: time("08:05"), duration: 5)
        $0.name = "renamed"
        $0.updateAt = time("08:06")
      }
    #expect(spells(of: events).count == 1)
  }

  @Test func `a spell needs the log for a smaller G, or an as-of inside it - E20`() {
    let spell = spells(of: series("R[S,C]", "08:00", "09:00", every: 5))[0]
    #expect(!spell.needsLog(longestGap: minutes(5), asOf: time("09:00")))
    #expect(spell.needsLog(longestGap: minutes(5) - 1, asOf: time("09:00")))
    #expect(spell.needsLog(longestGap: minutes(5), asOf: time("08:59")))
    #expect(!spell.needsLog(longestGap: minutes(5), asOf: time("07:59")))
  }

  @Test func `bytes that are no state are refused, not trusted`() {
    var reader = StateReader([2, 1, 3])
    #expect(throws: StateCodingError.self) { try ExposureFold(from: &reader) }
  }
}
