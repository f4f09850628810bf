import NBStatistics

/// How a search for changes does on many logs whose truth is known.
package struct ChangeStudy: Sendable {
  /// Logs searched, each a call with all its groups.
  package private(set) var calls = 0
  /// Calls that named a change where nothing had changed, in any series.
  package private(set) var falseAlarms = 0
  /// Calls that found the change in the series that has it.
  package private(set) var found = 0
  /// Calls whose largest statistic, among what changed, is in that series.
  package private(set) var leading = 0
  /// Of those found: the distance of the time from the truth, hours, ascending once `finish` has run.
  package private(set) var errors: [Double] = []
  /// Of those found: calls whose interval of the time holds the truth.
  package private(set) var covering = 0
  /// Of those found: the factor of the medians, or the difference of the rates.
  package private(set) var effects: [Double] = []
  /// Of those found: calls whose interval of the effect holds `trueEffect`.
  package private(set) var effectCovering = 0
  /// Calls that said that the polling changed.
  package private(set) var rhythms = 0

  /// - Parameters:
  ///   - fleets: the groups of each call: before, after, and where the change lies; the first one is looked at.
  ///   - measure: the series of the first group that has the change; nil: nothing changed anywhere.
  ///   - affected: series that may well change with it and are no false alarm.
  package init(
    _ fleets: [(before: Scenario, after: Scenario)], at share: Double, measure: ChangeMeasure?,
    affected: [ChangeMeasure] = [], trueEffect: Double = 1, calls: Int, firstSeed: UInt64 = 1, rounds: Int = 999
  ) {
    self.calls = calls
    let moment = ChangingFleet.moment(share)
    for call in 0..<calls {
      let groups = fleets.enumerated().map { number, fleet in
        ChangeGroup(
          name: "group \(number)",
          attempts: ChangingFleet(
            fleet.before, then: fleet.after, at: share, seed: (firstSeed + UInt64(call)) * 100 + UInt64(number)
          ).attempts)
      }
      let findings = ChangeSearch(groups, rounds: rounds).findings
      let changed = findings.filter { $0.verdict == .changed }
      if findings.contains(where: { $0.verdict == .rhythmChanged }) { rhythms += 1 }
      func isExpected(_ finding: ChangeFinding) -> Bool {
        finding.group == "group 0" && (finding.measure == measure || affected.contains(finding.measure))
      }
      if changed.contains(where: { !isExpected($0) }) { falseAlarms += 1 }
      guard let measure, let hit = changed.first(where: { $0.group == "group 0" && $0.measure == measure }),
        let point = hit.point
      else { continue }
      found += 1
      let largest = changed.max { abs($0.point?.statistic ?? 0) < abs($1.point?.statistic ?? 0) }
      if largest?.measure == measure { leading += 1 }
      if point.interval.contains(moment) { covering += 1 }
      let nearest = min(max(moment, point.time.lowerBound), point.time.upperBound)
      errors.append(Double(abs(nearest - moment)) / 3_600_000)
      guard let effect = hit.effect else { continue }
      let isRate = measure == .failureRate
      if let size = isRate ? effect.difference.estimate : effect.factor { effects.append(size) }
      let (low, high) =
        isRate ? (effect.difference.low, effect.difference.high) : (effect.factorLow, effect.factorHigh)
      if low ?? -.infinity <= trueEffect, trueEffect <= high ?? .infinity { effectCovering += 1 }
    }
    errors.sort()
    effects.sort()
  }

  /// The median of the errors of the time, hours; nil when nothing was found.
  package var medianError: Double? { errors.isEmpty ? nil : errors[errors.count / 2] }
  /// 90 % of the errors are not larger, hours.
  package var ninetiethError: Double? { errors.isEmpty ? nil : errors[errors.count * 9 / 10] }
  /// The median of the effects found.
  package var medianEffect: Double? { effects.isEmpty ? nil : effects[effects.count / 2] }
}
