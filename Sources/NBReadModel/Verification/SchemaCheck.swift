import NBBasics
import NBEventLog
import NBSQLite

/// Compares the durable schema of a database with the program's own text.
enum SchemaCheck {
  /// The first object that is not as its migration makes it, or that the program does not know and that acts by itself;
  /// nil when there is none. Tables, views and indexes of a user's own are his.
  static func problem(_ log: EventLog) throws(Failure) -> String? {
    let known = LogSchema.objects(version: try log.schemaVersion)
    let found = try log.connection.schemaObjects()
    let present = Set(found)
    if let missing = known.first(where: { !present.contains($0) }) {
      return "the \(missing.kind) \(missing.name) is missing or not as it was made"
    }
    let tables = Set((known + ProjectionSchema.objects).map(\.table))
    let own = Set(known.map(\.name))
    if let foreign = found.first(where: { $0.kind == "trigger" && tables.contains($0.table) && !own.contains($0.name) })
    {
      return "the trigger \(foreign.name) on \(foreign.table) is not the program's"
    }
    return nil
  }
}
