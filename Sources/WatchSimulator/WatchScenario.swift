import NBCollector
import StatisticsSimulator

/// A fleet that is known through a watch alone: nobody sees the requests to start. Times in milliseconds.
package struct WatchScenario: Sendable {
  /// What tells the scenario from others, in words for a table.
  package var name: String
  /// Starts in the fleet.
  package var starts = 200
  /// Instances in the fleet, which take turns in starting.
  package var instances = 50
  /// The time over which the starts are spread.
  package var span = 4 * 3_600_000.0
  /// How long an answer takes, in the mean. What it says was true at some moment of that time.
  package var latency = 200.0
  /// The server's clock is off by up to this, either way; one fleet has one offset.
  package var clockOffset = 1000.0
  /// Whether an accepted start moves `lease.update_at`, as it did wherever it was recorded.
  package var movesLease = true
  /// Whether envelopes carry when the request was sent.
  package var tellsRequestTimes = true
  /// Chance that a start fails.
  package var failureShare = 0.0
  /// Whether answers that tell nothing new are appended as well.
  package var appendsEverything: Bool {
    get { rates.unchanged == 0 }
    set { rates.unchanged = newValue ? 0 : Rates().unchanged }
  }
  /// How often is looked; the product's defaults.
  package var rates = Rates()

  /// Durations of the four steps.
  package var law: Scenario {
    Scenario(name, starts: starts, pollGap: 1).with { $0.failureShare = failureShare }
  }

  /// The product's rhythm, 200 starts in four hours.
  package init(_ name: String) { self.name = name }

  /// The same with changes.
  package func with(_ change: (inout WatchScenario) -> Void) -> WatchScenario {
    var changed = self
    change(&changed)
    return changed
  }

  /// As before the rules that read the server's time of a start and the time of a request.
  package var plain: WatchScenario {
    with { ($0.movesLease, $0.tellsRequestTimes) = (false, false) }
  }

  /// The scenarios of docs/statistics-validation.md.
  package static let all: [WatchScenario] = [
    WatchScenario("list 15 s, moving 5 s"),
    WatchScenario("the same, 60 starts").with { $0.starts = 60 },
    WatchScenario("the same, answers take 3 s").with { $0.latency = 3000 },
    WatchScenario("the same, 10 % fail").with { $0.failureShare = 0.1 },
    WatchScenario("the same, starts do not move the lease").with { $0.movesLease = false },
    WatchScenario("200 instances started in 20 minutes").with { ($0.instances, $0.span) = (200, 1_200_000) },
    WatchScenario("list 60 s, moving 5 s").with { $0.rates.every = 60_000 },
  ]
}
