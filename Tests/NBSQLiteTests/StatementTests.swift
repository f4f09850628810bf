import NBBasics
import NBSQLite
import Testing

@Suite struct StatementTests {
  let connection: Connection

  init() throws { connection = try Connection(mode: .memory) }

  @Test func `what is bound comes back in its own class`() throws {
    let values: [Value] = [
      .null, .integer(.min), .integer(.max), .real(0.1), .real(-.infinity), .text(""), .text("a\0b"),
      .text("zwölf Boxkämpfer jagen 🦊"), .blob([]), .blob([0, 255, 0]),
    ]
    let statement = try connection.prepare("SELECT ?1")
    for value in values {
      statement.bind(value, at: 1)
      #expect(try statement.step())
      #expect(statement.value(0) == value)
      statement.reset()
    }
  }

  @Test func `every form of binding arrives`() throws {
    let statement = try connection.prepare("SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?")
    let bytes: [UInt8] = [104, 105]
    try bytes.withUnsafeBytes { bytes in
      statement.bind(Int64(1), at: 1)
      statement.bind(2, at: 2)
      statement.bind(2.5, at: 3)
      statement.bind("static" as StaticString, at: 4)
      statement.bind("text", at: 5)
      statement.bind(nil, at: 6)
      statement.bind(bytes, at: 7)
      statement.bindText(bytes, at: 8)
      statement.bindUncopied(bytes, at: 9)
      statement.bindUncopiedText(bytes, at: 10)
      statement.bind(nil as Int64?, at: 11)
      _ = try statement.step()
    }
    #expect(
      statement.values == [
        .integer(1), .integer(2), .real(2.5), .text("static"), .text("text"), .null, .blob([104, 105]), .text("hi"),
        .blob([104, 105]), .text("hi"), .null,
      ])
  }

  @Test func `bytes without an address are empty and not null`() throws {
    let statement = try connection.prepare("SELECT ?, ?, ?, ?, ?")
    let none = UnsafeRawBufferPointer(start: nil, count: 0)
    statement.bind(none, at: 1)
    statement.bindText(none, at: 2)
    statement.bindUncopied(none, at: 3)
    statement.bindUncopiedText(none, at: 4)
    statement.bind([UInt8](), at: 5)
    #expect(try statement.step())
    #expect(statement.values == [.blob([]), .text(""), .blob([]), .text(""), .blob([])])
  }

  @Test func `accessors tell null from zero`() throws {
    let statement = try connection.prepare("SELECT NULL, 0, '', x''")
    #expect(try statement.step())
    #expect(statement.integerOrNil(0) == nil && statement.integerOrNil(1) == 0)
    #expect(statement.realOrNil(0) == nil && statement.realOrNil(1) == 0)
    #expect(statement.textOrNil(0) == nil && statement.textOrNil(2) == "")
    #expect(statement.blobOrNil(0) == nil && statement.blobOrNil(3) == [])
    #expect(statement.integer(0) == 0 && statement.text(0) == "" && statement.blob(0) == [])
    #expect(statement.withBlob(0) { $0.count } == 0)
  }

  @Test func `bytes and text are readable in place`() throws {
    let statement = try connection.prepare("SELECT x'0102', 'abc'")
    #expect(try statement.step())
    #expect(statement.withBlob(0) { Array($0) } == [1, 2])
    #expect(statement.withText(1) { Array($0) } == Array("abc".utf8))
  }

  @Test func `a column holds a value of its own type alone`() throws {
    let statement = try connection.prepare("SELECT 1, '1', x'31', 1.0, NULL, 'a' || char(0) || 'b'")
    #expect(try statement.step())
    #expect((0..<6).map { statement.holds(Int64(1), at: $0) } == [true, false, false, false, false, false])
    #expect((0..<6).map { statement.holds("1", at: $0) } == [false, true, false, false, false, false])
    #expect((0..<6).map { statement.holds([0x31], at: $0) } == [false, false, true, false, false, false])
    #expect(statement.holds("a\0b", at: 5) && !statement.holds("a", at: 5) && !statement.holds("a\0bc", at: 5))
    #expect(
      !statement.holds(Int64(2), at: 0) && !statement.holds([0x31, 0], at: 2) && !statement.holds([UInt8](), at: 2))
  }

  @Test func `columns and parameters have names`() throws {
    try connection.execute("CREATE TABLE t(a INTEGER, b TEXT)")
    let statement = try connection.prepare("SELECT a AS first, b, 1 FROM t WHERE a = :a AND b = @b AND $c AND ?")
    #expect(statement.columnNames == ["first", "b", "1"])
    #expect(statement.declaredTypes == ["INTEGER", "TEXT", nil])
    #expect(statement.parameterNames == [":a", "@b", "$c", nil])
    #expect(statement.columnCount == 3 && statement.isReadOnly)
    #expect(try !connection.prepare("DELETE FROM t").isReadOnly)
    #expect(try connection.prepare("SELECT 1").parameterNames == [])
  }

  @Test func `a named parameter is found with its prefix or without`() throws {
    let statement = try connection.prepare("SELECT :a, @b, $c")
    try statement.bind(1, named: "a")
    try statement.bind("two", named: "@b")
    try statement.bind(nil, named: "c")
    #expect(try statement.step())
    #expect(statement.values == [.integer(1), .text("two"), .null])
    let error = storeError { () throws(Failure) in try statement.bind("secret", named: ":x") }
    #expect(error.kind == .misuse)
    #expect(error.hint == "Its parameters are :a, @b, $c.")
    #expect(!error.description.contains("secret"))
  }

  @Test func `a failed binding is thrown by the next step and forgotten after it`() throws {
    let statement = try connection.prepare("SELECT ?")
    statement.bind(1, at: 2)
    #expect(storeError { () throws(Failure) in _ = try statement.step() }.kind == .misuse)
    statement.bind(1, at: 1)
    #expect(try statement.step())
  }

  @Test func `a failed step leaves the statement usable`() throws {
    try connection.execute("CREATE TABLE t(a INTEGER PRIMARY KEY); INSERT INTO t VALUES (1)")
    let insert = try connection.prepare("INSERT INTO t VALUES (?)")
    insert.bind(1, at: 1)
    let error = storeError { () throws(Failure) in try insert.run() }
    #expect(error.kind == .constraint)
    #expect(error.code == 1555)
    insert.bind(2, at: 1)
    try insert.run()
    #expect(connection.lastInsertedRowID == 2)
    #expect(connection.totalChanges == 2)
  }

  @Test func `a cached statement is handed out clean`() throws {
    let first = try connection.cached("SELECT ?1, 1 UNION ALL SELECT 2, 2")
    first.bind(5, at: 1)
    #expect(try first.step())
    let second = try connection.cached("SELECT ?1, 1 UNION ALL SELECT 2, 2")
    #expect(first === second)
    #expect(try second.step())
    #expect(second.isNull(0))
  }

  @Test(arguments: ["", "-- nothing", " ;; ", "SELECT 1; SELECT 2", "SELECT 1\0; DROP TABLE t"])
  func `a text that is not exactly one statement is refused`(sql: String) {
    #expect(storeError { () throws(Failure) in _ = try connection.prepare(sql) }.kind == .misuse)
  }

  @Test func `one statement may be followed by comments`() throws {
    #expect(try connection.firstValue("-- header\nSELECT 7; -- end\n /* more */ ;") == .integer(7))
  }

  @Test func `a statement keeps its database open`() throws {
    var connection: Connection? = try Connection(mode: .memory)
    let statement = try #require(try connection?.prepare("SELECT 1"))
    connection = nil
    #expect(try statement.step())
  }

  @Test func `no argument appears in an error`() throws {
    let secret = "s3cr3t"
    try connection.execute(
      "CREATE TABLE t(a CHECK (a IS NULL), b UNIQUE); CREATE TABLE s(a INTEGER) STRICT")
    for sql in [
      "INSERT INTO t(a) VALUES (?)", "INSERT INTO t(b) VALUES (?1), (?1)", "INSERT INTO s VALUES (?)",
      "SELECT json_extract('{}', ?)", "SELECT json(?)", "SELECT * FROM json_each(?)", "SELECT 1 LIMIT ?",
      "SELECT 'x' LIKE 'y' ESCAPE ?",
    ] {
      let statement = try connection.prepare(sql)
      statement.bind(secret, at: 1)
      let error = storeError { () throws(Failure) in try statement.run() }
      #expect(!error.description.contains(secret), "\(sql)")
    }
  }
}
