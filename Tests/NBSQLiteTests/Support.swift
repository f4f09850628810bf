import NBSQLite
import NBTestFiles
import Testing

/// The error that `body` throws; a failed test when it throws none.
func storeError(
  _ location: SourceLocation = #_sourceLocation, _ body: () throws(StoreError) -> Void
) -> StoreError {
  do throws(StoreError) {
    try body()
  } catch {
    return error
  }
  Issue.record("no error was thrown", sourceLocation: location)
  return StoreError(.misuse, message: "no error was thrown")
}

/// All rows of a query.
func rows(_ connection: Connection, _ sql: String) throws(StoreError) -> [[Value]] {
  let statement = try connection.prepare(sql)
  var result: [[Value]] = []
  while try statement.step() { result.append(statement.values) }
  return result
}
