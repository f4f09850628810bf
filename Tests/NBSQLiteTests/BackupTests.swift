import NBBasics
import NBSQLite
import NBSQLiteFaults
import NBTestFiles
import Testing

@Suite struct BackupTests {
  let directory = TemporaryDirectory()
  let source: Connection

  init() throws {
    source = try Connection(path: directory.file("x.db"), mode: .create)
    try source.execute(
      """
      PRAGMA journal_mode = wal; CREATE TABLE t(a, b);
      WITH c(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM c WHERE i < 500) INSERT INTO t SELECT i, zeroblob(900) FROM c
      """)
  }

  func count(_ name: String) throws -> Value? {
    try Connection(path: directory.file(name), mode: .readOnly).firstValue("SELECT count(*) FROM t")
  }

  @Test func `a backup is a whole database under a literal name`() throws {
    var calls: [Connection.BackupProgress] = []
    try source.backup(to: directory.file("file:b?%41.db"), pagesPerStep: 10) {
      calls.append($0)
      return true
    }
    #expect(try count("file:b?%41.db") == .integer(500))
    #expect(calls.count > 5 && calls.last?.remaining == 0)
    #expect(calls.map(\.remaining) == calls.map(\.remaining).sorted(by: >))
    #expect(!source.isInTransaction)
  }

  @Test func `a backup is of one state while a writer goes on`() throws {
    let writer = try Connection(path: directory.file("x.db"), mode: .readWrite)
    var failure: (any Error)?
    var calls = 0
    try source.backup(to: directory.file("b.db"), pagesPerStep: 10) { _ in
      calls += 1
      do { try writer.execute("INSERT INTO t SELECT a, b FROM t LIMIT 10") } catch { failure = error }
      // A copy that began again with every commit would never end.
      return calls < 100
    }
    #expect(failure == nil && calls > 5 && calls < 30)
    #expect(try count("b.db") == .integer(500))
    #expect(try source.firstValue("SELECT count(*) FROM t") == .integer(500 + Int64(calls) * 10))
  }

  @Test func `a backup never overwrites`() throws {
    directory.write([1, 2, 3], to: "b.db")
    let error = storeError { () throws(Failure) in try source.backup(to: directory.file("b.db")) }
    #expect(error.kind == .cannotOpen)
    #expect(error.hint.contains("not taken"))
    #expect(storeError { () throws(Failure) in try source.backup(to: directory.file("x.db")) }.kind == .cannotOpen)
    #expect(try count("x.db") == .integer(500))
  }

  @Test(arguments: ["-journal", "-wal", "-shm"])
  func `a file that SQLite would take for the copy's stays, and nothing is copied`(suffix: String) throws {
    directory.write([1, 2, 3], to: "b.db" + suffix)
    let error = storeError { () throws(Failure) in try source.backup(to: directory.file("b.db")) }
    #expect(error.kind == .cannotOpen)
    #expect(directory.bytes(of: "b.db" + suffix) == [1, 2, 3])
    #expect(!directory.contains("b.db"))
  }

  @Test func `a stopped backup leaves no file`() throws {
    let error = storeError { () throws(Failure) in
      try source.backup(to: directory.file("b.db"), pagesPerStep: 10) { $0.remaining > 50 }
    }
    #expect(error.kind == .interrupted)
    #expect(directory.names.filter { $0.hasPrefix("b.db") } == [])
    #expect(!source.isInTransaction)
  }

  @Test func `a backup within a transaction is misuse`() throws {
    try source.begin(.immediate)
    #expect(storeError { () throws(Failure) in try source.backup(to: directory.file("b.db")) }.kind == .misuse)
    #expect(!directory.contains("b.db"))
    source.rollBack()
  }

  @Test func `a backup into a missing directory names it`() {
    let error = storeError { () throws(Failure) in try source.backup(to: directory.file("no/b.db")) }
    #expect(error.kind == .cannotOpen)
    #expect(error.message.contains(directory.file("no/b.db")))
  }

  @Test func `a full disk stops a backup and leaves no file`() throws {
    let faults = FaultVFS(name: "backup-full")
    faults.set(.fullDisk(afterWrites: 20))
    let error = storeError { () throws(Failure) in
      try source.backup(to: directory.file("b.db"), targetVFS: faults.name)
    }
    #expect(error.kind == .full && faults.hasFailed)
    #expect(directory.names.filter { $0.hasPrefix("b.db") } == [])
  }
}
