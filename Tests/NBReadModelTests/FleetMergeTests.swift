import NBBasics
import NBEventLog
import NBFleet
import NBObservations
import NBSQLite
import NBTestFiles
import NBTestHistories
import Testing

@testable import NBReadModel

/// A database that was merged from rows of a fleet, beside one that ingested the same.
@Suite struct FleetMergeTests {
  private let directory = TemporaryDirectory()
  private let time = Instant(milliseconds: 1)

  private func lines(of bytes: [UInt8]) -> [[UInt8]] { bytes.split(separator: UInt8(ascii: "\n")).map(Array.init) }

  /// Rows of all days of envelopes, folded a day at a time, each day's with its last line.
  private func folded(_ envelopes: [String]) throws -> (rows: [[UInt8]], days: [Day]) {
    var packer = Packer(keyID: "0123456789abcdef", memory: .max)
    _ = packer.add(try read(Array(envelopes.joined(separator: "\n").utf8)))
    var blocks: [Block] = []
    packer.finish { blocks.append($0) }
    let days = Set(blocks.map(\.day)).sorted()
    var rows: [[UInt8]] = []
    var states: [[UInt8]] = []
    for day in days {
      var input = states
      var bytes: [UInt8] = []
      for block in blocks where block.day == day { block.appendLine(to: &bytes) }
      input += lines(of: bytes)
      var output: [UInt8] = []
      var fold = FleetFold(FoldRequest(through: day, isSelection: true)) { output += $0 }
      for line in input.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
        try line.withUnsafeBytes { try fold.take($0) }
      }
      try fold.finish()
      let made = lines(of: output)
      states = made.filter { String(decoding: $0.prefix(200), as: UTF8.self).contains(#""type":"state""#) }
      rows += made
    }
    return (rows, days)
  }

  @discardableResult
  private func merge(_ rows: [[UInt8]], _ name: String, window: ClosedRange<Day>? = nil) throws -> EventLog {
    let merge = try FleetMerge(path: directory.file(name), recordedAt: time, window: window)
    var reader = FleetLineReader()
    for row in rows { try row.withUnsafeBytes { try merge.take(reader.read($0)) } }
    _ = try merge.finish(catalogFrom: nil)
    return try ReadModel.open(path: directory.file(name), access: .read)
  }

  /// All rows of the projections, streams by their keys.
  private func projections(_ log: EventLog) throws -> [String] {
    var result: [String] = []
    for table in ProjectionTables.names {
      let statement = try log.connection.prepare(
        """
        SELECT stream.region, stream.project_id, stream.notebook_id, \(table).* FROM \(table)
        JOIN stream ON stream.stream_id = \(table).stream_id ORDER BY 1, 2, 3, 5, 6
        """)
      while try statement.step() {
        var values = statement.values
        values.remove(at: 3)
        result.append("\(table) \(values)")
      }
    }
    return result
  }

  private func answer(_ log: EventLog, _ query: NamedQuery, _ period: Period) throws -> [[Value]] {
    var rows: [[Value]] = []
    _ = try QueryRunner(log).answer(Question(query, period)) { rows.append($0) }
    return rows.filter { $0.first != .text("duplicates") }
  }

  @Test(arguments: 0..<3 as Range<UInt64>)
  func `holds the rows of one database, and answers every named question alike`(seed: UInt64) throws {
    var random = SeededRandom(seed)
    let envelopes = RandomHistory(seed: 400 + seed, count: 300).lines
    let whole = try Model(directory, "whole.db")
    try whole.ingest(envelopes)
    let (rows, days) = try folded(envelopes)
    try #require(days.count >= 2)
    let merged = try merge(rows.shuffled(using: &random), "merged.db")
    #expect(try projections(merged) == whole.projections())
    #expect(try merged.span() == whole.log.span())
    #expect(try merged.head().position == whole.log.head().position)
    let span = try #require(try merged.span())
    var periods = [Period(asOf: span.upperBound)]
    periods.append(periods[0])
    periods[1].from = days[1].start
    periods[1].before = Period.Before(from: days[0].start, until: days[1].start)
    // Those that draw thousands of times see nothing but the same rows.
    let slow = ["start-latency", "step-latency", "changes", "week-over-week", "failure-rates", "failure-reasons"]
    for query in NamedQuery.all where !slow.contains(query.name) {
      let period = periods[query.name == "attempts" ? 0 : 1]
      #expect(try answer(merged, query, period) == answer(whole.log, query, period), "\(query.name)")
    }
    // Two databases hold the same events of a stream when the digests agree, however they came to be.
    #expect(try digests(whole.log) == unpacked(envelopes.reversed()))
    #expect(try digests(whole.log) != unpacked(envelopes.dropLast()))
    // Streams are numbered by their keys, whatever the order of the lines.
    let again = try merge(rows.shuffled(using: &random), "again.db")
    let streams = "SELECT * FROM stream ORDER BY 1"
    #expect(try rowsOf(again, streams) == rowsOf(merged, streams))
    #expect(try rowsOf(merged, "SELECT 1 FROM event") == [])
  }

  private func digests(_ log: EventLog, holding most: Int = 7) throws -> [StreamDigests.Row] {
    var rows: [StreamDigests.Row] = []
    try StreamDigests.forEach(in: log, holding: most) { rows.append($0) }
    return rows
  }

  /// The digests of another log of the same envelopes.
  private func unpacked(_ envelopes: some Sequence<String>) throws -> [StreamDigests.Row] {
    let model = try Model(directory, "other-\(envelopes.underestimatedCount).db")
    for envelope in envelopes { try model.ingest([envelope]) }
    return try digests(model.log, holding: 1000)
  }

  private func rowsOf(_ log: EventLog, _ sql: String) throws -> [[Value]] {
    let statement = try log.connection.prepare(sql)
    var rows: [[Value]] = []
    while try statement.step() { rows.append(statement.values) }
    return rows
  }

  /// Those that draw thousands of times: minutes in a debug build, so only where NBTRACK_THOROUGH is set.
  @Test(
    .enabled(if: Thoroughness.isFull, "set NBTRACK_THOROUGH=1: minutes"),
    arguments: ["start-latency", "step-latency", "changes", "week-over-week", "failure-rates", "failure-reasons"])
  func `draws the same samples as one database`(name: String) throws {
    let envelopes = RandomHistory(seed: 400, count: 300).lines
    let whole = try Model(directory, "whole.db")
    try whole.ingest(envelopes)
    let (rows, days) = try folded(envelopes)
    let merged = try merge(rows, "merged.db")
    let query = try #require(NamedQuery.named(name))
    var period = Period(asOf: try #require(try merged.span()).upperBound)
    if name == "week-over-week" {
      period.from = days[1].start
      period.before = Period.Before(from: days[0].start, until: days[1].start)
    }
    let answers = try answer(merged, query, period)
    #expect(answers == (try answer(whole.log, query, period)))
    #expect(!answers.isEmpty || name == "changes")
  }

  @Test func `what needs a log says so`() throws {
    let envelopes = RandomHistory(seed: 9, count: 200).lines
    let merged = try merge(folded(envelopes).rows, "merged.db")
    func refusal(_ body: () throws -> Void) -> Failure.Kind? {
      do { try body() } catch { return (error as? Failure)?.kind }
      return nil
    }
    let span = try #require(try merged.span())
    let query = try #require(NamedQuery.named("attempts"))
    #expect(refusal { _ = try answer(merged, query, Period(asOf: span.upperBound + -1)) } == .noLog)
    #expect(refusal { _ = try LogWriter(merged) } == .noLog)
    #expect(refusal { _ = try Verification(merged).run() } == .noLog)
    #expect(
      refusal { try ReadModel.rebuild(EventLog.open(path: directory.file("merged.db"), access: .write)) } == .noLog)
    #expect(refusal { try EventExport.forEach(in: merged) { _ in true } } == .noLog)
    #expect(refusal { _ = try digests(merged) } == .noLog)
    var cut = Period(asOf: span.upperBound)
    cut.from = span.lowerBound + 1
    #expect(refusal { _ = try answer(merged, NamedQuery.named("quality")!, cut) } == .noLog)
    #expect(refusal { _ = try merged.eventCount(until: span.lowerBound) } == .noLog)
    // The rows are as they were.
    #expect(try rowsOf(merged, "SELECT count(*) FROM instance") != [[.integer(0)]])
  }

  @Test func `rows of another version cannot be made anew without a log`() throws {
    let path = directory.file("merged.db")
    try merge(folded(RandomHistory(seed: 10, count: 60).lines).rows, "merged.db")
    try EventLog.open(path: path, access: .write).connection.execute("UPDATE projection SET version = 0")
    #expect(throws: Failure.self) { try ReadModel.open(path: path, access: .read) }
    #expect(try EventLog.open(path: path, access: .read).fleet() != nil)
  }

  @Test func `rows that were cut, that have late blocks or that end on different days are refused`() throws {
    let (rows, days) = try folded(RandomHistory(seed: 11, count: 200).lines)
    var number = 0
    func fault(_ rows: [[UInt8]]) -> String? {
      number += 1
      do { try merge(rows, "refused-\(number).db") } catch { return (error as? FleetFault)?.message ?? "\(error)" }
      return nil
    }
    #expect(fault(rows) == nil)
    #expect(fault(rows.dropLast())?.contains("and their last lines count") == true)
    #expect(fault(Array(rows.dropFirst()))?.contains("and their last lines count") == true)
    #expect(fault(rows.filter { !$0.starts(with: Array(#"{"type":"folded""#.utf8)) })?.contains("is missing") == true)
    let late = #"{"region":"","project_id":"","notebook_id":"n","day":\#(days[0].number),"type":"late","first_at":1}"#
    #expect(fault(rows + [Array(late.utf8)])?.contains("late block") == true)
    #expect(fault([Array(#"{"type":"folded","rows":0,"duplicates":0}"#.utf8)]) == nil)
  }

  @Test func `a window takes the starts and spells of its days, and instances as they are`() throws {
    let (rows, days) = try folded(RandomHistory(seed: 12, count: 300).lines)
    let whole = try merge(rows, "whole.db")
    let last = try #require(days.last)
    let part = try merge(rows, "part.db", window: last...last)
    #expect(try rowsOf(part, "SELECT * FROM instance ORDER BY 1") == rowsOf(whole, "SELECT * FROM instance ORDER BY 1"))
    let count = "SELECT count(*) FROM exposure_spell"
    #expect(try rowsOf(part, count) != rowsOf(whole, count))
    #expect(try #require(try part.span()).lowerBound >= last.start)
  }

  @Test func `only a merged database is replaced`() throws {
    try Model(directory, "log.db").ingest(RandomHistory(seed: 13, count: 20).lines)
    #expect(try !FleetMerge.mayReplace(directory.file("log.db")))
    try merge(folded(RandomHistory(seed: 13, count: 20).lines).rows, "merged.db")
    try ReadModel.open(path: directory.file("merged.db"), access: .write).connection
      .execute("INSERT INTO flavor_catalog VALUES ('f', 'gpu')")
    #expect(try FleetMerge.mayReplace(directory.file("merged.db")))
    let next = try FleetMerge(path: directory.file("next.db"), recordedAt: time)
    try next.take(.folded(rows: 0, duplicates: 3))
    _ = try next.finish(catalogFrom: directory.file("merged.db"))
    let merged = try EventLog.open(path: directory.file("next.db"), access: .read)
    #expect(try rowsOf(merged, "SELECT * FROM flavor_catalog") == [[.text("f"), .text("gpu")]])
  }
}
