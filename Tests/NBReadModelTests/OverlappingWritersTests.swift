import NBSQLite
import NBTestFiles
import NBTestHistories
import Testing

@testable import NBReadModel

/// Writers that take turns on one database, each with folds in memory of its own.
@Suite struct OverlappingWritersTests {
  private let directory = TemporaryDirectory()

  private func poll(_ minute: Int, _ status: String) -> String {
    #"{"observed_at":"2026-11-16T08:0\#(minute):00Z","kind":"poll","body":{"id":"n","status":"\#(status)"}}"#
  }

  @Test(arguments: ["duplicates", "rejects"])
  func `a batch that appended nothing does not pass folds from before another writer off as current`(
    between: String
  ) throws {
    let one = try Model(directory, "log.db")
    let other = try Model(directory, "log.db")
    try one.ingest([poll(1, "RUNNING")])
    try other.ingest([poll(2, "STOPPED")])
    try one.ingest([between == "duplicates" ? poll(1, "RUNNING") : "not JSON"])
    try one.ingest([poll(3, "STOPPED")])
    #expect(try one.problem() == nil)
    #expect(try one.rows("SELECT events, status FROM instance") == [[.integer(3), .text("STOPPED")]])
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `writers that overlap in any way leave the projections that one writer leaves`(seed: UInt64) throws {
    let count = Thoroughness.pick(sample: 1, full: 10)
    var batches = 0
    for part in 0..<UInt64(count) { batches += try overlap(seed: seed + 20 * part) }
    Thoroughness.report(
      "overlapping writers, \(count) interleavings from seed \(seed): verified after \(batches) batches")
  }

  /// Four writers bring the same lines in batches of any size, in any order of turns, verified after each batch.
  ///
  /// - Returns: the number of batches.
  private func overlap(seed: UInt64) throws -> Int {
    let directory = TemporaryDirectory()
    var random = SeededRandom(seed)
    let lines = RandomHistory(seed: 500 + seed, count: 60).lines
    let alone = try Model(directory, "alone.db")
    try alone.ingest(lines)
    let writers = try (0..<4).map { _ in try Model(directory, "shared.db") }
    var next = [0, 0, 0, 0]
    var batches = 0
    // Every writer brings all lines: what one appended is a duplicate to the others.
    while let writer = next.indices.filter({ next[$0] < lines.count }).randomElement(using: &random) {
      let end = min(next[writer] + 1 + random.below(9), lines.count)
      var batch = Array(lines[next[writer]..<end])
      if random.below(4) == 0 { batch = ["not JSON"] } else { next[writer] = end }
      try writers[writer].ingest(random.below(5) == 0 ? batch.reversed() : batch)
      batches += 1
      #expect(try writers[writer].problem() == nil, "seed \(seed), batch \(batches)")
    }
    #expect(try writers[0].projections() == alone.projections(), "seed \(seed)")
    return batches
  }
}
