import Glibc
import NBTestFiles
import Testing

/// What a question may cost, and what is kept from it.
struct BoundsTests {
  let work = Workspace()
  private let endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT"

  init() { work.nbtrack("ingest", "-", input: Samples.polls(9)) }

  @Test func `a question without end is given up`() {
    let outcome = work.nbtrack("query", "-c", "\(endless) count(*) FROM n", "--timeout", "0.2")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("nbtrack: no answer within --timeout 0.2 seconds\n"), "\(outcome.errors)")
    #expect(work.nbtrack("query", "instances", "--timeout", "60").status == 0)
    #expect(work.nbtrack("query", "instances", "--timeout", "0").status == 64)
  }

  @Test func `a user's SQL does not take all memory`() {
    for sql in [
      "SELECT length(randomblob(1000000000))", "SELECT length(zeroblob(1000000000) || 'x')",
      "\(endless) hex(zeroblob(1000000)) FROM n",
    ] {
      let outcome = work.nbtrack("query", "-c", sql)
      #expect(outcome.status == 1 || outcome.status == 64, "\(sql): \(outcome.errors)")
      #expect(outcome.output.isEmpty)
    }
  }

  @Test func `the key of the fingerprints is out of a query's reach`() {
    for sql in [
      "SELECT hex(value) FROM setting", "SELECT count(*) FROM main.setting",
      "SELECT (SELECT value FROM SETTING LIMIT 1)",
      "SELECT data FROM sqlite_dbpage",
    ] {
      let outcome = work.nbtrack("query", "-c", sql)
      #expect(outcome.status != 0, "\(sql)")
      #expect(outcome.output.isEmpty)
    }
    #expect(work.nbtrack("query", "quality").status == 0)
  }

  @Test func `a crash says nothing of what was in memory`() {
    let child = work.start("ingest", "-")
    child.write(Array(Samples.polls(1).utf8))
    work.waitForEvents(9)
    child.send(SIGILL)
    #expect(child.finish() == .signalled(SIGILL))
    #expect(child.standardError.isEmpty)
  }

  @Test func `what is no file is no database, at once`() {
    mkfifo(work.folder.file("pipe"), 0o600)
    mkdir(work.folder.file("folder"), 0o700)
    for (name, kind) in [("pipe", "no regular file"), ("folder", "a directory")] {
      let path = work.folder.file(name)
      let outcome = work.nbtrack(on: name, "status")
      #expect(outcome.status == 1)
      #expect(outcome.errors.hasPrefix("nbtrack: cannot open \(path): \(path) is \(kind)\n"), "\(outcome.errors)")
    }
    mkfifo(work.folder.file("log.db-journal"), 0o600)
    #expect(work.nbtrack("verify").status == 1)
  }
}
