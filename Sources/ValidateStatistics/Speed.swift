import NBStatistics
import StatisticsSimulator

/// Times the estimates on large fleets: `validate-statistics speed`. Not for tests: figures depend on the machine.
enum Speed {
  static func run() {
    print("| what | rows | seconds |", "|---|---:|---:|", separator: "\n")
    let minute = Scenario("", starts: 10_000, pollGap: 60_000).with {
      ($0.failureShare, $0.unfinishedShare, $0.jitter) = (0.1, 0.05, 0.1)
    }
    let fleet = Fleet(minute, seed: 1)
    time("step latency, all four steps", fleet.stepRows.reduce(0) { $0 + $1.count }) {
      _ = StepDurationEstimate.estimate(fleet.attempts, gaps: fleet.gaps)
    }
    time("step latency, all four steps, age", fleet.stepRows.reduce(0) { $0 + $1.count }) {
      for rows in fleet.stepRows { _ = StepAgeEstimate.estimate(rows: rows) }
    }
    time("start latency", fleet.startRows.count) { _ = StartLatencyEstimate.estimate(rows: fleet.startRows) }
    let large = Fleet(minute.with { $0.starts = 50_000 }, seed: 2)
    time("start latency, competing risks", large.startRows.count) {
      _ = StartLatencyEstimate.estimate(rows: large.startRows)
    }
    time("nonparametric estimate, distinct ends", large.startRows.count) {
      _ = NonparametricFit(large.startRows.compactMap { $0.total(clock: .polls) })
    }
  }

  private static func time(_ what: String, _ rows: Int, _ work: () -> Void) {
    let clock = ContinuousClock()
    let elapsed = clock.measure(work)
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
    let hundredths = Int((seconds * 100).rounded())
    print("| \(what) | \(rows) | \(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100) |")
  }
}
