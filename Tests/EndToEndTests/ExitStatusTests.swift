import Glibc
import NBSQLite
import Testing

/// The statuses with which nbtrack ends: scripts branch on them.
struct ExitStatusTests {
  let work = Workspace()

  @Test func `0 when everything was done`() {
    #expect(work.nbtrack("ingest", "-", input: Samples.polls(3)).status == 0)
    #expect(work.nbtrack("status").status == 0)
    #expect(work.nbtrack("verify").status == 0)
    #expect(work.nbtrack("--version").status == 0)
    #expect(work.nbtrack("--help").status == 0)
  }

  @Test func `1 when there is no database to read`() {
    let outcome = work.nbtrack("status")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("there is no database at"))
    #expect(!work.folder.contains("log.db"))
  }

  @Test func `1 for an unreadable source, after the others are finished`() {
    work.folder.write(Samples.polls(2), to: "a.jsonl")
    work.folder.write(Samples.polls(2, id: "b"), to: "b.jsonl")
    let outcome = work.nbtrack(
      "ingest", work.folder.file("a.jsonl"), work.folder.file("missing"), "/proc/self/mem", work.folder.file("b.jsonl"))
    #expect(outcome.status == 1)
    #expect(outcome.value("appended") == "4")
    #expect(outcome.errors.contains("missing"))
    #expect(outcome.errors.contains("/proc/self/mem"))
  }

  @Test func `1 for an instance that is unknown, or a word that several have`() {
    work.nbtrack("ingest", "-", input: Samples.polls(1, id: "abc-1") + Samples.polls(1, id: "abc-2"))
    let unknown = work.nbtrack("status", "zzz")
    #expect(unknown.status == 1)
    #expect(unknown.errors.contains("no instance has an id or a name with zzz"))
    let several = work.nbtrack("status", "abc")
    #expect(several.status == 1)
    #expect(several.errors.contains("abc-1"))
    #expect(work.nbtrack("status", "abc-2").status == 0)
  }

  @Test func `2 when input was rejected and everything else appended`() {
    let outcome = work.nbtrack("ingest", Samples.path("broken-lines/broken.jsonl"))
    #expect(outcome.status == 2)
    #expect(outcome.value("appended") == "10")
    #expect(outcome.value("rejected") == "10")
  }

  @Test func `2 when --strict stops, and nothing of the batch is kept`() {
    let input = Samples.polls(4) + "broken\n" + Samples.polls(2, from: 4)
    let outcome = work.nbtrack("ingest", "--strict", "--batch", "3", "-", input: input)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("line 5"))
    #expect(work.events == 3)
  }

  @Test func `3 when a gate trips, after the rows were written`() {
    work.nbtrack("ingest", "-", input: Samples.polls(3))
    let any = work.nbtrack("query", "instances", "--fail-if-any")
    #expect(any.status == 3)
    #expect(any.output.split(separator: "\n").count == 2)
    #expect(work.nbtrack("query", "instances", "--fail-if", "events >= 3").status == 3)
    #expect(work.nbtrack("query", "instances", "--fail-if", "events > 3").status == 0)
    #expect(work.nbtrack("query", "leases", "--fail-if-any").status == 0)
  }

  @Test func `4 when the log was changed behind its back`() throws {
    work.nbtrack("ingest", "-", input: Samples.polls(5))
    let connection = try Connection(path: work.database, mode: .readWrite)
    try connection.execute(
      "DROP TRIGGER event_is_append_only_update; UPDATE event SET observed_at = observed_at + 1 WHERE position = 3")
    let outcome = work.nbtrack("verify")
    #expect(outcome.status == 4)
    #expect(outcome.output.hasPrefix("violated: "))
  }

  @Test func `4 when a projection is not what the log gives`() throws {
    work.nbtrack("ingest", "-", input: Samples.polls(5))
    let connection = try Connection(path: work.database, mode: .readWrite)
    try connection.execute("UPDATE instance SET events = 4")
    #expect(work.nbtrack("verify").status == 4)
    #expect(work.nbtrack("rebuild").status == 0)
    #expect(work.nbtrack("verify").status == 0)
  }

  @Test func `4 for a head that the log never had`() {
    work.nbtrack("ingest", "-", input: Samples.polls(2))
    #expect(work.nbtrack("verify", "--head", String(repeating: "ab", count: 32)).status == 4)
  }

  @Test func `5 when another writer does not end in time`() throws {
    work.nbtrack("ingest", "-", input: Samples.polls(1))
    let connection = try Connection(path: work.database, mode: .readWrite)
    try connection.execute("BEGIN IMMEDIATE")
    let arguments = ["ingest", "--busy-timeout", "0.05", "--db", work.database, "-"]
    let input = Array(Samples.polls(1, from: 1).utf8)
    #expect(Tool.run(Tool.nbtrack, arguments, input: input).status == 5)
    #expect(work.nbtrack("status").status == 0)
    try connection.execute("ROLLBACK")
    #expect(Tool.run(Tool.nbtrack, arguments, input: input).status == 0)
  }

  @Test func `6 for a database of a newer version, to read and to write`() throws {
    work.nbtrack("ingest", "-", input: Samples.polls(1))
    let connection = try Connection(path: work.database, mode: .readWrite)
    try connection.execute("PRAGMA user_version = 99")
    #expect(work.nbtrack("status").status == 6)
    #expect(work.nbtrack("ingest", "-", input: Samples.polls(1)).status == 6)
  }

  @Test(arguments: [
    ["frobnicate"], ["ingest", "--kind", "sing", "-"], ["ingest", "--batch", "0", "-"], ["query", "no-such"],
    ["query", "attempts", "--week", "2026-W54"], ["query", "attempts", "--from", "2026-02-30T00:00:00Z"],
    ["query", "attempts", "--last", "7y"], ["query", "instances", "--by", "flavor"], ["verify", "--head", "12"],
    ["query", "step-latency", "--step", "5"], ["status", "--format", "xml"],
  ])
  func `64 for wrong usage`(_ arguments: [String]) {
    work.nbtrack("ingest", "-", input: Samples.polls(1))
    let outcome = Tool.run(Tool.nbtrack, arguments, environment: ["NBTRACK_DB=" + work.database])
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(!outcome.errors.isEmpty)
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func `130 when a signal ends it, and what was acknowledged stays`(_ signal: Int32) {
    let child = work.start("ingest", "--batch", "1", "-")
    child.write(Array(Samples.polls(2).utf8))
    work.waitForEvents(1)
    child.send(signal)
    #expect(child.finishReading() == .exited(130))
    #expect(work.nbtrack("verify").status == 0)
  }
}
