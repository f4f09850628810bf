import NBBasics
import NBSQLite
import NBTestFiles
import Testing

@Suite struct MigrationTests {
  let directory = TemporaryDirectory()
  let mark: Int32 = 0x6e62_7472
  let first = Migration(version: 1, name: "log", sql: "CREATE TABLE event(a)")
  let second = Migration(
    version: 2, name: "index", sql: "CREATE INDEX event_a ON event(a); INSERT INTO event VALUES (1)")

  func open(_ mode: Connection.Mode = .create) throws(Failure) -> Connection {
    try Connection(path: directory.file("x.db"), mode: mode)
  }

  @Test func `a fresh file gets every migration and the mark`() throws {
    let connection = try open()
    #expect(try schemaState(connection, applicationID: mark, supported: 2) == .fresh)
    #expect(try migrate(connection, [first, second], applicationID: mark) == 2)
    #expect(try connection.applicationID == mark && connection.userVersion == 2)
    #expect(try schemaState(open(.readOnly), applicationID: mark, supported: 2) == .version(2))
    #expect(try migrate(connection, [first, second], applicationID: mark) == 0)
    #expect(try connection.firstValue("SELECT count(*) FROM event") == .integer(1))
  }

  @Test func `an older file gets what is missing`() throws {
    #expect(try migrate(open(), [first], applicationID: mark) == 1)
    #expect(try migrate(open(), [first, second], applicationID: mark) == 1)
  }

  @Test func `a file that is up to date needs no permission to write`() throws {
    try migrate(open(), [first], applicationID: mark)
    #expect(try migrate(open(.readOnly), [first], applicationID: mark) == 0)
    let reader = try open(.readOnly)
    #expect(
      storeError { () throws(Failure) in try migrate(reader, [first, second], applicationID: mark) }.kind
        == .readOnly)
  }

  @Test func `a newer file is refused with both versions`() throws {
    let connection = try open()
    try migrate(connection, [first, second], applicationID: mark)
    let error = storeError { () throws(Failure) in try migrate(connection, [first], applicationID: mark) }
    #expect(error.kind == .newerSchema(found: 2, supported: 1))
  }

  @Test(arguments: [
    ("CREATE TABLE other(a)", 0), ("PRAGMA application_id = 7", 7), ("PRAGMA user_version = 1", 0),
    ("PRAGMA application_id = 7; CREATE TABLE other(a)", 7),
  ])
  func `another application's file is refused and left as it is`(sql: String, found: Int32) throws {
    let connection = try open()
    try connection.execute(sql)
    let before = try rows(connection, "SELECT * FROM sqlite_schema")
    let error = storeError { () throws(Failure) in try migrate(connection, [first], applicationID: mark) }
    #expect(error.kind == .foreignDatabase(applicationID: found))
    #expect(try rows(connection, "SELECT * FROM sqlite_schema") == before)
  }

  @Test func `an empty file in wal mode is still fresh`() throws {
    let connection = try open()
    try connection.execute("PRAGMA page_size = 8192; PRAGMA journal_mode = wal")
    #expect(try migrate(connection, [first], applicationID: mark) == 1)
    #expect(try connection.pragma("page_size") == .integer(8192))
    #expect(try connection.pragma("journal_mode") == .text("wal"))
  }

  @Test func `a migration that fails leaves the version before it`() throws {
    let wrong = Migration(version: 2, name: "mistake", sql: "CREATE TABLE half(a); INSERT INTO nowhere VALUES (1)")
    let connection = try open()
    let error = storeError { () throws(Failure) in try migrate(connection, [first, wrong], applicationID: mark) }
    #expect(error.message.contains("migration 2 (mistake)"))
    #expect(try connection.userVersion == 1 && !connection.isInTransaction)
    #expect(try rows(connection, "SELECT name FROM sqlite_schema") == [[.text("event")]])
  }

  @Test func `the first migration that fails leaves the file fresh`() throws {
    let wrong = Migration(version: 1, name: "mistake", sql: "CREATE TABLE half(a); INSERT INTO nowhere VALUES (1)")
    let connection = try open()
    _ = storeError { () throws(Failure) in try migrate(connection, [wrong], applicationID: mark) }
    #expect(try schemaState(connection, applicationID: mark, supported: 1) == .fresh)
  }
}
