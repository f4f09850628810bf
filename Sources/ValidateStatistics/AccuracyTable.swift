import NBStatistics
import StatisticsSimulator

/// Error of the joint estimate of step 2 by polling, a line a scenario.
enum AccuracyTable {
  private struct Line {
    let scenario: Scenario
    let fleets: Int
    var modelInterval = false
    /// What is promised of the signed mean errors of p50 and p90; nil: shown, not promised.
    var promise: (median: Double, ninetieth: Double)?
  }

  private static let minute = Scenario("every minute", starts: 200, pollGap: 60_000)

  private static let lines: [Line] = [
    Line(scenario: minute, fleets: 100, modelInterval: true, promise: (0.06, 0.15)),
    Line(scenario: minute.with { $0.starts = 1_000 }, fleets: 40, promise: (0.04, 0.15)),
    Line(
      scenario: minute.with {
        $0.name += ", complete lists"
        $0.listsWhenRunning = true
      }, fleets: 40),
    Line(
      scenario: minute.with {
        $0.name += ", jitter, 10 % fail, 10 % unfinished"
        ($0.jitter, $0.failureShare, $0.unfinishedShare) = (0.3, 0.1, 0.1)
      }, fleets: 40),
    Line(scenario: spread(0.5), fleets: 40),
    Line(scenario: spread(0.3), fleets: 40),
    Line(scenario: polls(2_000, "every 2 s"), fleets: 40, modelInterval: true),
    Line(scenario: polls(10_000, "every 10 s"), fleets: 40),
    Line(scenario: polls(30_000, "every 30 s"), fleets: 40),
    Line(scenario: polls(120_000, "every 2 min"), fleets: 40),
    Line(scenario: polls(300_000, "every 5 min"), fleets: 40),
    Line(scenario: polls(10_000, "every 10 s, requests unseen").with { $0.requestedShare = 0 }, fleets: 40),
    Line(
      scenario: minute.with {
        $0.name += ", requests unseen"
        $0.requestedShare = 0
      }, fleets: 40),
  ]

  private static func spread(_ spread: Double) -> Scenario {
    minute.with {
      $0.name += ", ln d spread \(tenths(spread))"
      $0.steps = $0.steps.map { LogNormal(median: $0.median, spread: spread) }
    }
  }

  private static func polls(_ gap: Double, _ name: String) -> Scenario {
    minute.with { ($0.pollGap, $0.name) = (gap, name) }
  }

  static func markdown() -> String {
    var text = [
      "### Error of the joint estimate of step 2", "",
      "True median 22.5 s. Signed mean errors over the fleets; scatter is the standard deviation between fleets; naive",
      "is the median of the first polls to see each change; model is how often the bootstrap interval of p50 holds.",
      "",
      "| scenario | starts | fleets | p50 error | p50 scatter | p90 error | naive p50 | model | promise |",
      "|---|---:|---:|---:|---:|---:|---:|---:|---|",
    ]
    for line in lines {
      let study = AccuracyStudy(
        line.scenario, fleets: line.fleets, firstSeed: 1, modelInterval: line.modelInterval)
      let model = study.modelIntervals > 0 ? percent(Double(study.modelCovering) / Double(study.modelIntervals)) : ""
      text.append(
        "| \(line.scenario.name) | \(line.scenario.starts) | \(line.fleets) | \(percent(study.medianError))"
          + " | \(tenths(study.medianScatter / 1_000)) s | \(percent(study.ninetiethError))"
          + " | \(tenths(study.naiveMedian / 1_000)) s | \(model) | \(verdict(line, study)) |")
    }
    text.append("")
    return text.joined(separator: "\n")
  }

  private static func verdict(_ line: Line, _ study: AccuracyStudy) -> String {
    guard let promise = line.promise else { return "" }
    let isKept = abs(study.medianError) <= promise.median && abs(study.ninetiethError) <= promise.ninetieth
    return "p50 \(percent(promise.median)), p90 \(percent(promise.ninetieth)): \(isKept ? "kept" : "**broken**")"
  }
}
