import NBReadModel
import NBReports
import NBSQLite

/// Rows of SQL as a table: what a column means follows from its name.
enum ResultTable {
  static func run(_ sql: String, _ question: Question, _ runner: QueryRunner) throws -> Table {
    var rows: [[Cell]] = []
    let progress = Progress(unit: .events)
    progress.begin("as of \(question.asOf.rfc3339)", total: nil)
    let names = try runner.run(sql, question, progress: { progress.update(Int64($0)) }) { values in
      rows.append(values.map(Cell.init))
    }
    progress.end()
    let columns = names.enumerated().map { index, name in
      Column(name, .named(name, isText: rows.contains { if case .text = $0[index] { true } else { false } }))
    }
    return Table(columns: columns, rows: rows)
  }
}

extension Cell {
  init(_ value: Value) {
    switch value {
    case .null: self = .null
    case .integer(let number): self = .integer(number)
    case .real(let number): self = .real(number)
    case .text(let text): self = .text(text)
    case .blob(let bytes): self = .text("(\(bytes.count) bytes)")
    }
  }
}
