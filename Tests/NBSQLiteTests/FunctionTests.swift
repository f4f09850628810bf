import NBBasics
import NBSQLite
import Testing

@Suite struct FunctionTests {
  let connection: Connection

  init() throws { connection = try Connection(mode: .memory) }

  struct Trouble: Error, CustomStringConvertible {
    let description = "no such quantile"
  }

  /// Joins texts; counts how many states are alive.
  final class Joined: Aggregate {
    let lives: Lives
    var parts: [String] = []

    init(_ lives: Lives) {
      self.lives = lives
      lives.count += 1
      lives.made += 1
    }

    deinit { lives.count -= 1 }

    func step(_ arguments: [Value]) throws {
      guard case .text(let part) = arguments[0] else { throw Trouble() }
      parts.append(part)
    }

    func finish() throws -> Value { .text(parts.joined(separator: "+")) }
  }

  final class Lives {
    var count = 0
    var made = 0
  }

  @Test func `a scalar function gets and gives every class of value`() throws {
    try connection.register(scalar: "same", arguments: 1, deterministic: true) { $0[0] }
    let row = try rows(connection, "SELECT same(NULL), same(1), same(1.5), same('a'), same(''), same(x'00'), same(x'')")
    #expect(row == [[.null, .integer(1), .real(1.5), .text("a"), .text(""), .blob([0]), .blob([])]])
  }

  @Test func `a function may take any number of arguments`() throws {
    try connection.register(scalar: "howmany", arguments: -1, deterministic: true) { .integer(Int64($0.count)) }
    #expect(try rows(connection, "SELECT howmany(), howmany(1, 2, 3)") == [[.integer(0), .integer(3)]])
  }

  @Test func `only a deterministic function may stand in an index`() throws {
    try connection.register(scalar: "sure", arguments: 1, deterministic: true) { $0[0] }
    try connection.register(scalar: "unsure", arguments: 1, deterministic: false) { $0[0] }
    try connection.execute("CREATE TABLE t(a); CREATE INDEX i ON t(sure(a))")
    #expect(
      storeError { () throws(Failure) in try connection.execute("CREATE INDEX j ON t(unsure(a))") }
        .message.contains("non-deterministic"))
  }

  @Test func `a Swift error becomes the text of the SQL error`() throws {
    try connection.register(scalar: "fails", arguments: 0, deterministic: true) { _ in throw Trouble() }
    let error = storeError { () throws(Failure) in try connection.execute("SELECT fails()") }
    #expect(error.message.hasSuffix(": no such quantile"))
    #expect(error.kind == .other(1))
  }

  @Test func `an impossible number of arguments is misuse`() {
    #expect(
      storeError { () throws(Failure) in
        try connection.register(scalar: "f", arguments: 200, deterministic: true) { _ in .null }
      }.kind == .misuse)
  }

  @Test func `what a function holds is freed with the connection and by its successor`() throws {
    final class Held {}
    weak var first: Held?
    weak var second: Held?
    do {
      let connection = try Connection(mode: .memory)
      func register(_ held: Held) throws {
        try connection.register(scalar: "f", arguments: 0, deterministic: true) { _ in
          withExtendedLifetime(held) { .null }
        }
      }
      do {
        let held = Held()
        first = held
        try register(held)
      }
      #expect(first != nil)
      do {
        let held = Held()
        second = held
        try register(held)
      }
      #expect(first == nil && second != nil)
    }
    #expect(second == nil)
  }

  @Test func `an aggregate keeps a state for each group`() throws {
    let lives = Lives()
    try connection.register(aggregate: "joined", arguments: 1, deterministic: true) { Joined(lives) }
    let groups = try rows(
      connection,
      """
      SELECT column1, joined(column2) FROM (VALUES (1, 'x'), (2, 'y'), (1, 'z'))
      GROUP BY column1 ORDER BY column1
      """)
    #expect(groups == [[.integer(1), .text("x+z")], [.integer(2), .text("y")]])
    #expect(lives.made == 2 && lives.count == 0)
  }

  @Test func `an aggregate over no rows still gives its result`() throws {
    let lives = Lives()
    try connection.register(aggregate: "joined", arguments: 1, deterministic: true) { Joined(lives) }
    #expect(try rows(connection, "SELECT joined(1) WHERE 0") == [[.text("")]])
    #expect(lives.count == 0)
  }

  @Test func `an aggregate whose step fails leaves nothing behind`() throws {
    let lives = Lives()
    try connection.register(aggregate: "joined", arguments: 1, deterministic: true) { Joined(lives) }
    let error = storeError { () throws(Failure) in
      try connection.execute("SELECT joined(column1) FROM (VALUES ('a'), (1), ('b'))")
    }
    #expect(error.message.hasSuffix("no such quantile"))
    #expect(lives.made == 1 && lives.count == 0)
  }

  @Test func `an aggregate that is never finished leaves nothing behind`() throws {
    let lives = Lives()
    try connection.register(aggregate: "joined", arguments: 1, deterministic: true) { Joined(lives) }
    try connection.register(scalar: "fails", arguments: 0, deterministic: false) { _ in throw Trouble() }
    _ = storeError { () throws(Failure) in
      try connection.execute("SELECT joined(column1), sum(fails()) FROM (VALUES ('a'), ('b'))")
    }
    #expect(lives.made == 1 && lives.count == 0)
  }
}
