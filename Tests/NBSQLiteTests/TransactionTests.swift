import NBBasics
import NBSQLite
import NBSQLiteFaults
import NBTestFiles
import Testing

@Suite struct TransactionTests {
  let directory = TemporaryDirectory()

  enum Refusal: FailureHolder, Equatable {
    case store(Failure)
    case strict

    init(_ error: Failure) { self = .store(error) }
  }

  func table(vfs: String? = nil) throws -> Connection {
    let connection = try Connection(path: directory.file("x.db"), mode: .create, vfs: vfs)
    try connection.execute("CREATE TABLE t(a UNIQUE); INSERT INTO t VALUES (1)")
    return connection
  }

  func count(_ connection: Connection) throws -> Value? { try connection.firstValue("SELECT count(*) FROM t") }

  @Test func `a transaction commits and gives the result of its body`() throws {
    let connection = try table()
    let result = try connection.transaction(.immediate) { () throws(Failure) in
      try connection.execute("INSERT INTO t VALUES (2), (3)")
      return connection.changes
    }
    #expect(result == 2)
    #expect(!connection.isInTransaction)
    #expect(try count(connection) == .integer(3))
  }

  @Test func `a transaction whose body fails leaves nothing`() throws {
    let connection = try table()
    let error = storeError { () throws(Failure) in
      try connection.transaction(.immediate) { () throws(Failure) in
        try connection.execute("INSERT INTO t VALUES (2)")
        try connection.execute("INSERT INTO t VALUES (1)")
      }
    }
    #expect(error.kind == .constraint)
    #expect(error.message.contains("UNIQUE constraint failed: t.a"))
    #expect(!connection.isInTransaction)
    #expect(try count(connection) == .integer(1))
  }

  @Test func `a body may throw an error type of its own`() throws {
    let connection = try table()
    do throws(Refusal) {
      try connection.transaction(.immediate, throwing: Refusal.self) { () throws(Refusal) in
        do throws(Failure) { try connection.execute("INSERT INTO t VALUES (2)") } catch { throw Refusal(error) }
        throw .strict
      }
      Issue.record("no error")
    } catch {
      #expect(error == .strict)
    }
    #expect(try count(connection) == .integer(1))
  }

  @Test func `a transaction within a transaction is misuse`() throws {
    let connection = try table()
    try connection.begin(.deferred)
    #expect(storeError { () throws(Failure) in try connection.transaction(.deferred) {} }.kind == .misuse)
    #expect(connection.isInTransaction)
    connection.rollBack()
    connection.rollBack()
    #expect(!connection.isInTransaction)
  }

  @Test func `a database at its page limit is full and keeps what was committed`() throws {
    let connection = try table()
    try connection.setPragma("max_page_count", to: 10)
    let error = storeError { () throws(Failure) in
      try connection.transaction(.immediate) { () throws(Failure) in
        try connection.execute("INSERT INTO t VALUES (2)")
        try connection.execute("INSERT INTO t VALUES (zeroblob(100000))")
      }
    }
    #expect(error.kind == .full)
    #expect(!connection.isInTransaction)
    #expect(try count(connection) == .integer(1))
  }

  @Test(arguments: ["wal", "delete"])
  func `a full disk at any write leaves all of a transaction or nothing`(journal: String) throws {
    var wasFull = 0
    for writes in 0..<200 {
      let directory = TemporaryDirectory()
      let faults = FaultVFS(name: "full-\(journal)-\(writes)")
      let path = directory.file("x.db")
      do {
        let connection = try Connection(path: path, mode: .create, vfs: faults.name)
        try connection.execute("PRAGMA journal_mode = \(journal); CREATE TABLE t(a UNIQUE); INSERT INTO t VALUES (1)")
        faults.set(.fullDisk(afterWrites: writes))
        do throws(Failure) {
          try connection.transaction(.immediate) { () throws(Failure) in
            for value in 2...40 {
              let insert = try connection.cached("INSERT INTO t VALUES (:a || zeroblob(500))")
              insert.bind(value, at: 1)
              try insert.run()
            }
          }
        } catch {
          #expect(error.kind == .full)
          wasFull += 1
        }
      }
      let reopened = try Connection(path: path, mode: .readWrite)
      #expect(try reopened.integrityProblems() == [])
      let expected: Int64 = faults.hasFailed ? 1 : 40
      let found = try count(reopened)
      #expect(found == .integer(expected) || (faults.hasFailed && found == .integer(40)))
      if !faults.hasFailed { break }
    }
    #expect(wasFull > 5)
  }

  @Test func `a failed sync is an input-output error and nothing is acknowledged`() throws {
    let faults = FaultVFS(name: "sync")
    let connection = try table(vfs: faults.name)
    faults.set(.failedSync(after: 0))
    let error = storeError { () throws(Failure) in
      try connection.transaction(.immediate) { () throws(Failure) in
        try connection.execute("INSERT INTO t VALUES (2)")
      }
    }
    #expect(error.kind == .inputOutput)
    #expect(error.code == 1034)
    #expect(!connection.isInTransaction)
    faults.set(nil)
    #expect(try count(connection) == .integer(1))
  }
}
