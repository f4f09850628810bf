import NBBasics
import NBEventLog
import NBProjections
import NBSQLite

/// The tables and views of the projections: made from the program's own text, dropped and made anew when they are of
/// another version or shape. No migration knows them.
enum ProjectionSchema {
  static let tablesSQL = String(decoding: PackageResources.projection_tables_sql, as: UTF8.self)
  static let viewsSQL = String(decoding: PackageResources.views_sql, as: UTF8.self)

  /// What the texts make of an empty database; views that name tables of the log are compiled when they are asked.
  static let objects = Connection.schemaObjects(madeBy: tablesSQL + "\n" + viewsSQL)

  /// The statements of both texts as SQLite keeps them: each begins a line with CREATE and ends one with a semicolon.
  static let statements: Set<String> = {
    var statements: Set<String> = []
    var open: [Substring.UTF8View] = []
    for line in (tablesSQL + "\n" + viewsSQL)[...].utf8.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    {
      if open.isEmpty, !line.starts(with: "CREATE ".utf8) { continue }
      open.append(line)
      guard line.last == UInt8(ascii: ";") else { continue }
      statements.insert(String(open.map { String(Substring($0)) }.joined(separator: "\n").dropLast()))
      open = []
    }
    return statements
  }()

  private static let durableNames = Set(LogSchema.objects.map(\.name))

  /// Removes the projections of any version with their views, and makes this version's, empty and without a version.
  ///
  /// Runs within the caller's transaction. Tables of the log stay whatever the database says of itself.
  static func recreate(_ connection: Connection) throws(Failure) {
    let names = Set(objects.map(\.name)).union(try versions(connection).keys).subtracting(durableNames)
    let found = try connection.schemaObjects().filter { names.contains($0.name) }
    for object in found where object.kind == "view" { try connection.drop(object) }
    for object in found where object.kind == "table" { try connection.drop(object) }
    try connection.execute("DELETE FROM projection")
    try connection.execute(tablesSQL)
    try connection.execute(viewsSQL)
  }

  /// Declares the rows to be those of this version.
  static func markCurrent(_ connection: Connection) throws(Failure) {
    for (name, version) in InstanceProjection.versions {
      let statement = try connection.cached("INSERT INTO projection (name, version) VALUES (?1, ?2)")
      statement.bind(name, at: 1)
      statement.bind(Int64(version), at: 2)
      try statement.run()
    }
  }

  /// Whether versions, tables and views are this program's.
  static func state(_ connection: Connection) throws(Failure) -> ProjectionState {
    let expected = Dictionary(uniqueKeysWithValues: InstanceProjection.versions.map { ($0.name, Int64($0.version)) })
    guard try versions(connection) == expected else { return .outdated }
    let found = Set(try connection.schemaObjects())
    // To compile the texts for names would cost a short command a seventh of its time.
    if statements.isSubset(of: found.map(\.sql)) { return .current }
    let altered = objects.first { !found.contains($0) }
    return altered.map { .altered($0.name) } ?? .current
  }

  /// The versions that the rows were made by; none in a database that has no projections yet.
  static func versions(_ connection: Connection) throws(Failure) -> [String: Int64] {
    let hasTable = try connection.firstValue("SELECT 1 FROM main.sqlite_schema WHERE name = 'projection'") != nil
    guard hasTable else { return [:] }
    let statement = try connection.prepare("SELECT name, version FROM main.projection")
    var versions: [String: Int64] = [:]
    while try statement.step() { versions[statement.text(0)] = statement.integer(1) }
    return versions
  }
}
