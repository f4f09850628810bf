import NBStatistics
import StatisticsSimulator

/// Error, coverage and width of the estimates from paths, a line a scenario.
enum PathTable {
  private struct Line {
    let scenario: Scenario
    var fleets = 60
  }

  private static func polls(_ seconds: Double, _ starts: Int, _ name: String = "") -> Scenario {
    let gap = seconds < 120 ? "\(tenths(seconds).split(separator: ".")[0]) s" : "\(Int(seconds / 60)) min"
    return Scenario("every \(gap)\(name)", starts: starts, pollGap: seconds * 1_000)
  }

  private static func twoPopulations(_ scenario: Scenario) -> Scenario {
    scenario.with {
      $0.name += ", two populations (60 % 5 s, 40 % 90 s)"
      $0.steps[1] = .either(0.6, LogNormal(median: 5_000, spread: 0.3), LogNormal(median: 90_000, spread: 0.3))
    }
  }

  private static func spread(_ spread: Double) -> Scenario {
    polls(60, 200, ", ln d spread \(tenths(spread))").with {
      $0.steps = $0.steps.map { .logNormal(median: $0.median, spread: spread) }
    }
  }

  private static func unseen(_ seconds: Double, _ starts: Int) -> Scenario {
    polls(seconds, starts, ", requests unseen").with { $0.requestedShare = 0 }
  }

  private static let lines: [Line] = [
    Line(scenario: polls(2, 200)), Line(scenario: polls(10, 200)), Line(scenario: polls(30, 200)),
    Line(
      scenario: polls(60, 12, ", 30 % fail, 20 % unfinished").with {
        ($0.failureShare, $0.unfinishedShare) = (0.3, 0.2)
      }),
    Line(scenario: polls(60, 50)), Line(scenario: polls(60, 200)), Line(scenario: polls(60, 1_000), fleets: 20),
    Line(scenario: polls(120, 200)), Line(scenario: polls(300, 200)), Line(scenario: polls(300, 1_000), fleets: 20),
    Line(scenario: spread(0.3)), Line(scenario: spread(1)),
    Line(scenario: twoPopulations(polls(60, 200))), Line(scenario: twoPopulations(polls(60, 1_000)), fleets: 20),
    Line(scenario: twoPopulations(polls(10, 200))),
    Line(
      scenario: polls(60, 200, ", Pareto tail 1.8").with {
        $0.steps[1] = .logLogistic(median: 22_500, tail: 1.8)
      }),
    Line(
      scenario: polls(60, 200, ", a tenth of durations 0").with {
        $0.steps[1] = .zeroOr(0.1, LogNormal(median: 22_500, spread: 0.7))
      }),
    Line(scenario: unseen(10, 200)), Line(scenario: unseen(60, 200)), Line(scenario: unseen(60, 1_000), fleets: 20),
    Line(scenario: polls(60, 200, ", every 2 s or 5 min").with { $0.rhythms = [2_000, 60_000, 300_000] }),
    Line(
      scenario: polls(60, 200, ", outages of 10 min in 20 %").with {
        ($0.outageChance, $0.outageLength) = (0.2, 600_000)
      }),
    Line(scenario: polls(60, 200, ", server totals").with { $0.givesServerTotals = true }),
    Line(scenario: polls(60, 200, ", a factor of spread 0.5 on all steps").with { $0.sharedSpread = 0.5 }),
  ]

  static func markdown() -> String {
    var text = [
      "### Step 2: error, coverage and width", "",
      "Means over the fleets, in % of the truth; width is the median width of the 95 % interval; before is the p50 error of",
      "the estimate of each step alone that 0.1.0 printed, naive that of the first polls to see each change.", "",
      "| scenario | starts | fleets | p50 error | p90 | p50 rms | p50 covers | p90 | p50 width | p90 | others cover | before | naive |",
      "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    var totals = [
      "### The time to ready where requests are unseen", "",
      "| scenario | starts | fleets | p50 error | p90 | p95 | p50 covers | p90 | p95 | p50 width | p90 |",
      "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for line in lines {
      let isUnseen = line.scenario.requestedShare == 0
      let study = PathStudy(line.scenario, fleets: line.fleets, firstSeed: 70_001, totals: isUnseen, compares: true)
      text.append(step(line, study))
      if isUnseen { totals.append(total(line, study)) }
    }
    return (text + [""] + totals + [""]).joined(separator: "\n")
  }

  private static func step(_ line: Line, _ study: PathStudy) -> String {
    let (median, ninetieth) = (study.step(2, 0), study.step(2, 1))
    let others = [1, 3, 4].map { study.step($0, 0).coverage }.min() ?? 1
    let cells = [
      line.scenario.name, "\(line.scenario.starts)", "\(line.fleets)", percent(median.bias), percent(ninetieth.bias),
      percent(median.error), percent(median.coverage), percent(ninetieth.coverage), width(median), width(ninetieth),
      percent(others), percent(study.before[0].bias), percent(study.naive.bias),
    ]
    return "| " + cells.joined(separator: " | ") + " |"
  }

  private static func total(_ line: Line, _ study: PathStudy) -> String {
    let cells =
      [line.scenario.name, "\(line.scenario.starts)", "\(line.fleets)"]
      + study.total.map { percent($0.bias) } + study.total.map { percent($0.coverage) }
      + study.total.prefix(2).map(width)
    return "| " + cells.joined(separator: " | ") + " |"
  }

  private static func width(_ finding: PathStudy.Finding) -> String {
    finding.width.isFinite ? percent(finding.width) : "none"
  }
}
