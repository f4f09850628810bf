import NBSQLite
import NBStatistics

/// `nb_changes(group_key, stratum, outcome, begin_low, begin_high, end_low, end_high, last_applied, server_total, gaps, steps)`: where
/// latencies and failure rates of the groups changed, as a JSON array with an object for each measure of each group, the surest
/// change first. One call for all groups: the p-values are adjusted for everything that it sees. Milliseconds.
final class ChangesAggregate: Aggregate {
  private var groups: [String: [ChangeAttempt]] = [:]

  func step(_ arguments: [Value]) throws {
    guard let attempt = AttemptText.attempt(arguments[2...], stratum: arguments[1].text ?? "") else { return }
    groups[arguments[0].text ?? "", default: []].append(attempt)
  }

  func finish() -> Value {
    let search = ChangeSearch(
      groups.sorted { $0.key < $1.key }.map { ChangeGroup(name: $0.key, attempts: $0.value) })
    let ordered = search.findings.enumerated().sorted { one, two in
      let (first, second) = (Self.place(one.element), Self.place(two.element))
      return first == second ? one.offset < two.offset : first < second
    }
    return .text("[" + ordered.map { Self.json($0.element) }.joined(separator: ",") + "]")
  }

  /// What comes first: changes, by their statistic, then what cannot be compared, what did not change, too few.
  private static func place(_ finding: ChangeFinding) -> (Int, Double) {
    switch finding.verdict {
    case .changed: (0, -abs(finding.point?.statistic ?? 0))
    case .rhythmChanged: (1, -abs(finding.point?.statistic ?? 0))
    case .unchanged: (2, 0)
    case .tooFew: (3, 0)
    }
  }

  private static func json(_ finding: ChangeFinding) -> String {
    var json = JSONObjectText()
    json.add("group", finding.group)
    switch finding.measure {
    case .start: json.add("measure", "start")
    case .step(let number):
      json.add("measure", "step")
      json.add("step", number)
    case .failureRate: json.add("measure", "failure_rate")
    }
    json.add("verdict", word(finding))
    json.add("n", finding.n)
    if let point = finding.point, let effect = finding.effect {
      for (name, instant) in [
        ("since_low", point.time.lowerBound), ("since_high", point.time.upperBound),
        ("since_earliest", point.interval.lowerBound), ("since_latest", point.interval.upperBound),
      ] { json.add(name, Int(instant)) }
      for (name, side) in [("before", effect.before), ("after", effect.after)] {
        json.add(name + "_n", side.n)
        if let failed = side.failed { json.add(name + "_failed", failed) }
        json.add(name, side.estimate)
        json.add(name + "_low", side.low)
        json.add(name + "_high", side.high)
      }
      json.add("factor", effect.factor)
      json.add("factor_low", effect.factorLow)
      json.add("factor_high", effect.factorHigh)
      json.add("difference", effect.difference.estimate)
      json.add("difference_low", effect.difference.low)
      json.add("difference_high", effect.difference.high)
      json.add("gap_before", finding.medianGaps.before)
      json.add("gap_after", finding.medianGaps.after)
    }
    json.add("p", finding.p)
    return json.text
  }

  private static func word(_ finding: ChangeFinding) -> String {
    switch finding.verdict {
    case .changed:
      switch (finding.measure, (finding.point?.statistic ?? 0) > 0) {
      case (.failureRate, true): "fails_more"
      case (.failureRate, false): "fails_less"
      case (_, true): "slower"
      case (_, false): "quicker"
      }
    case .unchanged: "unchanged"
    case .tooFew: "too_few"
    case .rhythmChanged: "not_comparable"
    }
  }
}
