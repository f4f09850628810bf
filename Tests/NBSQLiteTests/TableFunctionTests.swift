import NBBasics
import NBSQLite
import Testing

@Suite struct TableFunctionTests {
  let connection: Connection

  struct Trouble: Error, CustomStringConvertible {
    let description = "the range is too long"
  }

  init() throws {
    connection = try Connection(mode: .memory)
    // numbers(low, high) counts up; a missing low is 1, a missing high is low + 2.
    try connection.register(
      table: TableFunction(
        name: "numbers", columns: [.init("n", "INTEGER"), .init("word", "TEXT")], parameters: ["low", "high"]
      ) { arguments -> AnyIterator<[Value]> in
        let low = arguments[0].integer ?? 1
        let high = arguments[1].integer ?? low + 2
        if high > 1000 { throw Trouble() }
        var next = low
        return AnyIterator {
          defer { next += 1 }
          // The second column is missing for odd numbers.
          return next > high ? nil : next % 2 == 1 ? [.integer(next)] : [.integer(next), .text("even")]
        }
      })
  }

  func integers(_ sql: String) throws -> [[Int64?]] { try rows(connection, sql).map { $0.map(\.integer) } }

  @Test func `a table function gives rows for its arguments`() throws {
    #expect(
      try rows(connection, "SELECT * FROM numbers(3, 4)") == [[.integer(3), .null], [.integer(4), .text("even")]])
    #expect(try integers("SELECT n FROM numbers(5, 4)") == [])
  }

  @Test func `missing arguments and null arguments are null`() throws {
    #expect(try integers("SELECT n FROM numbers") == [[1], [2], [3]])
    #expect(try integers("SELECT n FROM numbers(7)") == [[7], [8], [9]])
    #expect(try integers("SELECT n FROM numbers(NULL, 2)") == [[1], [2]])
    #expect(try integers("SELECT n FROM numbers() WHERE high = 1") == [[1]])
  }

  @Test func `arguments are bound from parameters`() throws {
    let statement = try connection.prepare("SELECT sum(n) FROM numbers(:a, :b)")
    try statement.bind(1, named: "a")
    try statement.bind(100, named: "b")
    #expect(try statement.step())
    #expect(statement.integer(0) == 5050)
  }

  @Test func `arguments may come from a where clause in any order`() throws {
    #expect(try integers("SELECT n FROM numbers WHERE high = 4 AND 3 = low") == [[3], [4]])
    #expect(try integers("SELECT n, low, high FROM numbers(2, 3)") == [[2, 2, 3], [3, 2, 3]])
  }

  @Test func `a second condition on an argument filters`() throws {
    #expect(try integers("SELECT n FROM numbers(3, 4) WHERE low = 5") == [])
    #expect(try integers("SELECT n FROM numbers(3, 4) WHERE low > 2 AND n < 4") == [[3]])
    #expect(try integers("SELECT n FROM numbers(3, 4) WHERE low > 3") == [])
    #expect(
      try integers("SELECT n FROM numbers WHERE low IN (1, 10) AND high = 10 AND n > 8 ORDER BY n, low")
        == [[9], [10], [10]])
  }

  @Test(arguments: [
    "SELECT t.a, n FROM t, numbers(t.a, t.b) ORDER BY t.a, n",
    "SELECT t.a, n FROM numbers AS f, t WHERE f.low = t.a AND f.high = t.b ORDER BY t.a, n",
    "SELECT t.a, n FROM t LEFT JOIN numbers ON low = t.a AND high = t.b WHERE n IS NOT NULL ORDER BY t.a, n",
    "SELECT t.a, f.n FROM t JOIN numbers(t.a, t.b) AS f ON f.n IN (SELECT n FROM numbers(1, 100)) ORDER BY t.a, f.n",
  ])
  func `a join gives each row its own arguments`(sql: String) throws {
    try connection.execute("CREATE TABLE t(a, b); INSERT INTO t VALUES (1, 2), (10, 9), (20, 21)")
    #expect(try integers(sql) == [[1, 1], [1, 2], [20, 20], [20, 21]])
  }

  @Test func `scans of the same function nest`() throws {
    #expect(
      try integers("SELECT x.n, y.n FROM numbers(1, 3) AS x, numbers(x.n, 3) AS y ORDER BY 1, 2")
        == [[1, 1], [1, 2], [1, 3], [2, 2], [2, 3], [3, 3]])
    #expect(try integers("SELECT (SELECT sum(n) FROM numbers(1, x.n)) FROM numbers(1, 3) AS x") == [[1], [3], [6]])
  }

  @Test func `arguments that need each other are an error and not a wrong answer`() {
    let error = storeError { () throws(Failure) in
      _ = try rows(connection, "SELECT * FROM numbers(y.n) AS x, numbers(x.n) AS y")
    }
    #expect(error.message.contains("no query solution"))
  }

  @Test func `a Swift error becomes the text of the SQL error`() throws {
    let error = storeError { () throws(Failure) in _ = try rows(connection, "SELECT * FROM numbers(1, 1001)") }
    #expect(error.message.hasSuffix(": the range is too long"))
    #expect(try integers("SELECT n FROM numbers(1, 1)") == [[1]])
  }

  @Test func `a generator may fail on the way`() throws {
    try connection.register(
      table: TableFunction(name: "breaks", columns: [.init("n")], parameters: []) { _ -> TableFunction.Rows in
        var next: Int64 = 0
        return {
          next += 1
          if next > 2 { throw Trouble() }
          return [.integer(next)]
        }
      })
    let statement = try connection.prepare("SELECT n FROM breaks")
    #expect(try statement.step() && statement.step())
    #expect(storeError { () throws(Failure) in _ = try statement.step() }.message.hasSuffix("the range is too long"))
  }

  @Test func `a table function may read the database while it is scanned`() throws {
    try connection.execute("CREATE TABLE t(a); INSERT INTO t VALUES (4), (5)")
    try connection.register(
      table: TableFunction(name: "read_t", columns: [.init("a")], parameters: []) {
        [unowned connection] _ -> TableFunction.Rows in
        let statement = try connection.prepare("SELECT a FROM t ORDER BY a")
        return { try statement.step() ? statement.values : nil }
      })
    #expect(try integers("SELECT x.a, y.a FROM read_t AS x, read_t AS y") == [[4, 4], [4, 5], [5, 4], [5, 5]])
  }

  @Test func `names are quoted and the table cannot be written or created`() throws {
    try connection.register(
      table: TableFunction(name: "odd", columns: [.init("a \"b\"", "TEXT"), .init("select")], parameters: ["from"]) {
        AnyIterator([[$0[0], .null]].makeIterator())
      })
    #expect(try connection.prepare("SELECT * FROM odd(1)").columnNames == ["a \"b\"", "select"])
    for sql in ["DELETE FROM odd", "CREATE VIRTUAL TABLE v USING odd"] {
      #expect(storeError { () throws(Failure) in try connection.execute(sql) }.kind == .other(1))
    }
  }

  @Test func `what a table function holds is freed with its connection`() throws {
    final class Held {}
    weak var held: Held?
    do {
      let connection = try Connection(mode: .memory)
      let strong = Held()
      held = strong
      try connection.register(
        table: TableFunction(name: "f", columns: [.init("a")], parameters: []) { _ in
          AnyIterator([[.integer(withExtendedLifetime(strong) { 1 })]].makeIterator())
        })
      let unfinished = try connection.prepare("SELECT a FROM f")
      #expect(try unfinished.step())
    }
    #expect(held == nil)
  }
}
