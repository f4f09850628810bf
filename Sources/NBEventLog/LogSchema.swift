import NBSQLite

/// The part of the schema that lasts: the log, settings, the flavor catalogue, the versions of the projections.
package enum LogSchema {
  /// `nbtr` in ASCII: marks a file as ours.
  package static let applicationID: Int32 = 0x6E62_7472

  /// All steps of the schema. A released one never changes, and none mentions a table or view of a projection.
  package static let migrations: [Migration] = [
    Migration(version: 1, name: "the log", sql: text(PackageResources.m0001_log_sql)),
    Migration(version: 2, name: "catalogue and versions", sql: text(PackageResources.m0002_catalog_sql)),
    Migration(version: 3, name: "events taken back", sql: text(PackageResources.m0003_void_sql)),
    Migration(version: 4, name: "values erased", sql: text(PackageResources.m0004_redaction_sql)),
    Migration(version: 5, name: "fleets", sql: text(PackageResources.m0005_fleet_sql)),
  ]

  /// The version that this program writes.
  package static var version: Int { migrations.count }

  /// The first version whose log may hold voids.
  static let versionWithVoids = 3
  /// The first version from whose answers something may be erased.
  static let versionWithRedactions = 4

  /// What the migrations make of an empty file.
  package static let objects = objects(version: version)

  /// What the migrations up to a version make of an empty file.
  package static func objects(version: Int) -> [SchemaObject] {
    Connection.schemaObjects(madeBy: migrations.prefix(version).map(\.sql).joined(separator: "\n"))
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
