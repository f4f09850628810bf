import NBBasics
import NBSQLite

/// The number of observations that the log held already when they came, over all times.
enum DuplicateCount {
  static func add(_ count: Int, in connection: Connection) throws(Failure) {
    let statement = try connection.cached(LogSQL.countDuplicates)
    statement.bind(Int64(count), at: 1)
    try statement.run()
  }
}
