import NBStatistics

/// When one start was looked at: whole milliseconds after the request, ascending, the last poll before it included.
struct PollSchedule {
  private let scenario: Scenario
  private let phase: Double
  private let outage: ClosedRange<Double>?

  init(_ scenario: Scenario, around typical: Double, _ generator: inout SplitMix64) {
    self.scenario = scenario
    phase = generator.unit() * scenario.pollGap
    if generator.happens(scenario.outageChance) {
      let begin = (generator.unit() * 1.5 - 0.5) * typical
      outage = begin...(begin + scenario.outageLength)
    } else {
      outage = nil
    }
  }

  /// The looks from the last one before the request up to the first at or after `end`, in an unbroken line.
  func looks(until end: Double, _ generator: inout SplitMix64) -> [Int64] {
    var looks: [Int64] = []
    var before: Int64?
    var number = -((scenario.outageLength / scenario.pollGap).rounded(.up) + 2)
    while true {
      let moved = (generator.unit() * 2 - 1) * scenario.jitter / 2
      let exact = phase + (number + moved) * scenario.pollGap
      number += 1
      if let outage, outage.contains(exact) { continue }
      let time = Int64(exact.rounded())
      if time <= 0 {
        before = time
        continue
      }
      if looks.isEmpty, let before { looks.append(before) }
      if let last = looks.last, time <= last { continue }
      looks.append(time)
      if Double(time) >= end { return looks }
    }
  }
}
