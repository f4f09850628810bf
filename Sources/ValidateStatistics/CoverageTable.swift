import NBStatistics
import StatisticsSimulator

/// Coverage of the limits that polling cannot break, a line a scenario.
enum CoverageTable {
  static func markdown() -> String {
    var lines = [
      "### Coverage of the 95 % limits", "",
      "p50, p90 and p95 of the duration of step 2 and of the time to ready, given completion or ready.", "",
      "| scenario | starts | fleets | intervals | cover the truth |", "|---|---:|---:|---:|---:|",
    ]
    var intervals = 0
    var covering = 0
    for scenario in CoverageStudy.scenarios {
      let fleets = scenario.starts >= 1_000 ? 100 : 300
      let study = CoverageStudy(scenario, fleets: fleets, firstSeed: 1)
      intervals += study.intervals
      covering += study.covering
      lines.append(
        "| \(scenario.name) | \(scenario.starts) | \(fleets) | \(study.intervals) | \(percent(study.coverage)) |")
    }
    let total = Double(covering) / Double(intervals)
    lines.append("| **in total** | | | \(intervals) | **\(percent(total))** |")
    lines += ["", "Promised: at least 94 % in total. \(total >= 0.94 ? "Kept." : "**Broken.**")", ""]
    return lines.joined(separator: "\n")
  }
}

/// A share in percent with one decimal.
func percent(_ share: Double) -> String { "\(tenths(share * 100)) %" }

/// A number with one decimal, rounded half away from zero.
func tenths(_ value: Double) -> String {
  let count = Int((value * 10).rounded())
  return "\(count < 0 ? "-" : "")\(abs(count) / 10).\(abs(count) % 10)"
}
