import NBBasics

/// One step of the schema. Once released it never changes.
public struct Migration: Sendable {
  /// 1, 2, 3, … without gaps.
  public let version: Int
  /// Why the step is there, in a few words; part of the message when it fails.
  public let name: String
  /// Statements without BEGIN and COMMIT.
  public let sql: String

  /// A step of the schema.
  public init(version: Int, name: String, sql: String) {
    self.version = version
    self.name = name
    self.sql = sql
  }
}

/// What a file is to an application.
public enum SchemaState: Sendable, Equatable {
  /// Empty: no tables, no version, no mark of any application.
  case fresh
  /// The application's own, at this schema version (from 1).
  case version(Int)
}

/// Looks at what a file is, at one moment, and changes nothing: to be asked before any setting that writes, such as WAL
/// mode.
///
/// - Parameter supported: the highest schema version that the program knows.
/// - Throws: `.foreignDatabase` when the file carries another application's mark, or none but is not empty;
///   `.newerSchema` when its version is above `supported`.
public func schemaState(
  _ connection: Connection, applicationID: Int32, supported: Int
) throws(Failure) -> SchemaState {
  // Another process may be making the schema: mark, version and tables have to be of one state.
  let (mark, version, isEmpty) = try connection.inOneState { () throws(Failure) in
    (
      try connection.applicationID, try connection.userVersion,
      try connection.firstValue("SELECT 1 FROM sqlite_schema LIMIT 1") == nil
    )
  }
  if mark == 0, version == 0, isEmpty { return .fresh }
  guard mark == applicationID, version >= 0 else {
    throw Failure(
      .foreignDatabase(applicationID: mark),
      message: "\(connection.path) is a database of another application (application_id \(mark))")
  }
  guard version <= supported else {
    throw Failure(
      .newerSchema(found: version, supported: supported),
      message: "\(connection.path) has schema version \(version), and this program knows versions up to \(supported)")
  }
  return .version(version)
}

/// Brings the schema to the last migration, each in a transaction of its own that also sets `user_version`, the first
/// one `application_id` as well. Several processes may do so at once. Does not write when nothing is to be done.
///
/// - Parameter migrations: in the order of their versions, which count from 1.
/// - Returns: how many migrations were applied.
/// - Throws: what `schemaState` throws, `.readOnly` on a connection that may not write, or why a migration failed;
///   the file is then at the last version that was completed.
@discardableResult
public func migrate(
  _ connection: Connection, _ migrations: [Migration], applicationID: Int32
) throws(Failure) -> Int {
  precondition(applicationID != 0, "0 is the mark of no application")
  precondition(
    migrations.enumerated().allSatisfy { $0.element.version == $0.offset + 1 }, "versions count from 1 without gaps")
  var applied = 0
  while try nextVersion(connection, applicationID, migrations.count) <= migrations.count {
    applied += try connection.transaction(.immediate) { () throws(Failure) in
      // Asked again under the lock: another process may have been faster.
      let version = try nextVersion(connection, applicationID, migrations.count)
      guard version <= migrations.count else { return 0 }
      try apply(migrations[version - 1], connection, applicationID)
      return 1
    }
  }
  return applied
}

private func nextVersion(
  _ connection: Connection, _ applicationID: Int32, _ supported: Int
) throws(Failure) -> Int {
  switch try schemaState(connection, applicationID: applicationID, supported: supported) {
  case .fresh: 1
  case .version(let version): version + 1
  }
}

private func apply(
  _ migration: Migration, _ connection: Connection, _ applicationID: Int32
) throws(Failure) {
  do throws(Failure) {
    try connection.execute(migration.sql)
    try connection.execute(
      "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(migration.version)")
  } catch {
    throw Failure(
      error.kind, code: error.code,
      message: "migration \(migration.version) (\(migration.name)) failed: \(error.message)", hint: error.hint)
  }
}
