import NBBasics
import NBObservations
import NBSQLite

/// Lays the temporary views `chosen_attempt`, `chosen_instance` and `chosen_exposure` over those of the database, so that
/// each query reads only what the question chose and no query repeats the conditions.
enum ChosenViews {
  /// Makes the view that the others of exposure read; it needs the function `nb_exposure`.
  static func prepare(_ connection: Connection) throws(Failure) {
    try connection.execute(String(decoding: PackageResources.exposure_dimension_sql, as: UTF8.self))
  }

  /// - Parameters:
  ///   - filter: the SQL condition of each field.
  ///   - window: where the attempts' `begin_high` lies, half open; nil where the query itself looks at time.
  static func lay(
    _ filter: [FilterField: String], window: (from: Instant, until: Instant)?, on connection: Connection
  ) throws(Failure) {
    for rows in ChosenRows.allCases {
      var conditions = FilterField.allCases.compactMap { field in
        field.narrows(rows) ? filter[field].map { "(\($0))" } : nil
      }
      if rows == .attempt, let window {
        conditions += ["begin_high >= \(window.from.milliseconds)", "begin_high < \(window.until.milliseconds)"]
      }
      let choice = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
      try connection.execute(
        "DROP VIEW IF EXISTS temp.\(rows.view); CREATE TEMP VIEW \(rows.view) AS SELECT * FROM \(rows.source)\(choice)")
    }
  }
}
