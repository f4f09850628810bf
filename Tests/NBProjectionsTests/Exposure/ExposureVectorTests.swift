import NBObservations
import Testing

@testable import NBProjections

private func milliseconds(_ seconds: [Double]) -> [Int64] { seconds.map { Int64(($0 * 1000).rounded()) } }

@Test(arguments: exposureVectors)
func `twenty written-out histories have the figures worked out by hand - E1 to E17`(vector: ExposureVector) {
  // Merged as stored, and observation by observation.
  for mergedGap in [ExposureFold.mergedGap, -1] {
    let spells = spells(of: vector.events, asOf: time(vector.until), mergedGap: mergedGap)
    let compute = ExposureTotal(.compute, vector.parameters, spells)
    let storage = ExposureTotal(.storage, vector.parameters, spells)
    #expect(compute.times == milliseconds(vector.compute))
    #expect(storage.times == milliseconds(vector.storage))
    #expect(storage.gbHours == vector.gbHours)
    #expect(compute.gbHours == ["0.000000", "0.000000", "0.000000"])
    #expect(compute.flags.union(storage.flags).words == vector.flags)
  }
}

private func byBucket(
  _ number: Int, _ resource: ExposureResource, _ unit: CalendarBucket.Unit, utcOffset: Int64 = 0
) -> [String: ExposureSum] {
  let vector = exposureVectors[number - 1]
  let spells = spells(of: vector.events, asOf: time(vector.until))
  var sums: [String: ExposureSum] = [:]
  ExposureCalculator(resource, vector.parameters).forEachPiece(of: spells) { piece in
    piece.forEachBucket(unit, utcOffset: utcOffset) { sums[$0.label, default: ExposureSum()].add($1) }
  }
  return sums
}

@Test func `vector 8 divides at midnight - E19`() {
  let compute = byBucket(8, .compute, .day)
  #expect(
    compute.mapValues { [$0.lower, $0.best, $0.upper] }
      == ["2026-11-01": [0, 240_000, 240_000], "2026-11-02": [0, 60_000, 360_000]])
  #expect(byBucket(8, .storage, .day).mapValues(\.lower) == ["2026-11-01": 240_000, "2026-11-02": 360_000])
}

@Test func `vector 8 lies in one day of a zone that is ahead - E19`() {
  #expect(byBucket(8, .compute, .day, utcOffset: minutes(8 * 60)).mapValues(\.best) == ["2026-11-02": 300_000])
}

@Test func `vector 15 lies in week 53 of the old year - E19`() {
  #expect(byBucket(15, .storage, .week).mapValues(\.best) == ["2026-W53": 14_400_000])
  #expect(byBucket(15, .storage, .day).keys.sorted() == ["2026-12-31", "2027-01-01"])
}

@Test func `vector 1 is stored as two spells - E20`() {
  let stored = spells(of: exposureVectors[0].events)
  #expect(stored.map(\.count) == [13, 6])
  #expect(stored.map(\.maxGap) == [300_000, 300_000])
  #expect(stored.map(\.lastAt) == [time("09:00"), time("09:30")])
}
