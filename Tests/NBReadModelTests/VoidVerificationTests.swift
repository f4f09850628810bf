import NBBasics
import NBEventLog
import NBObservations
import NBTestFiles
import NBTestHistories
import Testing

@testable import NBReadModel

/// Voids are as hard to forge as events.
@Suite struct VoidVerificationTests {
  private let directory = TemporaryDirectory()

  @Test(arguments: [
    ("UPDATE void SET reason = 'another'", "the void at position 31 is not what was appended"),
    ("UPDATE void SET recorded_at = 3", "the void at position 31 is not what was appended"),
    ("UPDATE void SET positions = '5-7'", "the void at position 31 is not what was appended"),
    ("UPDATE void SET positions = 'all'", "the positions of the void at position 31 cannot be read"),
    ("UPDATE void SET identity = zeroblob(32)", "the void at position 31 is not what was appended"),
    ("DELETE FROM void", "position 31 is missing"),
    ("UPDATE void_range SET last_position = 9", "the void at position 31 is not what was appended"),
    ("DELETE FROM void_range", "the void at position 31 is not what was appended"),
    (
      "INSERT INTO void_range VALUES (33, 33, 31)",
      "position 33 does not count, and the void at position 31 does not name it"
    ),
    ("INSERT INTO void_range VALUES (12, 12, 99)", "position 12 is taken back, and no void stands at position 99"),
    ("INSERT INTO void_range VALUES (31, 31, 31)", "position 31 is no event, and is taken back"),
    ("INSERT INTO void_range VALUES (90, 95, 31)", "position 95 is taken back, and the log does not reach it"),
    ("INSERT INTO void_range VALUES (6, 20, 31)", "the ranges of taken back positions overlap at position 6"),
    ("INSERT INTO void_identity VALUES (zeroblob(32), 31)", "the void at position 31 is not what was appended"),
    (
      "INSERT INTO void SELECT 99, positions, reason, recorded_at, zeroblob(32) FROM void",
      "position 99 stands where the log does not reach"
    ),
  ])
  func `what was changed about a void is named`(_ change: String, _ place: String) throws {
    let model = try Model(directory, "log.db")
    let lines = RandomHistory(seed: 3, count: 80).lines
    try model.ingest(lines.prefix(30))
    let rest = 31 - (try model.log.head().position) - 1
    try model.ingest(lines.dropFirst(30).prefix(Int(rest)))
    #expect(try model.log.head().position == 30)
    try model.void(PositionRanges([5...8]))
    try model.ingest(lines.suffix(20))
    #expect(try model.problem() == nil)
    try model.damage(change)
    let problem = try #require(try model.problem())
    #expect(problem.contains(place), "\(problem)")
  }

  @Test(arguments: FrozenDatabase.all)
  func `a database of a release takes voids, and keeps the head that it had before`(_ frozen: FrozenDatabase) throws {
    frozen.unpack(into: directory, as: "log.db")
    let head = try #require(Hex.bytes(frozen.head).flatMap { Digest(bytes: $0) })
    let model = try Model(directory, "log.db", access: .write)
    try model.void(PositionRanges([100...200]))
    #expect(try model.problem() == nil)
    #expect(try Verification(model.log).position(ofHead: head) == frozen.events)
    #expect(try model.log.head().position == frozen.events + 1)
    #expect(try model.log.voidCounts() == (1, 101))
    let copy = try Model(directory, "copy.db")
    try copy.ingest(model.export())
    #expect(try copy.log.head() == model.log.head())
  }
}
