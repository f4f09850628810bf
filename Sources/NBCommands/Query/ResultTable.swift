import NBReadModel
import NBReports
import NBSQLite

/// The answer to a question as a table; the query's header says what its columns mean.
enum ResultTable {
  static func answer(_ question: Question, _ runner: QueryRunner) throws -> Table {
    var rows: [[Cell]] = []
    let progress = Progress(unit: .events)
    progress.begin("as of \(question.period.asOf.rfc3339)", total: nil)
    let columns = try runner.answer(question, progress: { progress.update(Int64($0)) }) { values in
      rows.append(values.map(Cell.init))
    }
    progress.end()
    let page = question.query.header.page
    return Table(
      columns: columns.enumerated().map { index, column in
        var shown = Column(
          column.name,
          ColumnKind(column.kind, hasText: rows.contains { if case .text = $0[index] { true } else { false } }),
          isKey: column.isKey, limits: column.interval.map { Column.Limits(low: $0.low, high: $0.high) },
          unit: column.unit)
        if !page.isEmpty { shown.rank = page.firstIndex(of: column.name).map { $0 + 1 } ?? Column.unlisted }
        return shown
      }, rows: rows)
  }
}

extension ColumnKind {
  /// - Parameter hasText: whether a cell of a column of no declared kind is text.
  init(_ kind: QueryColumn.Kind, hasText: Bool) {
    self =
      switch kind {
      case .text: .text
      case .identifier: .identifier
      case .time: .time
      case .json: .json
      case .count, .number: .number
      case .milliseconds: .milliseconds
      case .seconds: .seconds
      case .share: .rate
      case .gigabyteHours: .gigabyteHours
      case .any: hasText ? .text : .number
      }
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
