import NBBasics
import NBEventLog
import NBObservations
import NBSQLite
import NBTestFiles
import NBTestHistories
import Testing

@testable import NBReadModel

/// Everything that follows from a log with voids is as if the events that they take back had never come.
@Suite struct VoidLawTests {
  private let directory = TemporaryDirectory()

  /// A log that was made and partly taken back in random steps.
  private struct Voided {
    let model: Model
    /// The lines whose observations count.
    let counting: [String]
  }

  private func identity(_ line: String) throws -> Digest {
    try #require(read(Array(line.utf8)).observations.first?.identity)
  }

  private func make(_ name: String, _ lines: [String], _ random: inout SeededRandom) throws -> Voided {
    var model = try Model(directory, name)
    var voided: Set<Digest> = []
    var rest = lines.shuffled(using: &random)[...]
    while !rest.isEmpty {
      let part = rest.prefix(1 + random.below(25))
      rest = rest.dropFirst(part.count)
      // Some come again, also after they were taken back.
      try model.ingest(Array(part) + lines.shuffled(using: &random).prefix(random.below(4)))
      if random.chance(60) { voided.formUnion(try void(model, &random)) }
      if random.chance(20) { model = try Model(directory, name, access: .write) }
    }
    voided.formUnion(try void(model, &random))
    return Voided(model: model, counting: try lines.filter { !voided.contains(try identity($0)) })
  }

  /// Takes random events back, and gives their identities.
  private func void(_ model: Model, _ random: inout SeededRandom) throws -> Set<Digest> {
    let last = try model.log.head().position
    let ranges = (0..<1 + random.below(3)).map { _ in
      let first = 1 + Int64(random.below(Int(last)))
      return first...min(last, first + Int64(random.below(6)))
    }
    let positions = PositionRanges(ranges)
    var identities: Set<Digest> = []
    let reader = try IdentityReader(model.log.connection)
    var scan = try EventScan(model.log.connection, .position(1...last))
    while let event = try scan.next() {
      if positions.contains(event.position) { identities.insert(try reader.identity(of: event)) }
    }
    try model.void(positions)
    return identities
  }

  @Test(arguments: 0..<12 as Range<UInt64>)
  func `projections, questions and as-of are those of a log in which the events never were`(seed: UInt64) throws {
    var random = SeededRandom(seed)
    let history = RandomHistory(seed: 400 + seed, count: 50 + random.below(60))
    let voided = try make("voided.db", history.lines, &random)
    let without = try Model(directory, "without.db")
    try without.ingest(voided.counting)

    #expect(try voided.model.problem() == nil)
    #expect(try voided.model.projections() == without.projections())
    #expect(try voided.model.log.span() == without.log.span())
    for until in [random.pick(history.times), .max] {
      let limit = Instant(milliseconds: until)
      #expect(try voided.model.log.eventCount(until: limit) == without.log.eventCount(until: limit))
      let asOf = min(limit, try without.log.span()?.upperBound ?? limit)
      // The others read projections alone.
      for query in ["quality", "week-over-week", "instances"].compactMap(NamedQuery.named) {
        let expected = try answer("without.db", query, asOf)
        #expect(try answer("voided.db", query, asOf) == expected, "\(query.name)")
      }
    }
    let events =
      "SELECT observed_at, kind, http_status, region, project_id, notebook_id, status FROM v_events ORDER BY 1, 2, 3, 4, 5, 6, 7"
    #expect(try voided.model.rows(events) == without.rows(events))

    try ReadModel.rebuild(voided.model.log)
    #expect(try voided.model.projections() == without.projections())
    #expect(try voided.model.problem() == nil)
  }

  /// Duplicates count what ingest met, whatever became of it.
  private func answer(_ name: String, _ query: NamedQuery, _ asOf: Instant) throws -> [[Value]] {
    var rows: [[Value]] = []
    // Opened anew: a question about the past lays its tables over the live ones.
    let model = try Model(directory, name, access: .write)
    _ = try QueryRunner(model.log).answer(Question(query, Period(asOf: asOf))) { rows.append($0) }
    return rows.filter { $0.first != .text("duplicates") }
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func `an export with voids, ingested elsewhere in any order, gives the same; in its own order the same head`(
    seed: UInt64
  ) throws {
    var random = SeededRandom(seed)
    let lines = RandomHistory(seed: 500 + seed, count: 80).lines
    let voided = try make("voided.db", lines, &random)
    let exported = try voided.model.export()
    let expected = try voided.model.projections().map(withoutState)

    let copy = try Model(directory, "copy.db")
    try copy.ingest(exported, by: 1 + random.below(40))
    #expect(try copy.log.head() == voided.model.log.head())
    #expect(try copy.problem() == nil)
    #expect(try copy.projections().map(withoutState) == expected)
    #expect(try copy.log.voidCounts() == voided.model.log.voidCounts())

    let shuffled = try Model(directory, "shuffled.db")
    try shuffled.ingest(exported.shuffled(using: &random), by: 1 + random.below(40))
    let again = try shuffled.ingest(exported.shuffled(using: &random))
    #expect(again.appended == 0)
    #expect(again.duplicates == exported.count)
    #expect(try shuffled.problem() == nil)
    #expect(try shuffled.projections().map(withoutState) == expected)
    // What has been moved twice is still the same.
    let third = try Model(directory, "third.db")
    try third.ingest(shuffled.export().shuffled(using: &random))
    #expect(try third.problem() == nil)
    #expect(try third.projections().map(withoutState) == expected)
  }

  /// States hold fingerprints, which an export marks as imported.
  private func withoutState(_ row: String) -> String {
    row.hasPrefix("instance ") ? row.split(separator: "NBSQLite.Value.blob")[0].description : row
  }

  @Test func `an event that comes again, or comes only after its void, does not count`() throws {
    let model = try Model(directory, "log.db")
    let lines = RandomHistory(seed: 1, count: 20).lines
    try model.ingest(lines)
    let count = try model.log.head().position
    try model.void(PositionRanges([1...count]))
    #expect(try model.projections() == [])
    #expect(try model.log.span() == nil)
    #expect(try model.ingest(lines).appended == 0)
    let void = try #require(model.export().last)
    #expect(void.contains(#""kind":"void""#))

    let other = try Model(directory, "other.db")
    try other.ingest([void])
    #expect(try other.log.head().position == 1)
    try other.ingest(lines)
    #expect(try other.projections() == [])
    #expect(try other.problem() == nil)
    #expect(try other.log.voidCounts() == (1, count))
  }

  @Test func `what is void already is not taken back again`() throws {
    let model = try Model(directory, "log.db")
    try model.ingest(RandomHistory(seed: 2, count: 30).lines)
    #expect(try model.void(PositionRanges([3...9])).appended == 1)
    let head = try model.log.head()
    #expect(try model.void(PositionRanges([4...7])).appended == 0)
    #expect(try model.log.head() == head)
    // Its own position is no event.
    try model.void(PositionRanges([8...head.position]))
    #expect(try model.export().last?.contains(#""positions":"10-\#(head.position - 1)""#) == true)
    #expect(try model.problem() == nil)
  }
}
