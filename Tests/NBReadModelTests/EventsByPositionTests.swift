import NBEventLog
import NBSQLite
import NBTestFiles
import NBTestHistories
import Testing

@testable import NBReadModel

@Suite struct EventsByPositionTests {
  private let directory = TemporaryDirectory()

  /// The positions that a walk meets, up to and with the first that is not the one asked for.
  private func met(_ model: Model, limit: Int) throws -> [Int64] {
    var events = try EventsByPosition(model.log.connection, limit: limit)
    var met: [Int64] = []
    while let event = try events.next(Int64(met.count + 1)) {
      met.append(event.position)
      if event.position != Int64(met.count) { break }
    }
    return met
  }

  private func sorted(_ model: Model) throws -> [Int64] {
    var met: [Int64] = []
    for row in try model.rows("SELECT position FROM event ORDER BY position") {
      met.append(row[0].integer ?? 0)
      if met.last != Int64(met.count) { break }
    }
    return met
  }

  @Test(arguments: [0, 1, 5, 1000], [false, true])
  func `events come by position whatever their order in time, and however few may wait`(
    limit: Int, isShuffled: Bool
  ) throws {
    let model = try Model(directory, "log.db")
    var random = SeededRandom(7)
    let lines = RandomHistory(seed: 5, count: 150).lines
    try model.ingest(isShuffled ? lines.shuffled(using: &random) : lines, by: 40)
    let positions = try sorted(model)
    #expect(positions.count > 100)
    #expect(try met(model, limit: limit) == positions)
  }

  @Test(
    arguments: [
      "DELETE FROM event WHERE position = 7", "UPDATE event SET position = 6 WHERE position = 7",
      "UPDATE event SET position = 9 WHERE position = 8", "UPDATE event SET position = 500 WHERE position = 3",
      "DELETE FROM event WHERE position > 20",
    ], [0, 5, 1000])
  func `the first position that is not there or there twice is met as in the order of positions`(
    change: String, limit: Int
  ) throws {
    let model = try Model(directory, "log.db")
    try model.ingest(RandomHistory(seed: 6, count: 60).lines, by: 60)
    try model.damage(change)
    #expect(try met(model, limit: limit) == (try sorted(model)))
  }

  @Test func `events of one stream and instant are told where all were read in the order of time`() throws {
    let model = try Model(directory, "log.db")
    func line(_ id: String, _ time: Int, _ word: String) -> String {
      #"{"observed_at":\#(time),"kind":"poll","body":{"id":"\#(id)","status":"\#(word)"}}"#
    }
    try model.ingest(
      [line("a", 1, "RUNNING"), line("b", 1, "RUNNING"), line("a", 2, "STOPPED"), line("a", 2, "RUNNING")], by: 10)
    var events = try EventsByPosition(model.log.connection)
    for position in 1...5 as ClosedRange<Int64> { _ = try events.next(position) }
    #expect(events.ties.map { Set($0.map(\.position)) } == [3, 4])
    var sorted = try EventsByPosition(model.log.connection, limit: 0)
    for position in 1...5 as ClosedRange<Int64> { _ = try sorted.next(position) }
    #expect(sorted.ties == nil)
  }
}
