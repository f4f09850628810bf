import Glibc
import NBBasics
import NBSQLite
import NBSQLiteFaults
import NBTestFiles
import Testing

@Suite struct ConnectionTests {
  let directory = TemporaryDirectory()

  @Test(arguments: [
    "a?b.db", "a#b.db", "100%41.db", "with space.db", "file:x.db", ":memory:", "ü.db", "x.db?mode=memory", "'q'.db",
  ])
  func `a name is taken literally whatever characters it holds`(name: String) throws {
    let path = directory.file(name)
    try Connection(path: path, mode: .create).execute("CREATE TABLE t(a)")
    #expect(directory.names == [name])
    #expect(try rows(Connection(path: path, mode: .readOnly), "SELECT name FROM sqlite_schema") == [[.text("t")]])
  }

  @Test(arguments: ["rel?x#%41.db", "x.db?mode=memory", "plain.db"])
  func `a relative name is taken literally too`(name: String) throws {
    // In the working directory, under a name that no other test uses.
    let relative = "file:" + directory.path.split(separator: "/").joined(separator: "-") + ":" + name
    defer { unlink("./" + relative) }
    try Connection(path: relative, mode: .create).execute("CREATE TABLE t(a)")
    #expect(access("./" + relative, F_OK) == 0)
  }

