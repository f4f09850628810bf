import NBBasics
import NBEventLog
import NBObservations
import NBSQLite
import NBTestFiles
import NBTestHistories
import Testing

@testable import NBReadModel

@Suite struct VerificationTests {
  private let directory = TemporaryDirectory()

  private func model() throws -> Model {
    let model = try Model(directory, "log.db")
    let lines = RandomHistory(seed: 1, count: 60).lines
    try model.ingest(lines, by: 20)
    #expect(try model.problem() == nil)
    return model
  }

  @Test func `an intact log is named by its head, and an empty one too`() throws {
    let model = try model()
    #expect(try model.verify() == .intact(model.log.head(), .equal))
    #expect(try model.verifyOnThreads() == .intact(model.log.head(), .equal))
    #expect(try Model(directory, "empty.db").verify() == .intact(LogHead(position: 0, digest: .zero), .equal))
  }

  @Test func `a head of the past is found at its position, a foreign one never`() throws {
    let model = try model()
    for row in try model.rows("SELECT last_position, head FROM append_commit") {
      let head = try #require(row[1].blob.flatMap { Digest(bytes: $0) })
      #expect(try Verification(model.log).position(ofHead: head) == row[0].integer)
    }
    #expect(try Verification(model.log).position(ofHead: .zero) == 0)
    #expect(try Verification(model.log).position(ofHead: Digest(hashing: [1])) == nil)
  }

