import Glibc
import NBSQLite
import Testing

/// Input, files and disks as they should not be: a clear word, the right status, nothing lost.
struct BadInputTests {
  let work = Workspace()

  /// Ingests a file between two good ones; the good ones must be kept.
  private func ingest(_ bytes: [UInt8]) -> Outcome {
    work.folder.write(Samples.polls(2), to: "1.jsonl")
    work.folder.write(bytes, to: "2.jsonl")
    work.folder.write(Samples.polls(2, from: 2), to: "3.jsonl")
    let outcome = Tool.run(
      Tool.nbtrack, ["ingest", "--db", work.database] + ["1.jsonl", "2.jsonl", "3.jsonl"].map(work.folder.file))
    #expect(work.events.map { $0 >= 4 } == true, "the good lines are kept")
    #expect(work.nbtrack("verify").status == 0)
    return outcome
  }

  private func ingest(_ text: String) -> Outcome { ingest(Array(text.utf8)) }

  /// Reasons of the rejects that are kept.
  private var reasons: [String] {
    get throws {
      let connection = try Connection(path: work.database, mode: .readOnly)
      let statement = try connection.prepare("SELECT reason FROM reject ORDER BY reject_id")
      var reasons: [String] = []
      while try statement.step() { reasons.append(statement.text(0)) }
      return reasons
    }
  }