  @Test func `a missing file is not created unless asked for`() {
    let error = storeError { () throws(Failure) in
      _ = try Connection(path: directory.file("x.db"), mode: .readWrite)
    }
    #expect(error.kind == .cannotOpen)
    #expect(error.message.contains(directory.file("x.db")))
    #expect(!error.hint.isEmpty)
    #expect(
      storeError { () throws(Failure) in _ = try Connection(path: directory.file("x.db"), mode: .readOnly) }
        .kind == .cannotOpen)
    #expect(directory.names.isEmpty)
  }

  @Test(arguments: ["short", String(repeating: "this is no database ", count: 300)])
  func `a file that is no database is refused when it is opened`(text: String) {
    directory.write(Array(text.utf8), to: "x.db")
    for mode in [Connection.Mode.readOnly, .readWrite, .create] {
      let error = storeError { () throws(Failure) in
        _ = try Connection(path: directory.file("x.db"), mode: mode)
      }
      #expect(error.kind == .notADatabase)
    }
  }

  @Test func `a directory is not a database`() {
    let error = storeError { () throws(Failure) in _ = try Connection(path: directory.path, mode: .create) }
    #expect(error.kind == .cannotOpen)
  }

  @Test func `an empty path and a NUL byte are refused`() {
    for path in ["", "a\0b"] {
      #expect(storeError { () throws(Failure) in _ = try Connection(path: path, mode: .create) }.kind == .cannotOpen)
    }
  }

  @Test func `a truncated database is corrupt`() throws {
    let path = directory.file("x.db")
    try Connection(path: path, mode: .create).execute(
      "CREATE TABLE t(a); WITH c(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM c WHERE i < 999) INSERT INTO t SELECT i FROM c"
    )
    #expect(truncate(path, 6000) == 0)
    let error = storeError { () throws(Failure) in
      _ = try rows(Connection(path: path, mode: .readOnly), "SELECT count(*) FROM t")
    }
    #expect(error.kind == .corrupt)
  }

  @Test func `a reader does not write`() throws {
    let path = directory.file("x.db")
    try Connection(path: path, mode: .create).execute("CREATE TABLE t(a)")
    let reader = try Connection(path: path, mode: .readOnly)
    #expect(reader.isReadOnly)
    #expect(storeError { () throws(Failure) in try reader.execute("INSERT INTO t VALUES (1)") }.kind == .readOnly)
  }

  @Test func `a wal database is readable where no shared-memory file can be made`() throws {
    let path = directory.file("x%41?.db")
    try Connection(path: path, mode: .create).execute(
      "PRAGMA journal_mode = wal; CREATE TABLE t(a); INSERT INTO t VALUES (7)")
    #expect(directory.names == ["x%41?.db"])
    let faults = FaultVFS(name: "no-shm-clean")
    faults.set(.noSharedMemory)
    let reader = try Connection(path: path, mode: .readOnly, vfs: faults.name)
    #expect(reader.isImmutable)
    #expect(try rows(reader, "SELECT a FROM t") == [[.integer(7)]])
    #expect(
      storeError { () throws(Failure) in _ = try Connection(path: path, mode: .readWrite, vfs: faults.name) }
        .kind == .cannotOpen)
  }

  @Test func `changes that wait in a write-ahead log are never passed over`() throws {
    let path = directory.file("x.db")
    let writer = try Connection(path: path, mode: .create)
    try writer.execute("PRAGMA journal_mode = wal; CREATE TABLE t(a); INSERT INTO t VALUES (7)")
    #expect(directory.contains("x.db-wal"))
    let faults = FaultVFS(name: "no-shm-waiting")
    faults.set(.noSharedMemory)
    let error = storeError { () throws(Failure) in
      _ = try Connection(path: path, mode: .readOnly, vfs: faults.name)
    }
    #expect(error.kind == .cannotOpen)
    #expect(try !Connection(path: path, mode: .readOnly).isImmutable)
  }

  @Test func `a second writer is told that the database is busy`() throws {
    let path = directory.file("x.db")
    let first = try Connection(path: path, mode: .create)
    let second = try Connection(path: path, mode: .create)
    try first.begin(.immediate)
    #expect(storeError { () throws(Failure) in try second.begin(.immediate) }.kind == .busy)
    try first.commit()
    try second.begin(.immediate)
    try second.commit()
  }

  @Test func `the data version changes when another connection commits`() throws {
    let path = directory.file("x.db")
    let writer = try Connection(path: path, mode: .create)
    let reader = try Connection(path: path, mode: .readOnly)
    let before = try reader.dataVersion
    #expect(try reader.dataVersion == before)
    try writer.execute("CREATE TABLE t(a)")
    #expect(try reader.dataVersion != before)
  }

  @Test func `a wrong statement of a script is named by line and column`() throws {
    let connection = try Connection(mode: .memory)
    let error = storeError { () throws(Failure) in
      try connection.execute("CREATE TABLE t(a);\n-- comment\nINSERT INTO t\n  VALEUS (1);")
    }
    #expect(error.message.contains("line 4, column 3"))
    #expect(error.kind == .other(1))
    #expect(try rows(connection, "SELECT count(*) FROM t") == [[.integer(0)]])
  }

  @Test func `interrupting stops a running statement`() throws {
    let connection = try Connection(mode: .memory)
    let interrupter = connection.interrupter
    try connection.register(scalar: "stop", arguments: 0, deterministic: false) { _ in
      interrupter.interrupt()
      return .null
    }
    let error = storeError { () throws(Failure) in
      try connection.execute(
        "WITH c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c) SELECT count(*) + stop() FROM c WHERE stop() IS NULL")
    }
    #expect(error.kind == .interrupted)
  }

  @Test func `limits can be lowered`() throws {
    let connection = try Connection(mode: .memory)
    for limit in Limit.allCases { #expect(connection.limit(limit) >= 0) }
    connection.setLimit(.valueLength, to: 1000)
    #expect(connection.limit(.valueLength) == 1000)
    let error = storeError { () throws(Failure) in try connection.execute("SELECT zeroblob(1001)") }
    #expect(error.kind == .other(18))
  }

  @Test func `a sound database has no integrity problems`() throws {
    let connection = try Connection(mode: .memory)
    try connection.execute("CREATE TABLE t(a INTEGER PRIMARY KEY, b CHECK (b > 0)); INSERT INTO t VALUES (1, 2)")
    #expect(try connection.integrityProblems() == [])
    try connection.execute(
      "PRAGMA ignore_check_constraints = 1; UPDATE t SET b = -1; PRAGMA ignore_check_constraints = 0")
    #expect(try connection.integrityProblems() == ["CHECK constraint failed in t"])
  }
}
