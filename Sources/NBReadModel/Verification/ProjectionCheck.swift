import NBBasics
import NBEventLog
import NBSQLite

/// Compares the projections, which are of this version, with those that the log gives.
enum ProjectionCheck {
  /// The first row that differs, in words; nil when all are equal.
  static func problem(_ log: EventLog, _ progress: (Int) -> Void) throws(Failure) -> String? {
    let comparison = try RowComparison(log.connection)
    try Refold(log.connection).run(into: comparison, progress: progress)
    if try comparison.isEqual() { return nil }
    // Which of the differences comes first, only all rows show.
    try ProjectionTables.createTemporary(log.connection, withViews: false)
    try Refold(log.connection).run(
      into: ProjectionTables(log.connection, schema: .temp), progress: progress)
    let problem = try firstDifference(log.connection)
    // They would hide the live tables from whatever this connection does next.
    try ProjectionTables.dropTemporary(log.connection)
    return problem
  }

  private static func firstDifference(_ connection: Connection) throws(Failure) -> String? {
    for name in ProjectionTables.names {
      for (left, right, what) in [
        ("main", "temp", "has a row that the log does not give"),
        ("temp", "main", "lacks a row that the log gives"),
      ] {
        // Both were made by the same text: their columns are the same.
        let sql = """
          SELECT difference.stream_id, stream.notebook_id
          FROM (SELECT * FROM \(left).\(name) EXCEPT SELECT * FROM \(right).\(name)) AS difference
          LEFT JOIN stream ON stream.stream_id = difference.stream_id
          ORDER BY difference.stream_id LIMIT 1
          """
        let statement = try connection.prepare(sql)
        if try statement.step() {
          let instance = statement.textOrNil(1) ?? "stream \(statement.integer(0))"
          return "projection \(name) \(what), instance \(instance): run `nbtrack rebuild`"
        }
      }
    }
    return nil
  }
}
