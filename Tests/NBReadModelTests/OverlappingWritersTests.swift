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
    var random = SeededRandom(seed)
    let lines = RandomHistory(seed: 500 + seed, count: 60).lines
    let alone = try Model(directory, "alone.db")
    try alone.ingest(lines)
    let writers = try (0..<4).map { _ in try Model(directory, "shared.db") }
    var next = [0, 0, 0, 0]
    // Every writer brings all lines: what one appended is a duplicate to the others.
    while let writer = next.indices.filter({ next[$0] < lines.count }).randomElement(using: &random) {
      let end = min(next[writer] + 1 + random.below(9), lines.count)
      var batch = Array(lines[next[writer]..<end])
      if random.below(4) == 0 { batch = ["not JSON"] } else { next[writer] = end }
      try writers[writer].ingest(random.below(5) == 0 ? batch.reversed() : batch)
      #expect(try writers[writer].problem() == nil)
    }
    #expect(try writers[0].projections() == alone.projections())
  }
}
