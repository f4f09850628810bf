import NBObservations
import NBProjections
import NBSQLite

/// Writes rows of the projections, into the database or into temporary tables of the same shape.
///
/// Temporary tables answer questions about the past and let `verify` compare: SQLite finds `temp.attempt` before
/// `main.attempt`, so the same queries run on both.
struct ProjectionTables {
  enum Schema: String {
    case main, temp
  }

  static let names = ["instance", "attempt", "step", "exposure_spell"]

  let schema: Schema
  private let connection: Connection
  private let upsertInstance: Statement
  private let upsertAttempt: Statement
  private let insertStep: Statement
  private let insertSpell: Statement

  init(_ connection: Connection, schema: Schema) throws(StoreError) {
    self.connection = connection
    self.schema = schema
    func insert(_ table: String, _ columns: Int) throws(StoreError) -> Statement {
      let places = (1...columns).map { "?\($0)" }.joined(separator: ", ")
      return try connection.prepare("INSERT OR REPLACE INTO \(schema.rawValue).\(table) VALUES (\(places))")
    }
    upsertInstance = try insert("instance", 28)
    upsertAttempt = try insert("attempt", 30)
    insertStep = try insert("step", 14)
    insertSpell = try insert("exposure_spell", 5)
  }

  /// Creates empty tables and views of the projections in the temporary schema.
  static func createTemporary(_ connection: Connection, withViews: Bool) throws(StoreError) {
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
  static func dropTemporary(_ connection: Connection) throws(StoreError) {
    for name in names { try connection.execute("DROP TABLE IF EXISTS temp.\(name)") }
  }

  private static func temporary(_ sql: String, _ what: String) -> String {
    sql.split(separator: "CREATE \(what) ", omittingEmptySubsequences: false).joined(separator: "CREATE TEMP \(what) ")
  }

  /// Removes all rows of one stream.
  func remove(stream: Int64) throws(StoreError) {
    for name in Self.names {
      let statement = try connection.cached("DELETE FROM \(schema.rawValue).\(name) WHERE stream_id = ?1")
      statement.bind(stream, at: 1)
      try statement.run()
    }
  }

  /// Writes what events finished.
  func write(_ emitted: InstanceFold.Emitted, stream: Int64) throws(StoreError) {
    for attempt in emitted.attempts { try write(attempt, stream: stream) }
    for spell in emitted.spells { try write(spell, stream: stream) }
  }

  /// Writes where a fold stands: the instance's row and its open attempt.
  func write(_ fold: InstanceFold, stream: Int64) throws(StoreError) {
    if let open = fold.attempts.open { try write(open, stream: stream) }
    let status = fold.status
    var row = RowBinder(upsertInstance)
    row.bind(stream)
    row.bind(status.name)
    row.bind(status.statusWord)
    row.bind(status.statusSince?.low)
    row.bind(status.statusSince?.high)
    row.bind(status.lastObserved)
    row.bindFlavorAndImage(status.traits)
    row.bind(status.traits.feature)
    row.bind(BillingItemsText.json(status.billingItems))
    row.bind(status.volume.category)
    row.bind(status.volume.capacity)
    row.bind(status.traits.workspaceID)
    row.bind(status.traits.userName)
    row.bind(status.traits.poolID)
    row.bind(status.lease.type)
    row.bind(status.lease.enabled.map { $0 ? 1 : 0 })
    row.bind(status.lease.end)
    row.bind(status.failReason)
    row.bind(Int64(status.events))
    row.bind(Int64(status.pollsWithoutInformation))
    row.bind(Int64(status.refusedStarts))
    row.bind(Int64(fold.tokenRestarts.count))
    row.bind(fold.encoded)
    try upsertInstance.run()
  }

  private func write(_ attempt: StartAttempt, stream: Int64) throws(StoreError) {
    var row = RowBinder(upsertAttempt)
    row.bind(stream)
    row.bind(Int64(attempt.number))
    row.bind(attempt.kind.word)
    row.bind(attempt.origin.word)
    row.bind(attempt.outcome.word)
    row.bind(attempt.begin.low)
    row.bind(attempt.begin.high)
    row.bind(attempt.end?.low)
    row.bind(attempt.end?.high)
    row.bind(attempt.total?.low)
    row.bind(attempt.total?.high)
    row.bind(attempt.elapsed?.low)
    row.bind(attempt.elapsed?.high)
    row.bind(attempt.serverTotal)
    row.bindFlavorAndImage(attempt.traits)
    row.bind(attempt.traits.workspaceID)
    row.bind(attempt.traits.userName)
    row.bind(attempt.traits.poolID)
    row.bind(attempt.traits.feature)
    row.bind(Int64(attempt.polls))
    row.bind(attempt.failedStep.map(Int64.init))
    row.bind(attempt.failReason)
    row.bind(attempt.errorCode)
    row.bind(attempt.refusalClass?.rawValue)
    row.bind("[" + attempt.gaps.runs.map { "[\($0.gap),\($0.count)]" }.joined(separator: ",") + "]")
    try upsertAttempt.run()
    for step in attempt.steps { try write(step, of: attempt, stream: stream) }
  }

  private func write(_ step: StepTiming, of attempt: StartAttempt, stream: Int64) throws(StoreError) {
    let age = step.ageAtEnd(begin: attempt.begin)
    var row = RowBinder(insertStep)
    row.bind(stream)
    row.bind(Int64(attempt.number))
    row.bind(Int64(step.step))
    row.bind(step.status.word)
    row.bind(step.began?.low)
    row.bind(step.began?.high)
    row.bind(step.ended?.low)
    row.bind(step.ended?.high)
    row.bind(step.duration?.low)
    row.bind(step.duration?.high)
    row.bind(age?.low)
    row.bind(age?.high)
    row.bind(step.lastUnfinished)
    row.bind(step.inferred ? 1 : 0 as Int64)
    try insertStep.run()
  }

  private func write(_ spell: ExposureSpell, stream: Int64) throws(StoreError) {
    var facts = StateWriter()
    spell.encode(into: &facts)
    var row = RowBinder(insertSpell)
    row.bind(stream)
    row.bind(spell.firstAt)
    row.bind(spell.lastAt)
    row.bind(spell.maxGap)
    row.bind(facts.bytes)
    try insertSpell.run()
  }
}
