import NBBasics
import NBEventLog
import NBObservations
import NBSQLite

/// The projections of a log: kept within the appending transaction, rebuilt from the log, asked as of any time.
package enum ReadModel {
  /// Opens a log together with projections of this version: those of another version or shape are rebuilt first, also
  /// for a reader.
  ///
  /// - Parameter progress: called now and then, while projections are rebuilt, with the number of events read.
  /// - Throws: what `EventLog.open` throws, and `.readOnly` when projections of another version cannot be rebuilt.
  package static func open(
    path: String, access: EventLog.Access, busyTimeout: Int32 = 30_000, progress: (Int) -> Void = { _ in }
  ) throws(Failure) -> EventLog {
    let log = try EventLog.open(path: path, access: access, busyTimeout: busyTimeout)
    if try isCurrent(log) { return log }
    guard access == .read else {
      try bringUpToDate(log, progress: progress)
      return log
    }
    do throws(Failure) {
      try bringUpToDate(
        EventLog.open(path: path, access: .write, busyTimeout: busyTimeout), progress: progress)
    } catch {
      guard error.kind == .readOnly || error.kind == .cannotOpen else { throw error }
      throw Failure(
        .readOnly, code: error.code,
        message: "the projections in \(path) were made by another version, and the file may only be read",
        hint: "Run `nbtrack rebuild` where it can be written; `nbtrack export` and `nbtrack verify` work as it is.")
    }
    return try EventLog.open(path: path, access: .read, busyTimeout: busyTimeout)
  }

  /// Whether projections, tables and views are those of this version.
  package static func isCurrent(_ log: EventLog) throws(Failure) -> Bool { try state(log) == .current }

  /// How the projections in the database relate to this version.
  package static func state(_ log: EventLog) throws(Failure) -> ProjectionState {
    try ProjectionSchema.state(log.connection)
  }

  /// The versions that the projections were made by, by name; none before they were first made.
  package static func versions(_ log: EventLog) throws(Failure) -> [(name: String, version: Int64)] {
    try ProjectionSchema.versions(log.connection).map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
  }

  /// Makes all projections anew from the log, tables and views included, in one transaction: readers see the old rows
  /// until it commits, and a kill at any moment leaves them.
  ///
  /// - Parameter progress: called now and then with the number of events read.
  package static func rebuild(_ log: EventLog, progress: (Int) -> Void = { _ in }) throws(Failure) {
    try log.connection.transaction(.immediate) { () throws(Failure) in
      try replay(log.connection, progress: progress)
    }
  }

  /// Rebuilds unless another process was faster.
  private static func bringUpToDate(_ log: EventLog, progress: (Int) -> Void) throws(Failure) {
    try log.connection.transaction(.immediate) { () throws(Failure) in
      if try isCurrent(log) { return }
      guard try log.fleet() == nil else {
        throw Failure(
          .noLog, message: "the rows in \(log.path) were made by another version, and it has no log to make them anew",
          hint: "Fold the blocks of the fleet with this version, and merge again.")
      }
      try replay(log.connection, progress: progress)
    }
  }

  private static func replay(_ connection: Connection, progress: (Int) -> Void) throws(Failure) {
    try connection.requireLog()
    try ProjectionSchema.recreate(connection)
    try Refold(connection).run(into: ProjectionTables(connection, schema: .main), progress: progress)
    try ProjectionSchema.markCurrent(connection)
  }

  /// Lays the projections as they would be had the log ended at `until` over the live ones, for this connection.
  package static func project(_ log: EventLog, until: Instant, progress: (Int) -> Void = { _ in }) throws(Failure) {
    try log.connection.requireLog()
    try ProjectionTables.createTemporary(log.connection, withViews: true)
    let tables = try ProjectionTables(log.connection, schema: .temp)
    let refold = Refold(log.connection)
    if log.connection.isInTransaction {
      try refold.run(into: tables, until: until, progress: progress)
    } else {
      try log.connection.transaction(.deferred) { () throws(Failure) in
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
