import NBBasics

/// A table, index, trigger or view, with the text that made it.
public struct SchemaObject: Hashable, Sendable {
  /// `table`, `index`, `trigger` or `view`.
  public let kind: String
  /// The object's own name.
  public let name: String
  /// The table or view that it belongs to: itself, or what an index or trigger is on.
  public let table: String
  /// The CREATE statement as SQLite keeps it: letter by letter as written, from the name on.
  public let sql: String
}

extension Connection {
  /// What CREATE statements made in the main database, sorted by kind and name; what SQLite makes by itself (indexes of
  /// keys, statistics) is left out.
  public func schemaObjects() throws(Failure) -> [SchemaObject] {
    let statement = try prepare(
      """
      SELECT type, name, tbl_name, sql FROM main.sqlite_schema
      WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
      ORDER BY type, name
      """)
    var objects: [SchemaObject] = []
    while try statement.step() {
      objects.append(
        SchemaObject(
          kind: statement.text(0), name: statement.text(1), table: statement.text(2), sql: statement.text(3)))
    }
    return objects
  }

  /// What a script makes of an empty database.
  ///
  /// - Precondition: the script is part of the program and right.
  public static func schemaObjects(madeBy script: String) -> [SchemaObject] {
    do {
      let scratch = try Connection(mode: .memory)
      try scratch.execute(script)
      return try scratch.schemaObjects()
    } catch {
      preconditionFailure("the schema of the program is wrong: \(error)")
    }
  }

  /// Removes a table or view of the main database, with the indexes and triggers that belong to it.
  public func drop(_ object: SchemaObject) throws(Failure) {
    let quoted = object.name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
    try execute("DROP \(object.kind) IF EXISTS main.\"\(quoted)\"")
  }
}
