import NBStatistics
import StatisticsSimulator

/// The width of the 95 % interval of p50 of step 2 by starts and polls, as CSV: what to expect of how many looks.
enum WidthTable {
  private static let gaps: [Double] = [2, 10, 30, 60, 120, 300]
  private static let starts = [20, 50, 100, 200, 500, 1_000]

  static func csv() -> String {
    var text = ["poll_s,starts,fleets,width,error,coverage"]
    for gap in gaps {
      for count in starts {
        let fleets = max(8, 2_000 / count)
        let scenario = Scenario("", starts: count, pollGap: gap * 1_000)
        let median = PathStudy(scenario, fleets: min(fleets, 24), firstSeed: 90_001).step(2, 0)
        text.append(
          "\(Int(gap)),\(count),\(min(fleets, 24)),\(tenths(median.width * 100)),\(tenths(median.error * 100)),"
            + tenths(median.coverage * 100))
      }
    }
    return text.joined(separator: "\n")
  }
}
