import NBBasics
import NBEventLog
import NBObservations
import NBSQLite
import NBTestFiles
import NBTestHistories
import Testing

@testable import NBReadModel

@Suite struct ProjectionLawTests {
  private let directory = TemporaryDirectory()

  @Test(arguments: 0..<10 as Range<UInt64>)
  func `batches of any size, any order of arrival, twice delivered, and a rebuild give the same projections`(
    seed: UInt64
  ) throws {
    var random = SeededRandom(seed)
    let lines = RandomHistory(seed: seed, count: 40 + random.below(80)).lines
    let whole = try Model(directory, "whole.db")
    try whole.ingest(lines)
    let expected = try whole.projections()
    #expect(try whole.problem() == nil)
    #expect(!expected.isEmpty)

    for (index, size) in [1, 3, 1 + random.below(40)].enumerated() {
      let ordered = try Model(directory, "ordered-\(index).db")
      try ordered.ingest(lines, by: size)
      #expect(try ordered.projections() == expected, "by \(size)")
      #expect(try ordered.log.head() == whole.log.head())

      let shuffled = try Model(directory, "shuffled-\(index).db")
      try shuffled.ingest(lines.shuffled(using: &random), by: size)
      try shuffled.ingest((lines + lines).shuffled(using: &random), by: size)
      #expect(try shuffled.projections() == expected, "shuffled by \(size)")
      #expect(try shuffled.problem() == nil)
      #expect(try shuffled.log.head().position == whole.log.head().position)
    }
    try ReadModel.rebuild(whole.log)
    #expect(try whole.projections() == expected)
    #expect(try whole.problem() == nil)
  }

  @Test(arguments: [1, 2, 5])
  func `an instance that repeats its answer over batches has the rows that a rebuild gives`(size: Int) throws {
    let lines = (0..<12).map { poll in
      """
      {"observed_at":\(1_794_816_000_000 + poll * 20_000),"kind":"poll","notebook_id":"nb-1","body":{"id":"nb-1",\
      "status":"\(poll == 8 ? "STOPPED" : "RUNNING")","flavor":"f","create_at":1794815000000,"token":"t"}}
      """
    }
    let model = try Model(directory, "repeats-\(size).db")
    try model.ingest(lines, by: size)
    let projections = try model.projections()
    try ReadModel.rebuild(model.log)
    #expect(try model.projections() == projections)
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func `opening anew between batches changes nothing`(seed: UInt64) throws {
    let lines = RandomHistory(seed: 100 + seed, count: 60).lines
    let whole = try Model(directory, "whole.db")
    try whole.ingest(lines)
    for start in stride(from: 0, to: 60, by: 7) {
      try Model(directory, "parts.db").ingest(lines[start..<min(start + 7, 60)])
    }
    let parts = try Model(directory, "parts.db", access: .write)
    #expect(try parts.projections() == whole.projections())
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func `what is known as of a time is what a log that ended then knows`(seed: UInt64) throws {
    var random = SeededRandom(seed)
    let history = RandomHistory(seed: 200 + seed, count: 80)
    let whole = try Model(directory, "whole.db")
    try whole.ingest(history.lines.shuffled(using: &random))
    for _ in 0..<3 {
      let until = random.pick(history.times)
      let known = zip(history.lines, history.times).filter { $0.1 <= until }.map(\.0)
      let name = "until-\(until).db"
      let ended = try Model(directory, name)
      try ended.ingest(known)
      let past = try Model(directory, "whole.db", access: .write)
      try ReadModel.project(past.log, until: Instant(milliseconds: until))
      #expect(try past.projections() == ended.projections())
      for view in ["v_instances", "v_attempts", "v_steps"] {
        #expect(
          try past.rows("SELECT * FROM \(view) ORDER BY 1, 2, 3, 4, 5")
            == ended.rows("SELECT * FROM \(view) ORDER BY 1, 2, 3, 4, 5"))
      }
      // Bodies come with their members in the order of the patches, which is that of arrival.
      let events =
        "SELECT observed_at, kind, http_status, region, project_id, notebook_id, status FROM v_events ORDER BY 1, 2, 3, 4, 5, 6, 7"
      #expect(try past.rows(events) == ended.rows(events))
      // Every named query, at the same time.
      for query in NamedQuery.all {
        // Duplicates and rejects are counts of the whole log, whatever the as-of.
        let expected = try answer(ended, query, until).filter { $0.first != .text("duplicates") }
        #expect(try answer(past, query, until).filter { $0.first != .text("duplicates") } == expected, "\(query.name)")
      }
    }
  }

  @Test func `instances that claim the largest capacity do not take the figures of the others away`() throws {
    let model = try Model(directory, "log.db")
    let lines = (0..<40).map { index in
      #"{"observed_at":\#(1_794_816_000_000 + Int64(index / 4) * 30_000),"kind":"poll","body":{"id":"n\#(index % 4)","status":"RUNNING","flavor":"f\#(index % 2)","billing_items":["STORAGE"],"volume":{"category":"EVS","ownership":"MANAGED","capacity":9223372036854775807}}}"#
    }
    try model.ingest(lines)
    let exposure = try #require(NamedQuery.named("exposure"))
    #expect(try !answer(model, exposure, 1_794_816_270_000).isEmpty)
  }

  private func answer(_ model: Model, _ query: NamedQuery, _ asOf: Int64) throws -> [[Value]] {
    var rows: [[Value]] = []
    let runner = try QueryRunner(model.log)
    _ = try runner.answer(Question(query, Period(asOf: Instant(milliseconds: asOf)))) { rows.append($0) }
    return rows
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func `an export, ingested in order, has the same identities, head and projections`(seed: UInt64) throws {
    let source = try Model(directory, "source.db")
    try source.ingest(RandomHistory(seed: 300 + seed, count: 100).lines)
    let exported = try source.export()
    let copy = try Model(directory, "copy.db")
    let result = try copy.ingest(exported)
    #expect(result.duplicates == 0)
    #expect(try copy.log.head() == source.log.head())
    #expect(try copy.problem() == nil)
    // The states hold fingerprints, which the export marks as imported.
    let sql =
      "SELECT * FROM (SELECT stream.notebook_id, instance.* FROM instance JOIN stream USING (stream_id)) ORDER BY 1"
    #expect(try copy.rows(sql).map { $0.dropLast() } == source.rows(sql).map { $0.dropLast() })
    for table in ["attempt", "step", "exposure_spell"] {
      #expect(
        try copy.rows("SELECT * FROM \(table) ORDER BY 1, 2, 3")
          == source.rows("SELECT * FROM \(table) ORDER BY 1, 2, 3"))
    }
    #expect(try copy.export().map(withoutMark) == exported)
  }

  private func withoutMark(_ line: String) -> String {
    line.split(separator: #""token_fp":"i"#, omittingEmptySubsequences: false).joined(separator: #""token_fp":""#)
  }
}
