import NBBasics
import NBEventLog
import NBObservations
import NBSQLite
import NBTestFiles
import NBTestHistories
import Testing

@testable import NBReadModel

/// Values that are erased after the fact.
@Suite struct RedactionTests {
  private let directory = TemporaryDirectory()

  private static func path(_ text: String) -> MemberPath {
    guard let path = MemberPath(text: text) else { preconditionFailure("\(text) is no path") }
    return path
  }

  /// Rules, and texts of ``RandomHistory`` of which nothing may be left.
  private static let rules: [(rule: ErasureRule, gone: [String])] = [
    (.user("ann"), [#""ann""#, #""u1""#]),
    (.user("u1"), [#""ann""#, #""u1""#]),
    (.paths([path("user.name"), path("$.image.tag")]), [#""ann""#, #""tag":"t""#]),
    (.paths([path("*.name"), path("action_progress.description")]), [#""ann""#, "mindspore", #"description":"s""#]),
    (.text("no node"), ["no node"]),
    (.text("zwei é"), ["zwei é"]),
    (.everythingElse, [#""ann""#, "zwei é", "no node", "ffff"]),
  ]

  @Test(arguments: 0..<14)
  func `nothing is left of the values; identities, times and everything else stay`(seed: Int) throws {
    var random = SeededRandom(UInt64(seed))
    let (rule, gone) = Self.rules[seed % Self.rules.count]
    let lines = RandomHistory(seed: UInt64(600 + seed), count: 120).lines
    let model = try Model(directory, "log.db")
    try model.ingest(lines.shuffled(using: &random), by: 17)
    let head = try model.log.head()
    let times = try model.rows("SELECT position, observed_at, requested_before FROM event ORDER BY 1")
    let attempts = "SELECT stream_id, attempt, begin_low, begin_high, end_high, outcome FROM attempt ORDER BY 1, 2"
    let before = try model.rows(attempts)

    #expect(try model.redact(rule).erasures.isEmpty == false)
    #expect(try model.problem() == nil)
    #expect(try Verification(model.log).position(ofHead: head.digest) == head.position)
    #expect(try model.rows("SELECT position, observed_at, requested_before FROM event ORDER BY 1") == times)
    #expect(try model.rows(attempts) == before)
    let export = try model.export().joined(separator: "\n")
    let rows = try model.projections().joined(separator: "\n")
    for text in gone {
      #expect(!export.contains(text), "\(text)")
      #expect(!rows.contains(#"text("\#(text.filter { $0 != "\"" })")"#), "\(text)")
    }
    // The same observations are known all the same, and once more nothing is to be done.
    let again = try model.ingest(lines)
    #expect(again.appended == 0)
    #expect(try model.redact(rule).erasures.isEmpty)
    try model.ingest([#"{"observed_at":1794816000001,"kind":"poll","body":{"id":"nb-0","status":"RUNNING"}}"#])
    #expect(try model.problem() == nil)
    let projections = try model.projections()
    try ReadModel.rebuild(model.log)
    #expect(try model.projections() == projections)
  }

  @Test(arguments: 0..<4)
  func `an export of what remains has the same head and the same projections elsewhere`(seed: Int) throws {
    let model = try Model(directory, "log.db")
    let lines = RandomHistory(seed: UInt64(700 + seed), count: 90).lines
    try model.ingest(Array(lines.prefix(60)), by: 11)
    try model.redact(.user("ann"))
    try model.ingest(lines.suffix(30))
    try model.redact(.paths([Self.path("name")]), of: model.log.streams(withPrefix: "nb-1", limit: 1).first)
    try model.void(PositionRanges([10...20]))
    try model.redact(.text("no node"))
    #expect(try model.problem() == nil)
    let exported = try model.export()
    let copy = try Model(directory, "copy.db")
    try copy.ingest(exported, by: 13)
    #expect(try copy.log.head() == model.log.head())
    #expect(try copy.problem() == nil)
    #expect(try copy.log.redactionCounts() == model.log.redactionCounts())
    #expect(try copy.ingest(exported).appended == 0)
    for table in ["attempt", "step"] {
      let sql = "SELECT * FROM \(table) ORDER BY 1, 2, 3"
      #expect(try copy.rows(sql) == model.rows(sql))
    }
  }

  @Test func `a dry run leaves everything as it is`() throws {
    let model = try Model(directory, "log.db")
    try model.ingest(RandomHistory(seed: 1, count: 60).lines)
    let (head, projections, export) = (try model.log.head(), try model.projections(), try model.export())
    let writer = try LogWriter(model.log)
    let tried = try writer.redact(
      .user("ann"), of: nil, reason: "r", recordedAt: Instant(milliseconds: 3), isDryRun: true)
    #expect(!tried.erased.erasures.isEmpty)
    #expect(try model.log.head() == head)
    #expect(try model.projections() == projections)
    #expect(try model.export() == export)
    #expect(try model.problem() == nil)
  }

  @Test(arguments: [
    ("UPDATE answer SET body = replace(body, '[redacted]', 'bob') WHERE base_id IS NULL", "the body of answer"),
    ("UPDATE redaction SET scope = 'another'", "the redaction at position 41 is not what was appended"),
    ("UPDATE redaction SET reason = 'another'", "the redaction at position 41 is not what was appended"),
    ("DELETE FROM erasure", "something was erased from answer"),
    ("DELETE FROM redaction", "positions up to 41 were appended, but the last of them are missing"),
    ("DELETE FROM erased_answer", "its digest_key is of another content"),
    ("UPDATE erased_answer SET answer_digest = zeroblob(32)", "its digest_key is of another content"),
    (
      "INSERT INTO erasure SELECT zeroblob(32), remaining_digest, 41 FROM erasure LIMIT 1",
      "the redaction at position 41 is not what was appended"
    ),
  ])
  func `nothing passes for erased that was not`(_ change: String, _ place: String) throws {
    let model = try Model(directory, "log.db")
    let lines = RandomHistory(seed: 5, count: 90).lines
    try model.ingest(lines.prefix(30))
    var next = 30
    while try model.log.head().position < 40 {
      try model.ingest([lines[next]])
      next += 1
    }
    try model.redact(.user("ann"))
    #expect(try model.problem() == nil)
    try model.damage(change)
    let problem = try #require(try model.problem())
    #expect(problem.contains(place), "\(problem)")
  }

  /// Bytes as a damaged disk may give them: who passed over what cannot be read would say that it is gone.
  @Test(arguments: [
    "UPDATE answer SET body = substr(body, 1, length(body) - 4) || char(0, 0, 0, 0) WHERE base_id IS NULL",
    "UPDATE answer SET body = '{}' WHERE base_id IS NULL AND answer_id = 1",
    "UPDATE answer SET body = NULL WHERE answer_id = 1",
    #"UPDATE answer SET request = '{"a"' WHERE request IS NOT NULL"#,
  ])
  func `an answer that is not what was appended ends an erasure, and nothing is called erased`(_ change: String) throws
  {
    let model = try Model(directory, "log.db")
    try model.ingest(RandomHistory(seed: 5, count: 90).lines)
    try model.damage(change)
    let head = try model.log.head()
    let failure = #expect(throws: Failure.self) { try model.redact(.user("ann")) }
    #expect(failure?.kind == .corrupt)
    #expect(failure?.message.hasSuffix("is not what was appended") == true, "\(failure?.message ?? "")")
    #expect(try model.log.head() == head)
  }

  @Test func `a path that names an instance, or no place, is none`() {
    for text in ["", "id", "$.id", "*", "a..b", "user."] { #expect(MemberPath(text: text) == nil, "\(text)") }
    #expect(MemberPath(text: "$.user.name")?.text == "user.name")
  }
}
