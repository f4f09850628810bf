import NBBasics
import NBProjections
import NBSQLite

/// Compares the rows that come in, each once, with those of the database.
final class RowComparison: RowSink {
  private let connection: Connection
  private let instances: KeptRows<InstanceRow>
  private let attempts: KeptRows<AttemptRow>
  private let steps: KeptRows<StepRow>
  private let spells: KeptRows<SpellRow>
  private var counts: [String: Int64] = [:]
  private var hasDifference = false

  init(_ connection: Connection) throws(Failure) {
    self.connection = connection
    instances = try KeptRows(connection)
    attempts = try KeptRows(connection)
    steps = try KeptRows(connection)
    spells = try KeptRows(connection)
  }

  func write(_ row: InstanceRow) throws(Failure) { try compare(row, instances) }
  func write(_ row: AttemptRow) throws(Failure) { try compare(row, attempts) }
  func write(_ row: StepRow) throws(Failure) { try compare(row, steps) }
  func write(_ row: SpellRow) throws(Failure) { try compare(row, spells) }

  private func compare<Row>(_ row: Row, _ kept: KeptRows<Row>) throws(Failure) {
    if hasDifference { return }
    if try kept.hold(row) { counts[Row.table, default: 0] += 1 } else { hasDifference = true }
  }

  /// Whether the database holds all rows that came in, and no others.
  func isEqual() throws(Failure) -> Bool {
    if hasDifference { return false }
    for name in ProjectionTables.names {
      guard try connection.firstValue("SELECT count(*) FROM main.\(name)")?.integer == counts[name, default: 0] else {
        return false
      }
    }
    return true
  }
}

/// The rows of one kind in the database, found by their keys.
private struct KeptRows<Row: ProjectionRow> {
  private let statement: Statement
  private let columns = Row.columns
  private let key: [RowColumn<Row>]

  init(_ connection: Connection) throws(Failure) {
    key = Row.key.compactMap { name in Row.columns.first { $0.name == name } }
    let conditions = key.enumerated().map { "\($1.name) = ?\($0 + 1)" }
    statement = try connection.prepare(
      """
      SELECT \(columns.map(\.name).joined(separator: ", ")) FROM main.\(Row.table)
      WHERE \(conditions.joined(separator: " AND "))
      """)
  }

  /// Whether this row is there, equal in every column.
  func hold(_ row: Row) throws(Failure) -> Bool {
    defer { statement.reset() }
    withUnsafePointer(to: row) { row in
      for (index, column) in key.enumerated() { statement.bind(column.read(row), at: Int32(index + 1)) }
    }
    guard try statement.step() else { return false }
    return withUnsafePointer(to: row) { row in
      for index in columns.indices where !statement.holds(columns[index].read(row), at: Int32(index)) { return false }
      return true
    }
  }
}
