import NBObservations
import Testing

@testable import NBProjections

/// Every row of a history, as a database would keep them: by table and key, the later in place of the earlier.
private final class Rows: RowSink {
  private(set) var byKey: [String: [StoredValue]] = [:]

  func write(_ row: InstanceRow) { keep(row) }
  func write(_ row: AttemptRow) { keep(row) }
  func write(_ row: StepRow) { keep(row) }
  func write(_ row: SpellRow) { keep(row) }

  private func keep<Row: ProjectionRow>(_ row: Row) {
    let values = row.values
    let key = zip(Row.columns, values).filter { Row.key.contains($0.0.name) }.map(\.1)
    byKey["\(Row.table) \(key)"] = values
    // What was read by its columns is written by its columns.
    var copy = Row()
    let fitting = zip(Row.columns, values).filter { $0.write(&copy, $1) }
    #expect(fitting.count == values.count && copy == row, "\(Row.table) \(key)")
    var line: [UInt8] = []
    row.appendLine(to: &line)
    #expect((try? Row(line: line)) == row, "\(Row.table) \(key)")
  }
}

@Suite struct ProjectedRowTests {
  private func rows(of history: [FoldEvent], writingEach count: Int) -> [String: [StoredValue]] {
    let rows = Rows()
    var projection = InstanceProjection()
    for (index, event) in history.enumerated() {
      projection.evolve(event) { $0.write(to: rows, stream: 7) }
      if (index + 1) % count == 0 { projection.write(to: rows, stream: 7) }
    }
    projection.write(to: rows, stream: 7)
    return rows.byKey
  }

  @Test(arguments: Array(UInt64(1)...20))
  func `rows read back from their columns, and do not depend on how often they were written`(seed: UInt64) {
    let history = randomHistory(seed: seed, count: 80)
    let once = rows(of: history, writingEach: 1_000)
    #expect(once.count > 10)
    #expect(rows(of: history, writingEach: 1) == once)
    #expect(rows(of: history, writingEach: 7) == once)
  }

  @Test func `a row declares its columns once each, its key first`() {
    func check<Row: ProjectionRow>(_: Row.Type) {
      let names = Row.columns.map(\.name)
      #expect(Set(names).count == names.count)
      #expect(Array(names.prefix(Row.key.count)) == Row.key)
      let mirror = Mirror(reflecting: Row())
      let traits = mirror.children.contains { $0.label == "traits" }
      #expect(
        names.count == mirror.children.count + (traits ? NotebookTraits.Text.columns.count - 1 : 0), "\(Row.table)")
    }
    check(InstanceRow.self)
    check(AttemptRow.self)
    check(StepRow.self)
    check(SpellRow.self)
  }

  @Test func `a line of a row names its columns in the order of the table`() throws {
    var row = SpellRow()
    row.stream = 7
    row.firstAt = instant(1)
    row.lastAt = instant(2)
    row.facts = [0, 255, 1, 2]
    var line: [UInt8] = []
    row.appendLine(to: &line, leavingOut: ["stream_id"])
    #expect(
      String(decoding: line, as: UTF8.self) == #"{"first_at":1000,"last_at":2000,"max_gap":0,"facts":"AP8BAg=="}"#)
    #expect(throws: RowFault(column: "stream_id")) { try SpellRow(line: line) }
    row.stream = 0
    #expect(try SpellRow(line: line, leavingOut: ["stream_id"]) == row)
  }

  @Test(
    arguments: [
      ("[]", nil), ("{", nil), (#"{"stream_id":1}"#, "first_at"),
      (#"{"stream_id":1,"first_at":1.5,"last_at":2,"max_gap":0,"facts":""}"#, "first_at"),
      (#"{"stream_id":1,"first_at":1,"last_at":null,"max_gap":0,"facts":""}"#, "last_at"),
      (#"{"stream_id":1,"first_at":1,"last_at":2,"max_gap":0,"facts":"A"}"#, "facts"),
    ] as [(String, String?)])
  func `a line that lacks a column or holds another type says which`(line: String, column: String?) {
    #expect(throws: RowFault(column: column)) { try SpellRow(line: Array(line.utf8)) }
  }

  @Test func `a value of another type is none of the column's`() throws {
    var row = AttemptRow()
    let number = try #require(AttemptRow.columns.first { $0.name == "attempt" })
    #expect(!number.write(&row, .text("1")))
    #expect(!number.write(&row, .null))
    let pool = try #require(AttemptRow.columns.first { $0.name == "pool_id" })
    #expect(pool.write(&row, .null))
    #expect(!pool.write(&row, .integer(1)))
    let inferred = try #require(StepRow.columns.first { $0.name == "inferred" })
    var step = StepRow()
    #expect(!inferred.write(&step, .integer(2)))
  }
}

@Test func `every projection of the composition is named with its version`() {
  let parts = Mirror(reflecting: InstanceProjection()).children.compactMap { $0.value as? any Projection }
  #expect(parts.map { type(of: $0).name } + [StepTimings.name] == InstanceProjection.versions.map(\.name))
  #expect(Set(InstanceProjection.versions.map(\.name)).count == parts.count + 1)
  #expect(InstanceProjection.versions.allSatisfy { $0.version > 0 })
}
