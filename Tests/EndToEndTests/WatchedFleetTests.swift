import NBTestFiles
import Testing
import WatchSimulator

/// Fleets of known truth, watched by the product's own collector in simulated time: the small version of
/// `scripts/validate-watch`.
struct WatchedFleetTests {
  private let folder = TemporaryDirectory()

  private func database(_ scenario: WatchScenario, seed: UInt64, _ name: String = "fleet") -> String {
    let lines = WatchedFleet(scenario, seed: seed).lines
    folder.write(lines.joined(separator: "\n") + "\n", to: "\(name).jsonl")
    let database = folder.file("\(name)-\(seed).db")
    let outcome = Tool.run(Tool.nbtrack, ["ingest", "--db", database, folder.file("\(name).jsonl")])
    #expect(outcome.value("rejected") == "0" && outcome.value("appended") == String(lines.count))
    return database
  }

  private func ask(_ database: String, _ query: String, _ more: String...) throws -> [[String: String]] {
    let words = ["query", query, "--db", database, "--format", "csv", "--as-of", "2026-09-23"] + more
    let outcome = Tool.run(Tool.nbtrack, words)
    #expect(outcome.status == 0, "\(query): \(outcome.errors)")
    return try Self.rows(outcome)
  }

  @Test func `who only watches learns the median of a step and of the time to ready, and how sure that is`() throws {
    let scenario = WatchScenario.all[0].with { ($0.starts, $0.span) = (100, 7_200_000) }
    let truths = (
      step: WatchedFleet.trueStep(scenario, shares: [0.5])[0],
      total: WatchedFleet.trueTotals(scenario, shares: [0.5])[0]
    )
    var errors: (step: Double, total: Double) = (0, 0)
    for seed in 1...3 as ClosedRange<UInt64> {
      let database = database(scenario, seed: seed)
      let step = try ask(database, "step-latency")[1]
      let total = try ask(database, "start-latency")[0]
      for (row, truth) in [(step, truths.step), (total, truths.total)] {
        let low = try #require(row["p50_low_s"].flatMap { Double($0) }) * 1000
        let high = try #require(row["p50_high_s"].flatMap { Double($0) }) * 1000
        #expect(low <= truth && truth <= high, "seed \(seed)")
        // A watch as good as this one is worth more than half of the truth.
        #expect(high - low < truth / 2)
      }
      errors.step += (Double(step["p50_s"] ?? "") ?? 0) * 1000 / truths.step - 1
      errors.total += (Double(total["p50_s"] ?? "") ?? 0) * 1000 / truths.total - 1
      // All of the starts were seen, and the server said when each began.
      #expect(step["completed"] == "100")
    }
    #expect(abs(errors.step / 3) < 0.1)
    #expect(abs(errors.total / 3) < 0.08)
  }

  @Test func `the thinned log answers every question as the full one does (T1 to T3)`() throws {
    let base = WatchScenario.all[0].with {
      ($0.starts, $0.instances, $0.span, $0.failureShare) = (24, 8, 3_600_000, 0.2)
    }
    let full = database(base.with { $0.appendsEverything = true }, seed: 5, "full")
    let thinned = database(base, seed: 5, "thinned")
    let counts = [full, thinned].map { Tool.run(Tool.nbtrack, ["info", "--db", $0]).output }
    #expect(counts[0] != counts[1])
    let questions = [
      ["attempts"], ["steps"], ["step-latency"], ["start-latency"], ["failure-rates"], ["failure-reasons"], ["leases"],
      ["storage-only"], ["states"], ["instances"], ["exposure", "--by", "instance"], ["ready-curve"],
    ]
    for question in questions {
      let answers = [full, thinned].map { database in
        Tool.run(
          Tool.nbtrack,
          ["query"] + question + ["--db", database, "--format", "csv", "--as-of", "2026-09-23"])
      }
      #expect(answers[0].status == 0, "\(question): \(answers[0].errors)")
      let tables = try answers.map { try Self.rows($0).map(Self.withoutCounts) }
      #expect(!tables[0].isEmpty || question == ["leases"] || question == ["storage-only"], "\(question)")
      #expect(tables[0] == tables[1], "\(question)")
    }
  }

  private static func rows(_ outcome: Outcome) throws -> [[String: String]] {
    let lines = try #require(readCSV(Array(outcome.output.utf8)))
    let header = try #require(lines.first)
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
  }

  /// Polls and events are fewer, which is the point.
  private static func withoutCounts(_ row: [String: String]) -> [String: String] {
    row.filter { !["polls", "events", "observations", "gaps"].contains($0.key) }
  }
}