  @Test(arguments: [
    ("UPDATE answer SET body = replace(body, 'nb-', 'nc-') WHERE answer_id = 1", "the body of answer 1"),
    ("UPDATE answer SET body = '{}' WHERE base_id IS NOT NULL", "is not what was appended"),
    ("UPDATE answer SET body = 'no JSON' WHERE base_id IS NOT NULL", "answer"),
    ("UPDATE answer SET body = NULL WHERE answer_id = 1", "answer"),
    ("UPDATE answer SET body_digest = zeroblob(32) WHERE answer_id = 1", "the body of answer 1"),
    ("UPDATE answer SET kind = 9 WHERE answer_id = 1", "answer 1 has an unknown kind"),
    (
      "UPDATE answer SET kind = 4 - kind WHERE answer_id = 1",
      ") is not what was appended: its digest_key is of another content"
    ),
    (
      "UPDATE answer SET http_status = 299 WHERE answer_id = 1",
      ") is not what was appended: its digest_key is of another content"
    ),
    (
      "UPDATE stream SET region = 'elsewhere' WHERE stream_id = 1",
      ") is not what was appended: its digest_key is of another content"
    ),
    (
      "UPDATE answer SET digest_key = digest_key + 1 WHERE answer_id = 1",
      "answer 1 (position 1) is not what was appended: its digest_key is of another content"
    ),
    (
      "UPDATE answer SET token_fp = 'secret' WHERE answer_id = 1",
      "the token_fp of answer 1 (position 1) is no fingerprint"
    ),
    (
      "UPDATE event SET stream_id = CASE stream_id WHEN 1 THEN 2 ELSE 1 END WHERE position = 7",
      "position 7 is given to stream"
    ),
    ("DELETE FROM answer WHERE answer_id = 1", "answer 1 is missing"),
    ("DELETE FROM stream WHERE stream_id = 1", "stream 1 is missing"),
    ("UPDATE event SET observed_at = observed_at + 1 WHERE position = 7", "the chain breaks within positions 1 to "),
    (
      "UPDATE event SET requested_before = requested_before + 1 WHERE position = 7",
      "the chain breaks within positions 1 to "
    ),
    ("UPDATE event SET date_offset = date_offset + 7 WHERE position = 7", "the chain breaks within positions 1 to "),
    ("UPDATE event SET observed_at = -9223372036854775808 WHERE position = 7", "position 7 has times"),
    ("UPDATE event SET observed_at = 9223372036854775807 WHERE position = 7", "position 7 has times"),
    ("UPDATE event SET requested_before = -9223372036854775808 WHERE position = 7", "position 7 has times"),
    ("UPDATE event SET requested_before = 9223372036854775807 WHERE position = 7", "position 7 has times"),
    ("UPDATE event SET date_offset = -1 WHERE position = 7", "position 7 has times"),
    ("UPDATE event SET date_offset = 9223372036854775807 WHERE position = 7", "position 7 has times"),
    ("DELETE FROM event WHERE position = 7", "position 7 is missing"),
    ("DELETE FROM event WHERE position = 1", "position 1 is missing"),
    ("DELETE FROM event WHERE position = (SELECT max(position) FROM event)", "but the last of them are missing"),
    ("DELETE FROM event", "are missing"),
    ("UPDATE event SET position = 8 WHERE position = 7", "position 7 is missing"),
    ("UPDATE event SET position = 6 WHERE position = 7", "position 7 is given twice"),
    ("UPDATE event SET position = 15 - position WHERE position IN (7, 8)", "the chain breaks within positions 1 to "),
    ("UPDATE event SET position = 1000 WHERE position = (SELECT max(position) FROM event)", "is missing"),
    (
      "UPDATE append_commit SET head = zeroblob(32) WHERE first_position = 1", "the chain breaks within positions 1 to "
    ),
    (
      "UPDATE append_commit SET head = zeroblob(32) WHERE first_position = (SELECT max(first_position) FROM append_commit)",
      "the chain breaks within positions "
    ),
    ("UPDATE append_commit SET head = x'00' WHERE first_position = 1", "the chain breaks within positions 1 to "),
    ("DELETE FROM append_commit WHERE first_position = 1", "the commit at position 1 is missing"),
    (
      "DELETE FROM append_commit WHERE first_position = (SELECT max(first_position) FROM append_commit)",
      "belongs to no commit"
    ),
    (
      "UPDATE instance SET status = 'RUNNINGX' WHERE stream_id = 1",
      "projection instance has a row that the log does not give"
    ),
    (
      "UPDATE instance SET state = x'00' WHERE stream_id = 1",
      "projection instance has a row that the log does not give"
    ),
    ("DELETE FROM instance WHERE stream_id = 1", "projection instance lacks a row that the log gives"),
    ("UPDATE attempt SET polls = polls + 1", "projection attempt has a row that the log does not give"),
    ("DELETE FROM attempt", "projection attempt lacks a row that the log gives"),
    ("UPDATE step SET inferred = 2", "projection step has a row that the log does not give"),
    (
      "INSERT INTO step SELECT stream_id, attempt, 9, status, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0 FROM step LIMIT 1",
      "projection step has a row that the log does not give"
    ),
    (
      "UPDATE exposure_spell SET max_gap = max_gap + 1",
      "projection exposure_spell has a row that the log does not give"
    ),
    ("DROP VIEW v_steps; CREATE VIEW v_steps AS SELECT 1 AS step", "v_steps is not as this version makes it"),
    ("DROP VIEW attempt_dimension", "attempt_dimension is not as this version makes it"),
    ("ALTER TABLE step ADD COLUMN note TEXT", "step is not as this version makes it"),
  ])
  func `names what is damaged`(sql: String, expected: String) throws {
    let model = try model()
    try model.damage("PRAGMA foreign_keys = OFF; " + sql)
    let problem = try model.problem()
    #expect(problem?.contains(expected) == true, "\(problem ?? "intact")")
    #expect(
      try model.verifyOnThreads() == model.verify(), "one part after the other, or all at once")
  }

  @Test func `a broken chain is named by the first and the last position of the commit that does not fit`() throws {
    let model = try model()
    let commits = try model.rows("SELECT first_position, last_position FROM append_commit").map {
      (first: $0[0].integer ?? 0, last: $0[1].integer ?? 0)
    }
    #expect(commits.count == 3)
    for commit in commits.reversed() {
      let place = (commit.first + commit.last) / 2
      try model.damage("UPDATE event SET observed_at = observed_at + 1 WHERE position = \(place)")
      #expect(
        try model.problem()
          == "the chain breaks within positions \(commit.first) to \(commit.last): an event there is not what was appended"
      )
    }
  }

  @Test func `of a commit of one event its position is named`() throws {
    let model = try model()
    let position = try model.log.head().position + 1
    try model.ingest([
      #"{"observed_at":"2026-12-01T08:00:00Z","kind":"poll","body":{"id":"nb-1","status":"RUNNING"}}"#
    ])
    try model.damage("UPDATE event SET observed_at = observed_at + 1 WHERE position = \(position)")
    #expect(
      try model.problem() == "the chain breaks at position \(position): an event there is not what was appended")
  }

  @Test func `a rebuild mends projections and nothing else`() throws {
    let model = try model()
    let expected = try model.projections()
    try model.damage("UPDATE attempt SET polls = 99; DELETE FROM step; UPDATE instance SET state = x'00'")
    try ReadModel.rebuild(model.log)
    #expect(try model.projections() == expected)
    #expect(try model.problem() == nil)
  }

  @Test func `verify leaves nothing behind that would hide the live tables`() throws {
    let model = try Model(directory, "log.db")
    let lines = RandomHistory(seed: 2, count: 90).lines
    for start in stride(from: 0, to: 90, by: 15) {
      try model.ingest(lines[start..<(start + 15)])
      #expect(try model.problem() == nil)
    }
    #expect(try model.rows("SELECT name FROM sqlite_temp_schema WHERE type = 'table'").isEmpty)
  }

  @Test(arguments: [EventLog.Access.read, .write, .create])
  func `a projection of another version is rebuilt when it is opened, for whatever use`(access: EventLog.Access) throws
  {
    let expected: [String]
    do {
      let model = try model()
      expected = try model.projections()
      try model.damage("UPDATE projection SET version = 0 WHERE name = 'step'; DELETE FROM step")
    }
    let log = try ReadModel.open(path: directory.file("log.db"), access: access)
    #expect(try ReadModel.state(log) == .current)
    #expect(try Model(directory, "log.db", access: .write).projections() == expected)
  }

  @Test func `projections of another version are not compared, and verify does not rebuild them`() throws {
    let model = try model()
    try model.damage("UPDATE projection SET version = 0 WHERE name = 'step'; DELETE FROM step")
    let log = try EventLog.open(path: directory.file("log.db"), access: .read)
    #expect(try Verification(log).run() == .intact(log.head(), .outdated))
    #expect(try Verification(log, usesThreads: true).run() == .intact(log.head(), .outdated))
    #expect(try ReadModel.state(log) == .outdated)
  }

  @Test(arguments: [
    ("DROP TRIGGER answer_is_append_only_delete", "the trigger answer_is_append_only_delete is missing"),
    ("DROP INDEX answer_by_digest", "the index answer_by_digest is missing"),
    ("ALTER TABLE reject ADD COLUMN note TEXT", "the table reject is missing or not as it was made"),
    (
      "CREATE TRIGGER tidy AFTER INSERT ON event BEGIN DELETE FROM reject; END",
      "the trigger tidy on event is not the program's"
    ),
    (
      "CREATE TRIGGER tidy AFTER INSERT ON attempt BEGIN DELETE FROM reject; END",
      "the trigger tidy on attempt is not the program's"
    ),
  ])
  func `names what of the durable schema was changed`(sql: String, expected: String) throws {
    let model = try model()
    try model.log.connection.execute(sql)
    let problem = try model.problem()
    #expect(problem?.hasPrefix(expected) == true, "\(problem ?? "intact")")
    #expect(try model.verifyOnThreads() == model.verify())
  }

  @Test func `tables, views and indexes of a user's own are no violation, and stay`() throws {
    let model = try model()
    try model.log.connection.execute(
      "CREATE TABLE mine (x); CREATE VIEW v_mine AS SELECT 1 AS x; CREATE INDEX mine_x ON mine (x)")
    #expect(try model.problem() == nil)
    try ReadModel.rebuild(model.log)
    #expect(try model.rows("SELECT x FROM v_mine") == [[.integer(1)]])
  }

  @Test func `an event that the log holds twice is named with both positions`() throws {
    let lines = RandomHistory(seed: 1, count: 60).lines
    let first = try model().log.head().position
    let model = try Model(directory, "log.db")
    // The appender does not find its answers again, and takes everything for new.
    try model.damage("UPDATE answer SET digest_key = digest_key + 1")
    let answers = try model.rows("SELECT max(answer_id) FROM answer")[0][0].integer ?? 0
    try Model(directory, "log.db").ingest(lines)
    #expect(try model.log.head().position == 2 * first)
    try model.damage("UPDATE answer SET digest_key = digest_key - 1 WHERE answer_id <= \(answers)")
    let problem = try model.problem()
    #expect(problem?.contains(" repeats position ") == true, "\(problem ?? "intact")")
    #expect(try model.verifyOnThreads() == model.verify())
  }

  @Test func `an export ends before an answer that is not what was appended`() throws {
    let model = try model()
    try model.damage("UPDATE answer SET body = replace(body, 'nb-', 'nc-') WHERE answer_id = 5 AND base_id IS NULL")
    try model.damage("UPDATE answer SET http_status = 299 WHERE answer_id = 5")
    var count: Int64 = 0
    #expect(throws: Failure.self) {
      try EventExport.forEach(in: model.log) { _ in
        count += 1
        return true
      }
    }
    let first = try model.rows("SELECT min(position) FROM event WHERE answer_id = 5")[0][0].integer
    #expect(count + 1 == first)
  }

  @Test func `a damaged log is named before projections of another version are`() throws {
    let model = try model()
    try model.damage("UPDATE projection SET version = 0; DELETE FROM event WHERE position = 7")
    #expect(try model.problem() == "position 7 is missing")
  }

  @Test(arguments: [
    "UPDATE answer SET body = substr(body, 1, length(body) - 4) || char(0, 0, 0, 0) WHERE base_id IS NULL",
    "UPDATE answer SET body = '{}' WHERE base_id IS NOT NULL", "UPDATE answer SET body = NULL WHERE answer_id = 1",
  ])
  func `a rebuild ends at a body that is not what was appended, and the rows stay`(_ change: String) throws {
    let model = try Model(directory, "log.db")
    try model.ingest(RandomHistory(seed: 5, count: 90).lines)
    let projections = try model.projections()
    try model.damage(change)
    let failure = #expect(throws: Failure.self) { try ReadModel.rebuild(model.log) }
    #expect(failure?.kind == .corrupt)
    #expect(try model.projections() == projections)
  }
}
