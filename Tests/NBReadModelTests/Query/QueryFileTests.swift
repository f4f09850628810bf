import NBBasics
import NBEventLog
import NBObservations
import NBSQLite
import NBTestFiles
import NBTestHistories
import Testing

@testable import NBReadModel

/// Each file of `queries/` is what its header says.
@Suite struct QueryFileTests {
  private let directory = TemporaryDirectory()

  /// The statement of a question, with everything registered and laid that it reads.
  private func statement(_ question: Question) throws -> Statement {
    let model = try Model(directory, "log.db")
    _ = try QueryRunner(model.log)
    try ChosenViews.lay([:], window: nil, on: model.log.connection)
    return try model.log.connection.prepare(question.sql)
  }

  private func question(_ query: NamedQuery, by: [Dimension]? = nil) -> Question {
    var question = Question(query, Period(asOf: Instant(milliseconds: 1_794_816_000_000)))
    question.by = by
    return question
  }

  @Test func `the folder holds the queries that the first release had`() {
    let names = Set(NamedQuery.all.map(\.name))
    #expect(
      names.isSuperset(of: [
        "instances", "attempts", "steps", "step-latency", "start-latency", "failure-rates", "failure-reasons",
        "exposure", "storage-only", "leases", "quality", "week-over-week",
      ]))
    #expect(NamedQuery.all.first?.name == "instances")
  }

  @Test(arguments: NamedQuery.all.map(\.name))
  func `the header declares the columns of the statement, and no others`(name: String) throws {
    let query = try #require(NamedQuery.named(name))
    let declared = query.header.columns.map(\.name).sorted()
    #expect(Set(declared).count == declared.count)
    let choices: [[Dimension]?] = query.header.by == nil ? [nil] : [nil, []] + query.header.dimensions.map { [$0] }
    for by in choices {
      let question = question(query, by: by)
      let rows = query.header.rows.first ?? .attempt
      let leading = question.dimensions.flatMap { $0.columns(of: rows) }.map(\.name)
      let names = try statement(question).columnNames
      #expect(Array(names.prefix(leading.count)) == leading)
      #expect(names.dropFirst(leading.count).sorted() == declared, "\(question.dimensions)")
    }
  }

  @Test(arguments: NamedQuery.all.map(\.name))
  func `the header declares the parameters of the statement, and no others`(name: String) throws {
    let query = try #require(NamedQuery.named(name))
    let used = Set(try statement(question(query)).parameterNames.compactMap { $0.map { String($0.dropFirst()) } })
    let declared = Set(query.header.parameters.map(\.bindName))
    #expect(declared.count == query.header.parameters.count)
    // Parameters that need no declaration, as every question has them.
    var given: Set<String> = ["as_of", "as_of_ms", "utc_offset_ms"]
    if query.header.by != nil { given.insert("bucket") }
    switch query.header.window {
    case .clipped: given.formUnion(["from_ms", "until_ms"])
    case .compared: given.formUnion(["from_ms", "until_ms", "before_from_ms", "before_until_ms"])
    case .begin, .none: break
    }
    #expect(used.subtracting(given).subtracting(declared).isEmpty)
    let conditions = query.header.columns.compactMap(\.condition).map { String($0.prefix { $0 != ":" }) }
    #expect(declared.subtracting(used) == Set(conditions).subtracting(used))
    if query.header.window == .clipped || query.header.window == .compared { #expect(used.contains("from_ms")) }
  }

  @Test(arguments: NamedQuery.all.map(\.name))
  func `the header is whole, and names what the statement reads`(name: String) throws {
    let header = try #require(NamedQuery.named(name)).header
    let sql = try #require(NamedQuery.named(name)).sql
    #expect(!header.title.isEmpty && header.question.hasSuffix("?") && !header.order.isEmpty)
    #expect(header.place < Int.max)
    for rows in ChosenRows.allCases { #expect(header.rows.contains(rows) == sql.contains(rows.view), "\(rows)") }
    for column in header.columns {
      let names = header.columns.map(\.name)
      for other in [column.interval?.low, column.interval?.high, column.unit] {
        if let other { #expect(names.contains(other), "\(other)") }
      }
      for parameter in [column.each, column.condition] {
        let name = parameter?.prefix { $0 != ":" }
        if let name { #expect(header.parameters.contains { $0.name == name }, "\(name)") }
      }
    }
    for name in header.page { #expect(header.columns.contains { $0.name == name }, "\(name)") }
    #expect(sql.contains("/*by*/") == (header.by != nil))
  }

  @Test func `a query that uses no function of ours runs in the plain shell`() throws {
    _ = try Model(directory, "log.db")
    let plain = try Connection(path: directory.file("log.db"), mode: .readOnly)
    let queries = NamedQuery.all.filter { !$0.sql.contains("nb_") && !$0.sql.contains("chosen_exposure") }
    #expect(queries.count >= 5)
    for query in queries { _ = try plain.prepare(query.sql) }
  }

  @Test(arguments: [
    ("-- column: n many", 1, "column: unknown kind many"),
    ("-- title: t\n-- by: flavour", 2, "by: unknown word flavour"),
    ("-- columns: n", 1, "columns: no such line in a header"), ("-- place: first", 1, "place: first is no number"),
    ("-- parameter: step integer 4 1", 1, "parameter: integer takes the least and the greatest value"),
    ("-- column: n count wide", 1, "column: unknown word wide"), ("-- window: begin", 1, "window: begin is no window"),
  ])
  func `a header line that is not understood is named`(sql: String, line: Int, text: String) throws {
    #expect(throws: QueryHeader.Fault(line: line, description: text)) { try QueryHeader(sql, isStrict: true) }
  }

  @Test func `a comment of a user's file that looks like a header line is a comment`() throws {
    let query = try NamedQuery(
      usersOwn: "-- to do: everything\n-- column: wait_s s\nSELECT 1 AS wait_s", name: "own.sql")
    #expect(query.header.columns == [QueryColumn("wait_s", .seconds)])
  }
}
