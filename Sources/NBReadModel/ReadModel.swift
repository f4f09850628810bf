import NBEventLog
import NBObservations
import NBSQLite

/// The projections of a log: kept within the appending transaction, rebuilt from the log, asked as of any time.
public enum ReadModel {
  static let tablesSQL = String(decoding: PackageResources.projection_tables_sql, as: UTF8.self)
  static let viewsSQL = String(decoding: PackageResources.views_sql, as: UTF8.self)

  /// All steps of the schema, the log's first.
  public static let migrations: [Migration] = [
    EventLog.migration,
    Migration(
      version: 2, name: "the projections",
      sql: [String(decoding: PackageResources.m0002_projections_sql, as: UTF8.self), tablesSQL, viewsSQL]
        .joined(separator: "\n")),
  ]

  /// Opens a log with its projections; one whose definition changed is rebuilt first, when the access allows it.
  public static func open(
    path: String, access: EventLog.Access, busyTimeout: Int32 = 30_000
  ) throws(StoreError) -> EventLog {
    let log = try EventLog.open(path: path, access: access, migrations: migrations, busyTimeout: busyTimeout)
    if access != .read, try !isCurrent(log) { try rebuild(log) }
    return log
  }

  /// Whether every projection was made by the definitions of this version.
  public static func isCurrent(_ log: EventLog) throws(StoreError) -> Bool {
    let statement = try log.connection.cached("SELECT version FROM projection WHERE name = ?1")
    for (name, version) in InstanceFold.versions {
      statement.bind(name, at: 1)
      defer { statement.reset() }
      guard try statement.step(), statement.integer(0) == Int64(version) else { return false }
    }
    return true
  }

  /// Makes all projections anew from the log, in one transaction: readers see the old rows until it commits, and a kill
  /// at any moment leaves them.
  ///
  /// - Parameter progress: called now and then with the number of events read.
  public static func rebuild(_ log: EventLog, progress: (Int) -> Void = { _ in }) throws(StoreError) {
    try log.connection.transaction(.immediate) { () throws(StoreError) in
      let tables = try ProjectionTables(log.connection, schema: .main)
      try tables.clear()
      try Refold(log.connection).run(into: tables, progress: progress)
      try log.connection.execute("DELETE FROM projection")
      for (name, version) in InstanceFold.versions {
        let statement = try log.connection.cached("INSERT INTO projection (name, version) VALUES (?1, ?2)")
        statement.bind(name, at: 1)
        statement.bind(Int64(version), at: 2)
        try statement.run()
      }
    }
  }

  /// Lays the projections as they would be had the log ended at `until` over the live ones, for this connection.
  public static func project(_ log: EventLog, until: Instant, progress: (Int) -> Void = { _ in }) throws(StoreError) {
    try ProjectionTables.createTemporary(log.connection, withViews: true)
    let tables = try ProjectionTables(log.connection, schema: .temp)
    let refold = Refold(log.connection)
    if log.connection.isInTransaction {
      try refold.run(into: tables, until: until, progress: progress)
    } else {
      try log.connection.transaction(.deferred) { () throws(StoreError) in
        try refold.run(into: tables, until: until, progress: progress)
      }
    }
    try log.connection.execute(
      """
      DROP VIEW temp.v_events;
      CREATE TEMP VIEW v_events AS SELECT * FROM main.v_events WHERE observed_at <= '\(until.rfc3339)';
      """)
  }
}
