import NBBasics
import NBObservations
import NBProjections
import NBSQLite

/// Writes rows of the projections, into the database or into temporary tables of the same shape.
///
/// Temporary tables answer questions about the past and let `verify` compare: SQLite finds `temp.attempt` before
/// `main.attempt`, so the same queries run on both.
struct ProjectionTables: RowSink {
  enum Schema: String {
    case main, temp
  }

  static let names = [InstanceRow.table, AttemptRow.table, StepRow.table, SpellRow.table]

  let schema: Schema
  private let connection: Connection
  private let instances: RowTable<InstanceRow>
  private let moveInstance: Statement
  private let attempts: RowTable<AttemptRow>
  private let steps: RowTable<StepRow>
  private let spells: RowTable<SpellRow>

  init(_ connection: Connection, schema: Schema) throws(Failure) {
    self.connection = connection
    self.schema = schema
    instances = try RowTable(connection, schema: schema)
    let moves = InstanceRow.moving.enumerated().map { "\($1) = ?\($0 + 2)" }
    moveInstance = try connection.prepare(
      "UPDATE \(schema.rawValue).\(InstanceRow.table) SET \(moves.joined(separator: ", ")) WHERE stream_id = ?1")
    attempts = try RowTable(connection, schema: schema)
    steps = try RowTable(connection, schema: schema)
    spells = try RowTable(connection, schema: schema)
  }

  /// Creates empty tables and views of the projections in the temporary schema.
  static func createTemporary(_ connection: Connection, withViews: Bool) throws(Failure) {
    try dropTemporary(connection)
    try connection.execute(temporary(ProjectionSchema.tablesSQL, "TABLE"))
    if withViews {
      for view in ProjectionSchema.objects where view.kind == "view" {
        try connection.execute("DROP VIEW IF EXISTS temp.\(view.name)")
      }
      try connection.execute(temporary(ProjectionSchema.viewsSQL, "VIEW"))
    }
  }

  /// Removes the temporary tables: the live ones are seen again.
  static func dropTemporary(_ connection: Connection) throws(Failure) {
    for name in names { try connection.execute("DROP TABLE IF EXISTS temp.\(name)") }
  }

  private static func temporary(_ sql: String, _ what: String) -> String {
    sql.split(separator: "CREATE \(what) ", omittingEmptySubsequences: false).joined(separator: "CREATE TEMP \(what) ")
  }

  /// Removes all rows of one stream.
  func remove(stream: Int64) throws(Failure) {
    for name in Self.names {
      let statement = try connection.cached("DELETE FROM \(schema.rawValue).\(name) WHERE stream_id = ?1")
      statement.bind(stream, at: 1)
      try statement.run()
    }
  }

  func write(_ row: InstanceRow) throws(Failure) { try instances.write(row) }
  func write(_ row: AttemptRow) throws(Failure) { try attempts.write(row) }
  func write(_ row: StepRow) throws(Failure) { try steps.write(row) }
  func write(_ row: SpellRow) throws(Failure) { try spells.write(row) }

  /// Brings the row of an instance up to a projection that only went on since the row was written. What is written of
  /// most instances is this, and a third of the work of a whole row.
  func move(stream: Int64, to projection: InstanceProjection) throws(Failure) {
    moveInstance.bind(stream, at: 1)
    moveInstance.bind(projection.status.lastObserved?.milliseconds, at: 2)
    moveInstance.bind(Int64(projection.status.events), at: 3)
    moveInstance.bind(projection.encoded, at: 4)
    try moveInstance.run()
  }
}

extension RowSink<Failure> {
  /// Applies an event and writes what it finished, as rows of the stream that the projection is of.
  func evolve(_ projection: inout InstanceProjection, _ event: FoldEvent, stream: Int64) throws(Failure) {
    var failure: Failure?
    projection.evolve(event) { output in
      guard failure == nil else { return }
      do throws(Failure) { try output.write(to: self, stream: stream) } catch { failure = error }
    }
    if let failure { throw failure }
  }
}
