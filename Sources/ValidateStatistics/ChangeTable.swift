import NBStatistics
import StatisticsSimulator

/// False alarms, power and the error of the time found of the search for changes.
enum ChangeTable {
  static func markdown() -> String { [falseAlarms(), latencies(), failureRates()].joined(separator: "\n") }

  private static func scenario(_ starts: Int, _ gap: Double) -> Scenario {
    Scenario("", starts: starts, pollGap: gap).with { ($0.failureShare, $0.unfinishedShare) = (0.08, 0.05) }
  }

  private static func slower(_ scenario: Scenario, _ factor: Double) -> Scenario {
    scenario.with { $0.steps[1] = $0.steps[1].stretched(by: factor) }
  }

  // MARK: Nothing changed

  private static func same(_ scenarios: [Scenario]) -> [(before: Scenario, after: Scenario)] {
    scenarios.map { ($0, $0) }
  }

  private static func falseAlarms() -> String {
    let calls = 300
    let minute = 60_000.0
    typealias Line = (name: String, groups: [(before: Scenario, after: Scenario)], share: Double)
    let lines: [Line] = [
      ("every 10 s, 4 groups of 60", same(.init(repeating: scenario(60, 10_000), count: 4)), 0.5),
      ("every minute, 4 groups of 60", same(.init(repeating: scenario(60, minute), count: 4)), 0.5),
      ("every minute, 8 groups of 25", same(.init(repeating: scenario(25, minute), count: 8)), 0.5),
      ("every 10 s, 1 group of 500", same([scenario(500, 10_000)]), 0.5),
      (
        "groups of 100 every 10 s, 30 s, 1 min, 2 min",
        same([10_000, 30_000, minute, 120_000].map { scenario(100, $0) }), 0.5
      ),
      (
        "every minute, requests unseen, jitter, 4 groups of 60",
        same(
          .init(
            repeating: scenario(60, minute).with { ($0.requestedShare, $0.jitter) = (0, 0.3) }, count: 4)), 0.5
      ),
      (
        "every 10 s, a third fails, outages, 4 groups of 60",
        same(
          .init(
            repeating: scenario(60, 10_000).with {
              ($0.failureShare, $0.outageChance, $0.outageLength) = (0.33, 0.1, 300_000)
            }, count: 4)), 0.5
      ),
      ("from every 10 s to every minute at 1/2, 1 group of 200", [(scenario(200, 10_000), scenario(200, minute))], 0.5),
      ("from every 10 s to every 15 s at 1/2, 1 group of 200", [(scenario(200, 10_000), scenario(200, 15_000))], 0.5),
      ("from every 10 s to every 19 s at 1/2, 1 group of 200", [(scenario(200, 10_000), scenario(200, 19_000))], 0.5),
      ("from every 10 s to every 19 s at 1/4, 1 group of 200", [(scenario(200, 10_000), scenario(200, 19_000))], 0.25),
    ]
    var text = [
      "### Change points: where nothing changed", "",
      "How many of \(calls) calls named any change, of the time to ready, of one of four steps or of the failure rate, in any",
      "group; and how many said that the polling changed.", "",
      "| scenario | series | false alarms | polling named |", "|---|---:|---:|---:|",
    ]
    for line in lines {
      let study = ChangeStudy(line.groups, at: line.share, measure: nil, calls: calls)
      text.append(
        "| \(line.name) | \(line.groups.count * 6) | \(share(study.falseAlarms, calls)) | \(share(study.rhythms, calls)) |"
      )
    }
    return (text + [""]).joined(separator: "\n")
  }

  // MARK: Something changed

  private static let quiet = scenario(60, 10_000)

  private static func latencies() -> String {
    let calls = 60
    var text = [
      "### Change points: step 2 became slower", "",
      "One group of the given size among three of 60 starts that did not change, \(calls) calls. Found: step 2 of that group was",
      "named. First: it had the largest statistic of all. Error: hours between the time named and the truth, of a week, median",
      "and 90 %. Time, factor: how often their 95 % intervals hold the truth.", "",
      "| polls | starts | at | factor | found | first | error | time | factor found | factor | elsewhere |",
      "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    var lines: [(gap: Double, starts: Int, share: Double, factor: Double)] = []
    for gap in [10_000.0, 60_000] {
      for starts in [50, 100, 200, 500] {
        for factor in [1.5, 2, 3] { lines.append((gap, starts, 0.5, factor)) }
      }
      for share in [0.25, 0.75] { lines.append((gap, 200, share, 2)) }
    }
    for line in lines {
      let before = scenario(line.starts, line.gap)
      let others = scenario(60, line.gap)
      let study = ChangeStudy(
        [(before, slower(before, line.factor))] + same(.init(repeating: others, count: 3)), at: line.share,
        measure: .step(2), affected: [.start], trueEffect: line.factor, calls: calls)
      text.append(
        "| \(Int(line.gap / 1_000)) s | \(line.starts) | \(quarters(line.share)) | \(tenths(line.factor)) | "
          + cells(study, calls) + " |")
    }
    return (text + [""]).joined(separator: "\n")
  }

  private static func failureRates() -> String {
    let calls = 60
    var text = [
      "### Change points: more starts fail", "",
      "The same of the failure rate, polls every 10 s; the effect is the difference of the rates.", "",
      "| failing | starts | at | found | first | error | time | difference found | difference | elsewhere |",
      "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for (low, high) in [(0.02, 0.1), (0.03, 0.2), (0.05, 0.4)] {
      for (starts, at) in [(50, 0.5), (100, 0.5), (200, 0.5), (500, 0.5), (200, 0.25), (200, 0.75)] {
        let before = scenario(starts, 10_000).with { $0.failureShare = low }
        let study = ChangeStudy(
          [(before, before.with { $0.failureShare = high })] + same(.init(repeating: quiet, count: 3)), at: at,
          measure: .failureRate, trueEffect: high - low, calls: calls)
        text.append(
          "| \(percent(low)) to \(percent(high)) | \(starts) | \(quarters(at)) | " + cells(study, calls) + " |")
      }
    }
    return (text + [""]).joined(separator: "\n")
  }

  private static func cells(_ study: ChangeStudy, _ calls: Int) -> String {
    let error = study.medianError.map { "\(tenths($0)), \(tenths(study.ninetiethError ?? $0)) h" } ?? ""
    let effect = study.medianEffect.map { "\(Double(Int(($0 * 100).rounded())) / 100)" } ?? ""
    return [
      share(study.found, calls), share(study.leading, study.found), error, share(study.covering, study.found), effect,
      share(study.effectCovering, study.found), share(study.falseAlarms, calls),
    ].joined(separator: " | ")
  }

  private static func share(_ part: Int, _ whole: Int) -> String {
    whole == 0 ? "" : percent(Double(part) / Double(whole))
  }

  private static func quarters(_ share: Double) -> String { ["1/4", "1/2", "3/4"][Int((share * 4).rounded()) - 1] }
}
