import NBObservations
import NBProjections
import NBSQLite
import NBTestFiles
import Testing

@testable import NBReadModel

@Suite struct DeclaredColumnsTests {
  private let directory = TemporaryDirectory()

  private func expectDeclared<Row: ProjectionRow>(_: Row.Type, in model: Model) throws {
    let info = try model.rows("SELECT name, type, \"notnull\" OR pk > 0, pk FROM pragma_table_info('\(Row.table)')")
    let declared: [[Value]] = Row.columns.map {
      [.text($0.name), .text($0.kind.rawValue), .integer($0.isNullable ? 0 : 1)]
    }
    #expect(info.map { Array($0.prefix(3)) } == declared, "\(Row.table)")
    let key = info.filter { $0[3] != .integer(0) }.sorted { ($0[3].integer ?? 0) < ($1[3].integer ?? 0) }
    #expect(key.map { $0[0] } == Row.key.map(Value.text), "\(Row.table)")
  }

  @Test func `tables have the columns that rows declare: name, type, order, key, and whether they may be null`() throws
  {
    let model = try Model(directory, "log.db")
    try expectDeclared(InstanceRow.self, in: model)
    try expectDeclared(AttemptRow.self, in: model)
    try expectDeclared(StepRow.self, in: model)
    try expectDeclared(SpellRow.self, in: model)
  }

  @Test(arguments: ["v_instances", "v_attempts", "attempt_dimension", "nb_exposure"])
  func `every trait is a column of what queries read`(table: String) throws {
    let model = try Model(directory, "log.db")
    try SQLFunctions.register(on: model.log.connection)
    let columns = try model.rows("SELECT name FROM pragma_table_xinfo('\(table)')").compactMap { $0[0].text }
    for trait in NotebookTraits.Text.columns where !(table == "nb_exposure" && trait.rawValue == "feature") {
      #expect(columns.contains(trait.rawValue), "\(trait.rawValue) is missing in \(table)")
    }
  }

  @Test func `every trait is a dimension, but for the feature`() {
    let columns = Set(Dimension.allCases.flatMap { $0.columns(of: .attempt) }.map(\.name))
    for trait in NotebookTraits.Text.columns where trait.rawValue != "feature" {
      #expect(columns.contains(trait.rawValue), "--by lacks \(trait.rawValue)")
    }
  }
}
