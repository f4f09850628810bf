import NBStatistics
import StatisticsSimulator

/// `validate-statistics` prints the validation tables as Markdown: same binary, same bytes.
/// `validate-statistics widths` prints how wide the interval of a step is by starts and polls, as CSV.
/// `validate-statistics changes` prints those of the search for changes.
/// `validate-statistics npmle` reads sets of rows and prints their estimates, for comparison with other programs.
/// `validate-statistics speed` times the estimates on large fleets.
@main
struct ValidateStatistics {
  static func main() {
    switch CommandLine.arguments.dropFirst().first {
    case nil:
      print(CoverageTable.markdown())
      print(PathTable.markdown())
    case "widths": print(WidthTable.csv())
    case "changes": print(ChangeTable.markdown())
    case "npmle": EstimatesOnDemand.run()
    case "speed": Speed.run()
    default: fatalError("usage: validate-statistics [widths|changes|npmle|speed]")
    }
  }
}
