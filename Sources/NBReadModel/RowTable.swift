import NBBasics
import NBProjections
import NBSQLite

/// The table of one kind of row, with a statement that writes a row in place of one with the same key.
struct RowTable<Row: ProjectionRow> {
  private let statement: Statement
  private let columns = Row.columns

  init(_ connection: Connection, schema: ProjectionTables.Schema) throws(Failure) {
    let names = Row.columns.map(\.name)
    let values = Row.columns.indices.map { "?\($0 + 1)" }
    let updates = names.filter { !Row.key.contains($0) }.map { "\($0) = excluded.\($0)" }
    statement = try connection.prepare(
      """
      INSERT INTO \(schema.rawValue).\(Row.table) (\(names.joined(separator: ", ")))
      VALUES (\(values.joined(separator: ", ")))
      ON CONFLICT (\(Row.key.joined(separator: ", "))) DO UPDATE SET \(updates.joined(separator: ", "))
      """)
  }

  func write(_ row: Row) throws(Failure) {
    withUnsafePointer(to: row) { row in
      for index in columns.indices {
        statement.bind(columns[index].read(row), at: Int32(index + 1))
      }
    }
    try statement.run()
  }
}
