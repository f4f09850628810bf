import NBBasics
import NBSQLite
import NBTestFiles
import Testing

/// The error that `body` throws; a failed test when it throws none.
func storeError(
  _ location: SourceLocation = #_sourceLocation, _ body: () throws(Failure) -> Void
) -> Failure {
  do throws(Failure) {
    try body()
  } catch {
    return error
  }
  Issue.record("no error was thrown", sourceLocation: location)
  return Failure(.misuse, message: "no error was thrown")
}

/// All rows of a query.
func rows(_ connection: Connection, _ sql: String) throws(Failure) -> [[Value]] {
  let statement = try connection.prepare(sql)
  var result: [[Value]] = []
  while try statement.step() { result.append(statement.values) }
  return result
}
