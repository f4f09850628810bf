import NBBasics
import NBObservations
import Testing

@testable import NBProjections

@Test(arguments: 0..<8)
func `the truth lies between lower and upper with unobserved - E10 to E15`(batch: Int) {
  var proven = 0
  for seed in (batch * 50)..<((batch + 1) * 50) {
    var numbers = SeededNumbers(seed: UInt64(seed))
    let simulation = ExposureSimulation(&numbers, longestGap: 900_000)
    let spells = spells(of: simulation.events)
    let first = spells[0].firstAt
    let end = simulation.phases[simulation.phases.count - 1].until - first.milliseconds
    for _ in 0..<4 {
      let from = first + numbers.number(-3_600_000...end)
      let until = from + numbers.number(1...end)
      // Every observation of the life counts; the as-of lies at its end.
      let asOf = Instant(milliseconds: simulation.phases[simulation.phases.count - 1].until - 1)
      let parameters = ExposureParameters(from: from, until: min(until, asOf), asOf: asOf)
      guard from < parameters.until else { continue }
      for resource in ExposureResource.allCases {
        let sum = ExposureTotal(resource, parameters, spells).sum
        let truth = simulation.truth(resource, from: from, until: parameters.until)
        #expect(sum.lower <= truth.time && truth.time <= sum.upper + sum.unobserved, "seed \(seed) \(resource)")
        #expect(sum.lowerGB <= truth.gb, "seed \(seed) \(resource)")
        // No volume of the simulation exceeds 405 GB.
        let most = sum.upperGB + Int128(resource == .storage ? 405 * sum.unobserved : 0)
        #expect(truth.gb <= most, "seed \(seed) \(resource)")
        if sum.lower > 0 { proven += 1 }
      }
    }
  }
  // The bounds say something: many windows have time that is certain.
  #expect(proven > 20)
}
