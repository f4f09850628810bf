import NBBasics
import NBObservations
import Testing

@testable import NBProjections

private func present(
  _ events: [FoldEvent], from: String = "00:00", until: String = "23:00", asOf: String
) -> StorageOnlySpell? {
  StorageOnly.present(
    of: spells(of: events, asOf: time(asOf)),
    ExposureParameters(from: time(from), until: time(until), asOf: time(asOf)))
}

private let stopped = series("R[S,C]", "08:00", "09:00", every: 10) + series("P[S]", "09:10", "12:00", every: 10)

@Test func `storage-only time begins midway between the last run and the first stop - E22`() {
  let spell = present(stopped, asOf: "12:00")
  #expect(spell?.since == time("09:05"))
  #expect(spell?.until == time("12:00"))
  #expect(spell?.gbMilliseconds == Int128(5 * minutes(175)))
}

@Test func `storage-only time goes on to the as-of while it is observed - E22`() {
  #expect(present(stopped, asOf: "12:15")?.until == time("12:15"))
  #expect(present(stopped, asOf: "12:16") == nil)
}

@Test func `storage-only time is clipped to the window - E22`() {
  let late = present(stopped, from: "10:00", asOf: "12:00")
  #expect(late?.since == time("10:00"))
  #expect(late?.gbMilliseconds == Int128(5 * minutes(120)))
  let early = present(stopped, until: "11:00", asOf: "12:00")
  #expect(early?.since == time("09:05"))
  #expect(early?.until == time("11:00"))
  #expect(early?.gbMilliseconds == Int128(5 * minutes(115)))
  #expect(present(stopped, until: "09:05", asOf: "12:00") == nil)
}

@Test func `an instance that runs, is gone or has no charged volume is not storage-only - E22`() {
  #expect(present(series("R[S,C]", "08:00", "09:00", every: 10), asOf: "09:00") == nil)
  #expect(present(looks("P[S]", "08:00") + looks("gone", "08:10"), asOf: "08:10") == nil)
  #expect(present(looks("P[]", "08:00", "08:10"), asOf: "08:10") == nil)
}

@Test func `unobserved time interrupts storage-only time - E22`() {
  let spell = present(looks("P[S]", "08:00", "08:10", "12:00", "12:10"), asOf: "12:10")
  #expect(spell?.since == time("12:00"))
}

@Test func `an instance first seen stopped at the as-of has no storage-only time yet - E22`() {
  #expect(present(looks("P[S]", "08:00"), asOf: "08:00") == nil)
}

@Test func `storage-only time is STORAGE best minus its overlap with COMPUTE best - E22`() {
  for history in exposureHistories[..<2000] {
    let spells = history.spells()
    let storage = ExposureCalculator(.storage, history.parameters).pieces(of: spells)
    let compute = ExposureCalculator(.compute, history.parameters).pieces(of: spells)
    var overlap: Int64 = 0
    for left in storage where left.countsBest {
      for right in compute where right.countsBest {
        overlap += max(0, min(left.until, right.until) - max(left.from, right.from))
      }
    }
    let stretches = StorageOnly.stretches(storage: storage, compute: compute)
    let length = stretches.reduce(0) { $0 + ($1.until - $1.from) }
    #expect(length == ExposureTotal(storage).sum.best - overlap)
    #expect(zip(stretches, stretches.dropFirst()).allSatisfy { $0.until <= $1.from })
  }
}
