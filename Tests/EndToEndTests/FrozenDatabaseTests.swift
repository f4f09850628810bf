import Glibc
import NBSQLite
import NBTestFiles
import Testing

/// What users of earlier releases have on their disks.
struct FrozenDatabaseTests {
  let work = Workspace()

  private func change(_ sql: String) throws {
    let connection = try Connection(path: work.database, mode: .readWrite)
    try connection.execute(sql)
  }

  @Test(arguments: FrozenDatabase.all)
  func `the database of a release is exported to the same head, and stays as it was`(_ frozen: FrozenDatabase) {
    frozen.unpack(into: work.folder, as: "log.db")
    let expected = "ok events=\(frozen.events) head=\(frozen.head)\n"
    #expect(work.nbtrack("verify").output == expected)
    let export = work.nbtrack("export")
    #expect(export.status == 0)
    #expect(work.nbtrack(on: "copy.db", "ingest", "-", input: export.output).value("head") == frozen.head)
    // The catalogue is no event.
    for name in ["log.db", "copy.db"] {
      work.nbtrack(on: name, "catalog", "import", Samples.path("flavors/flavors.json"))
    }
    #expect(work.projections(of: "copy.db") == work.projections())
    #expect(work.nbtrack("rebuild").value("head") == frozen.head)
    #expect(work.nbtrack("verify").output == expected)
  }

  @Test(arguments: FrozenDatabase.all, OtherShape.all)
  func `every command works on a database whose projections are of another shape`(
    _ frozen: FrozenDatabase, _ shape: OtherShape
  ) throws {
    frozen.unpack(into: work.folder, as: "log.db")
    // One of the shapes has no place for it.
    try change("DELETE FROM flavor_catalog")
    let attempts = work.nbtrack("query", "attempts").output
    try change(shape.sql)
    #expect(work.nbtrack("export").output.split(separator: "\n").count == Int(frozen.events))
    #expect(work.nbtrack("info").output.contains("\nhead,\(frozen.head)\n"))
    #expect(work.nbtrack("backup", work.folder.file("copy.db")).status == (shape.isToldByVersion ? 0 : 4))
    let verified = work.nbtrack("verify", "--head", frozen.head)
    if shape.isToldByVersion {
      #expect(verified.status == 0)
      #expect(verified.output.hasSuffix("head=\(frozen.head) position=\(frozen.events)\n"))
      #expect(verified.errors.contains("nbtrack rebuild"))
      // Nothing was written: the same is said again.
      #expect(work.nbtrack("verify").errors == verified.errors)
    } else {
      #expect(verified.status == 4)
    }
    #expect(work.nbtrack("status").status == 0)
    #expect(work.nbtrack("query", "attempts").output == attempts)
    #expect(work.nbtrack("verify").output == "ok events=\(frozen.events) head=\(frozen.head)\n")
    try change(shape.sql)
    #expect(work.nbtrack("rebuild").status == 0)
    #expect(work.nbtrack("query", "attempts").output == attempts)
    try change(shape.sql)
    #expect(work.nbtrack("ingest", "-", input: Samples.polls(2)).value("appended") == "2")
    #expect(work.nbtrack("verify").status == 0)
  }

  @Test func `a reader that is killed while it rebuilds leaves a database that the next one rebuilds`() throws {
    FrozenDatabase.all[0].unpack(into: work.folder, as: "log.db")
    let projections = work.projections()
    try change(OtherShape.all[0].sql)
    for delay in [0, 5_000, 10_000, 20_000, 40_000] as [UInt32] {
      let child = work.start("status")
      usleep(delay)
      child.send(SIGKILL)
      _ = child.finishReading()
      #expect(work.nbtrack("verify").status == 0)
    }
    #expect(work.projections() == projections)
  }
}
