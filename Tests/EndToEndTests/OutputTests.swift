import Glibc
import NBSQLite
import NBTestFiles
import Testing

/// What goes to standard output, what to standard error, and in which form.
struct OutputTests {
  let work = Workspace()

  @Test func `a summary is one line of pairs, and adds up`() throws {
    let outcome = work.nbtrack("ingest", "-", input: Samples.polls(3) + "x\n" + Samples.polls(2))
    let keys = outcome.output.split(separator: " ").map { $0.prefix { $0 != "=" } }
    #expect(
      keys == ["observations", "appended", "duplicates", "rejected", "instances", "positions", "head", "seconds"])
    #expect(outcome.output.filter { $0 == "\n" }.count == 1)
    let counts = try ["observations", "appended", "duplicates", "rejected"].map { try #require(outcome.value($0)) }
    #expect(counts == ["6", "3", "2", "1"])
    #expect(outcome.value("positions") == "1-3")
    #expect(outcome.value("head")?.utf8.count == 64)
  }

  @Test func `what was kept before an error is told, and adds up`() throws {
    let child = work.start("ingest", "--batch", "1", "--busy-timeout", "0.05", "-")
    child.write(Array(Samples.polls(2).utf8))
    work.waitForEvents(2)
    let connection = try Connection(path: work.database, mode: .readWrite)
    try connection.execute("BEGIN IMMEDIATE")
    child.write(Array((Samples.polls(1, from: 2) + "x\n").utf8))
    child.closeInput()
    #expect(child.finishReading() == .exited(5))
    let summary = String(decoding: child.standardOutput, as: UTF8.self)
    #expect(summary.hasPrefix("observations=2 appended=2 duplicates=0 rejected=0 instances=1 positions=1-2 "))
    try connection.execute("ROLLBACK")
    #expect(work.events == 2)
  }

  @Test func `positions leave out those of a writer that stood between`() {
    let child = work.start("ingest", "--batch", "1", "-")
    child.write(Array(Samples.polls(1).utf8))
    work.waitForEvents(1)
    work.nbtrack("ingest", "-", input: Samples.polls(1, id: "b"))
    child.write(Array(Samples.polls(1, from: 1).utf8))
    child.closeInput()
    #expect(child.finishReading() == .exited(0))
    let summary = String(decoding: child.standardOutput, as: UTF8.self)
    #expect(summary.contains(" appended=2 ") && summary.contains(" positions=1-1,3-3 "))
  }

  @Test func `a file of rejects without room takes no reject from the table`() {
    let outcome = work.nbtrack("ingest", "--rejects", "/dev/full", "-", input: Samples.polls(2) + "x\n")
    #expect(outcome.status == 1 && outcome.errors.contains("No space left on device"))
    #expect(outcome.value("appended") == "2")
    #expect(work.nbtrack("rejects", "--format", "csv").output.contains("not a JSON object"))
  }

  @Test func `a summary is an object when asked for`() {
    let outcome = work.nbtrack("ingest", "--format", "json", "-", input: Samples.polls(1))
    let expected =
      #"{"observations":1,"appended":1,"duplicates":0,"rejected":0,"instances":1,"positions":"1-1","head":""#
    #expect(outcome.output.hasPrefix(expected))
    #expect(outcome.output.hasSuffix("}\n"))
  }

  @Test func `a dry run says the same and writes nothing`() {
    work.folder.write(Samples.polls(3), to: "polls.jsonl")
    let script = #"cd "$1" && exec "$0" ingest --dry-run --db log.db polls.jsonl"#
    let first = Tool.run("/bin/sh", ["-c", script, Tool.nbtrack, work.folder.path])
    #expect(first.status == 0)
    #expect(first.output.hasPrefix("observations=3 appended=3 duplicates=0 rejected=0 instances=1 "))
    #expect(work.folder.names == ["polls.jsonl"])
    work.nbtrack("ingest", "-", input: Samples.polls(2))
    let second = Tool.run("/bin/sh", ["-c", script, Tool.nbtrack, work.folder.path])
    #expect(second.output.hasPrefix("observations=3 appended=1 duplicates=2 rejected=0 instances=1 "))
    #expect(work.events == 2)
  }

  @Test func `errors are JSON on standard error with --format json`() {
    let missing = work.nbtrack("status", "--format", "json")
    #expect(missing.errors.hasPrefix(#"{"code":1,"message":"there is no database at "#))
    #expect(missing.errors.contains(#","hint":"Run `nbtrack ingest FILE` first"#))
    #expect(missing.output.isEmpty)
    let usage = work.nbtrack("status", "--format", "json", "--frobnicate")
    #expect(usage.status == 64)
    #expect(usage.errors.hasPrefix(#"{"code":64,"message":""#))
  }

  @Test func `a closed pipe is a quiet end`() {
    work.nbtrack("ingest", "-", input: Samples.polls(2000))
    for arguments in [["export"], ["query", "instances"], ["status"]] {
      let outcome = Tool.run(
        Tool.nbtrack, arguments, environment: ["NBTRACK_DB=" + work.database], closesOutput: true)
      #expect(outcome.status == 0)
      // Not a word more than to a reader that stays: that the polls are of another day.
      let stays = Tool.run(Tool.nbtrack, arguments, environment: ["NBTRACK_DB=" + work.database])
      #expect(outcome.errors == stays.errors)
    }
  }

  @Test func `a full device is an error`() {
    work.nbtrack("ingest", "-", input: Samples.polls(2))
    let outcome = Tool.run(
      "/bin/sh", ["-c", #""$0" export > /dev/full"#, Tool.nbtrack], environment: ["NBTRACK_DB=" + work.database])
    #expect(outcome.status == 1)
    #expect(!outcome.errors.isEmpty)
  }

  @Test func `a cell that a spreadsheet would run is guarded, unless a machine reads it`() {
    work.nbtrack("ingest", "-", input: Samples.polls(1, body: #","name":"=1+1""#))
    let arguments = ["query", "instances", "--format", "csv"]
    let environment = ["NBTRACK_DB=" + work.database]
    #expect(Tool.run(Tool.nbtrack, arguments, environment: environment).output.contains(",'=1+1,"))
    #expect(Tool.run(Tool.nbtrack, arguments + ["--no-csv-guard"], environment: environment).output.contains(",=1+1,"))
  }

  @Test func `the help of a question tells its own options and columns`() {
    let help = work.nbtrack("query", "step-latency", "--help")
    #expect(help.status == 0)
    for word in ["How long does each step of a start take?", "--step", "1 to 4", "p50_low_s", "implied"] {
      #expect(help.output.contains(word), "\(word)")
    }
    #expect(!help.output.contains("--free-gb"))
    #expect(work.nbtrack("query", "--help").output.contains("--fail-if-any"))
  }

  @Test func `every help begins with examples and names its exit statuses where it has its own`() {
    for command in ["ingest", "status", "query", "verify", "rebuild", "backup", "info", "export"] {
      let help = work.nbtrack(command, "--help").output
      #expect(help.contains("EXAMPLES:"), "\(command)")
    }
    #expect(work.nbtrack("--help").output.contains("EXIT STATUS:"))
  }
}
