import Glibc
import NBTestFiles
import Testing

/// Commands on a whole log: export, backup, verify, info.
struct StoreTests {
  let work = Workspace()

  @Test func `an exported log, ingested again, has the same head and the same projections`() {
    work.nbtrack("ingest", Samples.day)
    let head = work.nbtrack("ingest", Samples.path("fleet/2026-W46.jsonl.gz")).value("head")
    let export = work.nbtrack("export")
    #expect(export.status == 0)
    let copy = work.nbtrack(on: "copy.db", "ingest", "-", input: export.output)
    #expect(copy.status == 0)
    #expect(copy.value("head") == head)
    #expect(work.projections(of: "copy.db") == work.projections())
    #expect(work.nbtrack(on: "copy.db", "export").output.utf8.count >= export.output.utf8.count)
  }

  @Test func `a head printed earlier is found at its position`() throws {
    let first = work.nbtrack("ingest", "-", input: Samples.polls(4))
    work.nbtrack("ingest", "-", input: Samples.polls(3, from: 4))
    let head = try #require(first.value("head"))
    let outcome = work.nbtrack("verify", "--head", head)
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("ok events=7 head="))
    #expect(outcome.output.hasSuffix("head=\(head) position=4\n"))
  }

  @Test func `a backup is a verified database of its own`() {
    let head = work.nbtrack("ingest", "-", input: Samples.polls(9)).value("head")
    let outcome = work.nbtrack("backup", work.folder.file("copy.db"))
    #expect(outcome.status == 0)
    #expect(outcome.value("head") ?? head == head)
    #expect(work.nbtrack(on: "copy.db", "verify").output == work.nbtrack("verify").output)
    let again = work.nbtrack("backup", work.folder.file("copy.db"))
    #expect(again.status == 1)
    #expect(!work.folder.contains("copy.db.partial"))
  }

  @Test func `a backup leaves alone what it did not make, and an abandoned one is no hindrance`() {
    work.nbtrack("ingest", "-", input: Samples.polls(9))
    for name in ["copy.db.partial", "copy.db.partial-journal"] { work.folder.write("precious", to: name) }
    #expect(work.nbtrack("backup", work.folder.file("copy.db")).status == 0)
    #expect(work.folder.bytes(of: "copy.db.partial") == Array("precious".utf8))
    #expect(work.folder.bytes(of: "copy.db.partial-journal") == Array("precious".utf8))
    #expect(work.folder.names.filter { $0.hasPrefix("copy.db") }.count == 3)
  }

  @Test func `of two backups to one name at once, one is kept and whole`() {
    work.nbtrack("ingest", Samples.day)
    let children = (0..<2).map { _ in work.start("backup", work.folder.file("copy.db")) }
    let endings = children.map { $0.finishReading() }
    #expect(endings.contains(.exited(0)))
    #expect(work.nbtrack(on: "copy.db", "verify").output == work.nbtrack("verify").output)
    #expect(!work.folder.names.contains { $0.hasSuffix(".partial") })
  }

  @Test func `several processes may create one database at once`() {
    for round in 0..<4 {
      let path = work.folder.file("new\(round).db")
      let children = (0..<5).map { index in
        let child = Tool.start(Tool.nbtrack, ["ingest", "-", "--db", path])
        child.write(Array(Samples.polls(3, id: "n\(index)").utf8))
        child.closeInput()
        return child
      }
      for child in children { #expect(child.finishReading() == .exited(0)) }
      #expect(work.nbtrack(on: "new\(round).db", "verify").output.hasPrefix("ok events=15 "))
    }
  }

  @Test func `database, backup and rejects are their owner's alone`() {
    work.nbtrack("ingest", "-", "--rejects", work.folder.file("rejects.jsonl"), input: Samples.polls(3) + "no JSON\n")
    work.nbtrack("backup", work.folder.file("copy.db"))
    for name in ["log.db", "copy.db", "rejects.jsonl"] {
      var facts = stat()
      #expect(stat(work.folder.file(name), &facts) == 0)
      #expect(facts.st_mode & 0o777 == 0o600, "\(name)")
    }
  }

  @Test func `a question as of an earlier time is answered as the log was then`() {
    let earlier = Workspace()
    earlier.nbtrack("ingest", "-", input: Samples.polls(5))
    work.nbtrack("ingest", "-", input: Samples.polls(20))
    let asOf = "\(1_794_000_000_000 + 4 * 60_000)"
    for name in ["instances", "attempts", "steps", "exposure", "storage-only", "leases"] {
      let outcome = work.nbtrack("query", name, "--as-of", asOf)
      #expect(outcome.output == earlier.nbtrack("query", name).output, "\(name)")
    }
  }

  @Test func `a catalogue changes the class of a flavor, and says how many it changed`() {
    work.nbtrack("ingest", "-", input: Samples.polls(1, body: #","flavor":"modelarts.vm.cpu.2u""#))
    #expect(work.nbtrack("query", "instances").output.contains(",cpu,flavor"))
    let first = work.nbtrack("catalog", "import", Samples.path("flavors/flavors.json"))
    #expect(first.output == "flavors=7 added=7 changed=0\n")
    #expect(work.nbtrack("query", "instances").output.contains(",cpu,catalog"))
    let second = work.nbtrack("catalog", "import", Samples.path("flavors/flavors.json"))
    #expect(second.output == "flavors=7 added=0 changed=0\n")
    #expect(work.nbtrack("verify").status == 0)
  }

  @Test func `a user's own SQL only reads`() {
    work.nbtrack("ingest", "-", input: Samples.polls(3))
    work.folder.write("SELECT count(*) AS n FROM v_events WHERE status = :status", to: "mine.sql")
    let outcome = work.nbtrack("query", work.folder.file("mine.sql"), "--param", "status=RUNNING")
    #expect(outcome.output == "n\n3\n")
    for (index, sql) in ["DELETE FROM instance", "ATTACH 'x.db' AS x", "PRAGMA user_version = 3"].enumerated() {
      work.folder.write(sql, to: "bad\(index).sql")
      #expect(work.nbtrack("query", work.folder.file("bad\(index).sql")).status == 1, "\(sql)")
    }
    #expect(work.nbtrack("verify").status == 0)
  }
}