  @Test(arguments: [
    ("a truncated last line", #"{"observed_at":1794000000000,"kind":"poll","body":{"id":"b","sta"#),
    ("a line that is not JSON", "hello\n"),
    ("no instance id anywhere", #"{"observed_at":1794000000000,"kind":"poll","body":{"status":"RUNNING"}}"#),
    ("no observed_at", #"{"kind":"poll","body":{"id":"b","status":"X"}}"#),
    (
      "an impossible observed_at",
      #"{"observed_at":"2026-02-30T00:00:00Z","kind":"poll","body":{"id":"b","status":"X"}}"#
    ),
    (
      "an observed_at beyond 64 bits",
      #"{"observed_at":99999999999999999999,"kind":"poll","body":{"id":"b","status":"X"}}"#
    ),
    (
      "an http_status beyond 64 bits",
      #"{"observed_at":1794000000000,"kind":"poll","http_status":1e400,"body":{"id":"b","status":"X"}}"#
    ),
    (
      "10,000 levels deep",
      #"{"observed_at":1794000000000,"kind":"poll","body":"# + String(repeating: "[", count: 10_000)
    ),
    ("a body that is an array", #"{"observed_at":1794000000000,"kind":"poll","body":[1]}"#),
    (
      "requested after observed",
      #"{"observed_at":1794000000000,"requested_at":1794000000001,"kind":"poll","body":{"id":"b","status":"X"}}"#
    ),
  ])
  func `a broken line is rejected with its reason, and the lines around it are kept`(
    _ name: String, _ line: String
  ) throws {
    let outcome = ingest(line)
    #expect(outcome.status == 2, "\(name)")
    #expect(outcome.value("rejected") == "1", "\(name)")
    #expect(work.events == 4, "\(name)")
    #expect(try reasons.count == 1)
    #expect(try !reasons[0].isEmpty)
  }

  @Test(arguments: [
    (
      "a number beyond 64 bits in a body",
      #"{"observed_at":1794000000000,"kind":"poll","body":{"id":"b","status":"X","x":12345678901234567890}}"#
    ),
    (
      "a duplicate key",
      #"{"observed_at":1794000000000,"kind":"poll","kind":"stop","body":{"id":"b","status":"X","id":"c"}}"#
    ),
    (
      "nulls, unknown words and keys",
      #"{"observed_at":1794000000000,"kind":"poll","x":1,"body":{"id":"b","status":"Far","lease":null}}"#
    ),
    (
      "no line end at the end, and carriage returns",
      "\r\n" + #"{"observed_at":1794000000000,"kind":"poll","body":{"id":"b","status":"X"}}"#
    ),
    ("a byte order mark", "\u{FEFF}" + #"{"observed_at":1794000000000,"kind":"poll","body":{"id":"b","status":"X"}}"#),
  ])
  func `what drifts is no error`(_ name: String, _ line: String) {
    let outcome = ingest(line)
    #expect(outcome.status == 0, "\(name): \(outcome.errors)")
    #expect(work.events == 5, "\(name)")
  }

  @Test func `a duplicate key keeps its last value`() {
    #expect(ingest(#"{"observed_at":1794000000000,"kind":"poll","body":{"id":"b","status":"X","id":"c"}}"#).status == 0)
    #expect(work.nbtrack("status", "c").status == 0)
    #expect(work.nbtrack("status", "b").status == 1)
  }

  @Test func `a number beyond 64 bits in a body comes back as it was`() {
    let body = #"{"id":"b","status":"X","x":123456789012345678901234567890}"#
    #expect(ingest(#"{"observed_at":1794000000000,"kind":"poll","body":\#(body)}"#).status == 0)
    #expect(work.nbtrack("export").output.contains(body))
  }

  @Test func `invalid UTF-8 is rejected`() {
    let begin = Array(#"{"observed_at":1794000000000,"kind":"poll","body":{"id":"b","status":"X","name":""#.utf8)
    let outcome = ingest(begin + [0xFF, 0xC0] + Array("\"}}\n".utf8))
    #expect(outcome.status == 2)
    #expect(outcome.value("rejected") == "1")
  }

  @Test func `a line of 64 MiB is rejected, and the line behind it is read`() throws {
    var bytes = Array(#"{"observed_at":1794000000000,"kind":"poll","body":{"id":"b","status":"X","name":""#.utf8)
    bytes += [UInt8](repeating: 0x61, count: 64 << 20)
    bytes += Array("\"}}\n".utf8) + Array(Samples.polls(1, id: "behind").utf8)
    let outcome = ingest(bytes)
    #expect(outcome.status == 2)
    #expect(work.events == 5)
    #expect(try reasons == ["longer than 32 MiB"])
    #expect(work.nbtrack("status", "behind").status == 0)
  }

  @Test func `a device whose line never ends is given up, and what stood before it is kept`() throws {
    work.folder.write(Samples.polls(2), to: "1.jsonl")
    let outcome = work.nbtrack("ingest", work.folder.file("1.jsonl"), "/dev/zero")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("nbtrack: /dev/zero: no line ends within 1 GiB. Name a file"), "\(outcome.errors)")
    #expect(work.events == 2)
    #expect(try reasons == ["longer than 32 MiB"])
  }

  @Test func `an empty file is nothing`() {
    let outcome = ingest("")
    #expect(outcome.status == 0)
    #expect(outcome.value("observations") == "4")
  }

  @Test func `a directory without files to read is said, and fails when there is nothing else`() {
    work.folder.write("x", to: "empty/README")
    let alone = work.nbtrack("ingest", work.folder.file("empty"))
    #expect(alone.status == 1)
    #expect(alone.errors.contains("empty holds no .json, .jsonl or .ndjson file"))
  }

  @Test func `a damaged archive gives what could be unpacked, and status 1`() {
    let whole = Samples.bytes(of: Samples.path("fleet/2026-W46.jsonl.gz"))
    work.folder.write(Array(whole.prefix(whole.count / 2)), to: "half.jsonl.gz")
    let outcome = work.nbtrack("ingest", work.folder.file("half.jsonl.gz"))
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("half.jsonl.gz"))
    #expect((outcome.value("appended").flatMap { Int($0) } ?? 0) > 100)
    #expect(work.nbtrack("verify").status == 0)
  }

  @Test func `a file that is no database, or not ours, is refused and left alone`() throws {
    work.folder.write("this is a diary, not a database. " + String(repeating: "x", count: 600), to: "diary")
    let diary = work.nbtrack(on: "diary", "ingest", "-", input: Samples.polls(1))
    #expect(diary.status == 1)
    #expect(work.folder.bytes(of: "diary")?.count == 633)
    let connection = try Connection(path: work.folder.file("other.db"), mode: .create)
    try connection.execute("CREATE TABLE song (title TEXT)")
    let other = work.nbtrack(on: "other.db", "ingest", "-", input: Samples.polls(1))
    #expect(other.status == 1)
    #expect(other.errors.contains("other.db"))
    #expect(try connection.firstValue("SELECT count(*) FROM sqlite_schema")?.integer == 1)
  }

  @Test func `a folder that does not exist is an error with its path`() {
    let outcome = work.nbtrack("ingest", "--db", work.folder.file("no/such/log.db"), "-", input: Samples.polls(1))
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("no/such/log.db"))
  }

  @Test(.enabled(if: Privileges.canDrop))
  func `a file without permission is unreadable, a read-only database can be read`() {
    work.nbtrack("ingest", "-", input: Samples.polls(3))
    work.folder.write(Samples.polls(1, id: "b"), to: "closed.jsonl")
    chmod(work.folder.file("closed.jsonl"), 0o000)
    for name in work.folder.names where name.hasPrefix("log.db") { chmod(work.folder.file(name), 0o444) }
    chmod(work.folder.path, 0o555)
    defer { chmod(work.folder.path, 0o755) }
    let write = Privileges.runDropped(["ingest", "--db", work.database, "-"], input: Samples.polls(1, from: 3))
    #expect(write.status == 1)
    #expect(write.errors.contains("log.db"))
    let closed = Privileges.runDropped(["ingest", "--dry-run", work.folder.file("closed.jsonl")])
    #expect(closed.status == 1)
    #expect(closed.errors.contains("closed.jsonl"))
    let read = Privileges.runDropped(["query", "instances", "--db", work.database])
    #expect(read.status == 0, "\(read.errors)")
    #expect(read.output.split(separator: "\n").count == 2)
  }

  @Test func `a disk that is full fails without losing what was acknowledged`() {
    let first = work.nbtrack("ingest", "-", input: Samples.polls(2))
    #expect(first.status == 0)
    let full = Tool.run(
      "/bin/sh", ["-c", #"trap '' XFSZ; ulimit -f 600; exec "$0" ingest --batch 100 "$1""#, Tool.nbtrack, Samples.day],
      environment: ["NBTRACK_DB=" + work.database])
    #expect(full.status == 1)
    #expect(!full.errors.isEmpty)
    #expect(work.nbtrack("verify").status == 0)
    #expect(work.events.map { $0 >= 2 } == true)
    #expect(work.nbtrack("ingest", Samples.day).status == 0)
    #expect(work.nbtrack("verify").status == 0)
  }
}

/// Running as somebody whom permissions stop; the superuser is not.
enum Privileges {
  private static let setpriv = "/usr/bin/setpriv"

  static var canDrop: Bool {
    getuid() != 0 || (access(setpriv, X_OK) == 0 && runDropped(["--version"]).status == 0)
  }

  static func runDropped(_ arguments: [String], input: String = "") -> Outcome {
    guard getuid() == 0 else { return Tool.run(Tool.nbtrack, arguments, input: Array(input.utf8)) }
    return Tool.run(
      setpriv, ["--reuid=65534", "--regid=65534", "--clear-groups", Tool.nbtrack] + arguments,
      input: Array(input.utf8))
  }
}
