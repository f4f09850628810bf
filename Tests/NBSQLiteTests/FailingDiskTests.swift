import NBBasics
import NBSQLite
import NBSQLiteFaults
import NBTestFiles
import Testing

/// Failures that SQLite reports late, or in words.
@Suite(.serialized) struct FailingDiskTests {
  private static let faults = FaultVFS(name: "failing-disk")
  private let directory = TemporaryDirectory()

  private func connection() throws -> Connection {
    try Connection(path: directory.file("x.db"), mode: .create, vfs: Self.faults.name)
  }

  @Test func `a switch to a write-ahead log that does not commit is an error`() throws {
    let connection = try connection()
    // The answer comes before the commit.
    Self.faults.set(FaultPlan(.sync))
    let error = storeError { () throws(Failure) in try connection.useWriteAheadLog(patience: 0) }
    Self.faults.set(nil)
    #expect(error.kind == .inputOutput)
    try connection.useWriteAheadLog(patience: 0)
    #expect(try connection.pragma("journal_mode") == .text("wal"))
  }

  @Test func `a switch to a write-ahead log that is answered with another mode is an error`() throws {
    let connection = try connection()
    // SQLite does not change the mode of an open transaction, and says so in its answer alone.
    try connection.begin(.deferred)
    _ = try connection.firstValue("SELECT count(*) FROM sqlite_schema")
    #expect(throws: Failure.self) { try connection.useWriteAheadLog(patience: 0) }
  }

  @Test func `a page that cannot be read is no damage but an error of the disk`() throws {
    do {
      let connection = try connection()
      try connection.execute("CREATE TABLE t(a); INSERT INTO t VALUES (zeroblob(100000))")
    }
    let connection = try connection()
    Self.faults.set(nil)
    #expect(try connection.integrityProblems() == [])
    let reads = Self.faults.count(.read)
    #expect(reads > 5)
    for number in 0..<reads {
      let again = try self.connection()
      Self.faults.set(FaultPlan(.read, successes: number))
      let error = storeError { () throws(Failure) in _ = try again.integrityProblems() }
      #expect(error.kind == .inputOutput, "read \(number): \(error)")
      Self.faults.set(nil)
    }
  }
}
