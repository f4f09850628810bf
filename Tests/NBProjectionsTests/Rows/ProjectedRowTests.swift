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
    let values = Row.columns.map { $0.read(row) }
    let key = zip(Row.columns, values).filter { Row.key.contains($0.0.name) }.map(\.1)
    byKey["\(Row.table) \(key)"] = values
    // What was read by its columns is written by its columns.
    var copy = Row()
    let fitting = zip(Row.columns, values).filter { $0.write(&copy, $1) }
    #expect(fitting.count == values.count && copy == row, "\(Row.table) \(key)")
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
      #expect(names.count == mirror.children.count + (traits ? NotebookTraits.columns.count - 1 : 0), "\(Row.table)")
    }
    check(InstanceRow.self)
    check(AttemptRow.self)
    check(StepRow.self)
    check(SpellRow.self)
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
