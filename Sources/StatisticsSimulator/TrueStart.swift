import NBStatistics

/// What really happened in one start, in milliseconds after the request.
package struct TrueStart {
  /// When each step ended if nothing stopped the start; the last one is ready.
  package let ends: [Double]
  /// When and in which step (from 0) it failed; nil if it did not.
  package let failure: (time: Double, step: Int)?
  /// When it was cancelled; nil if it was not.
  let cancelled: Double?
  /// When watching ended; nil if it went on.
  let lastLook: Double?

  /// How long the steps of one start take.
  static func durations(_ scenario: Scenario, _ generator: inout SplitMix64) -> [Double] {
    let drawn = scenario.steps.map { $0.draw(&generator) }
    guard scenario.sharedSpread > 0 else { return drawn }
    let factor = LogNormal(median: 1, spread: scenario.sharedSpread).draw(&generator)
    return drawn.map { $0 * factor }
  }

  /// Failing or not, and withdrawing or not, are independent of how long the steps take: so the distribution given
  /// completion is the true one.
  package static func draw(_ scenario: Scenario, _ generator: inout SplitMix64) -> TrueStart {
    var ends: [Double] = []
    var time = 0.0
    for duration in durations(scenario, &generator) {
      time += duration
      ends.append(time)
    }
    var failure: (Double, Int)?
    if generator.happens(scenario.failureShare) {
      let step = generator.next(below: ends.count)
      let began = step == 0 ? 0 : ends[step - 1]
      failure = (began + generator.unit() * (ends[step] - began), step)
    }
    // An exponential limit that about this share of the starts does not outrun.
    let typical = scenario.steps.reduce(0) { $0 + $1.median } * 1.1
    var limit = Double.infinity
    if scenario.unfinishedShare > 0 { limit = generator.exponential(mean: typical / scenario.unfinishedShare) }
    let isCancelled = generator.happens(0.5)
    return TrueStart(
      ends: ends, failure: failure, cancelled: isCancelled && limit.isFinite ? limit : nil,
      lastLook: !isCancelled && limit.isFinite ? limit : nil)
  }

  /// When something other than time ended the start, and what.
  package enum Outcome { case ready, failed, cancelled }

  package var outcome: (time: Double, outcome: Outcome) {
    var found: (Double, Outcome) = (ends[ends.count - 1], .ready)
    if let failure, failure.time < found.0 { found = (failure.time, .failed) }
    if let cancelled, cancelled < found.0 { found = (cancelled, .cancelled) }
    return found
  }
}
