import NBStatistics

/// How a simulated fleet behaves and how it is watched. Times in milliseconds.
package struct Scenario: Sendable {
  /// What tells the scenario from others, in words for a table or a failed test.
  package var name: String
  /// Starts in the fleet.
  package var starts: Int
  /// Time between polls.
  package var pollGap: Double
  /// Each poll is moved by up to this share of the gap, either way.
  package var jitter: Double = 0
  /// Chance that the polls of a start miss everything for `outageLength` from some moment of it on.
  package var outageChance: Double = 0
  /// How long an outage lasts.
  package var outageLength: Double = 0
  /// Chance that a start fails, in any of its steps.
  package var failureShare: Double = 0
  /// Roughly the share of starts that are cancelled or still in progress when watching ends.
  package var unfinishedShare: Double = 0
  /// Chance that the start request itself was seen; else the first poll that shows a start begins the attempt.
  package var requestedShare: Double = 1
  /// Where it is not empty, each start is polled at one of these gaps instead of `pollGap`.
  package var rhythms: [Double] = []
  /// Spread of a factor that all durations of a start share.
  package var sharedSpread = 0.0
  /// Whether the server's own total of a start that got ready is known.
  package var givesServerTotals = false
  /// Whether the answer that shows the instance running still lists its steps, all COMPLETED.
  package var listsWhenRunning = false

  /// The true distributions of the four steps; the second, prepare compute, is the one that the tables are about.
  package var steps = [4_000, 22_500, 6_000, 12_000].map { DurationLaw.logNormal(median: $0, spread: 0.7) }

  /// A scenario without jitter, outages, failures or unfinished starts, every start request seen.
  package init(_ name: String, starts: Int, pollGap: Double) {
    self.name = name
    self.starts = starts
    self.pollGap = pollGap
  }

  /// The same with changes: `base.with { $0.jitter = 0.2 }`.
  package func with(_ change: (inout Scenario) -> Void) -> Scenario {
    var changed = self
    change(&changed)
    return changed
  }

  /// The same for one start, where starts are polled at different gaps.
  func oneRhythm(_ generator: inout SplitMix64) -> Scenario {
    guard !rhythms.isEmpty else { return self }
    return with { $0.pollGap = $0.rhythms[generator.next(below: $0.rhythms.count)] }
  }
}
