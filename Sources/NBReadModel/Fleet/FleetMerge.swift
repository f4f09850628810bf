import NBBasics
import NBEventLog
import NBFleet
import NBObservations
import NBProjections
import NBSQLite

/// Makes a new database without a log from the rows of a fleet, in any order.
///
/// Rows are collected in temporary tables, since streams are numbered by their keys, which are all known at the end only.
/// Memory: about 300 bytes a stream, and the attempts in progress.
package final class FleetMerge {
  /// What was merged.
  package struct Result: Sendable {
    package var streams = 0
    package var events: Int64 = 0
    package var through = Day(0)
    package var head: Digest?
  }

  private final class Stream {
    let number: Int64
    var instanceDay = Day(.min)
    var stateDay = Day(.min)
    var openDay = Day(.min)
    var open: AttemptRow?
    var openSteps: [StepRow] = []

    init(number: Int64) { self.number = number }
  }

  private let log: EventLog
  private let tables: ProjectionTables
  private let states: Statement
  private let coverage: Statement
  private let window: ClosedRange<Day>
  private let recordedAt: Instant
  private var streams: [StreamKey: Stream] = [:]
  private var keyID: String?
  private var late: (stream: StreamKey, day: Day)?
  private var claimed: Int?
  private var rows = 0
  private var duplicates = 0
  private var lastRun: RunEntry?

  /// - Parameters:
  ///   - path: a file that does not exist.
  ///   - recordedAt: when; rejects are kept with it.
  ///   - window: the days whose attempts, spells and events are taken; instances are those of the last day in any case.
  package init(path: String, recordedAt: Instant, window: ClosedRange<Day>? = nil) throws(Failure) {
    self.recordedAt = recordedAt
    self.window = window ?? Day(.min)...Day(.max)
    log = try ReadModel.open(path: path, access: .create)
    // One file, which nobody reads before it is complete and nobody needs when it is not.
    try log.connection.execute(
      "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA temp.cache_size = -65536")
    try ProjectionTables.createTemporary(log.connection, withViews: false)
    try log.connection.execute(FleetSQL.staging)
    tables = try ProjectionTables(log.connection, schema: .temp)
    states = try log.connection.prepare(FleetSQL.stageState)
    coverage = try log.connection.prepare(FleetSQL.stageCoverage)
    try log.connection.begin(.immediate)
  }

  /// Takes what a line says.
  package func take(_ line: FleetLine) throws {
    switch line {
    case .row(let stream, let day, let row):
      rows += 1
      try take(row, known(stream), day, stream)
    case .late(let stream, let day): late = late ?? (stream, day)
    case .folded(let count, let repeats):
      claimed = (claimed ?? 0) + count
      duplicates += repeats
    case .packed(let repeats): duplicates += repeats
    case .reject(let reject): try log.keep(reject, recordedAt: recordedAt)
    case .run(let run):
      guard run.follows(lastRun) else { throw FleetFault.damaged("run \(run.run) does not follow the one before it") }
      lastRun = run
    case .other: break
    }
  }

  private func known(_ key: StreamKey) -> Stream {
    if let stream = streams[key] { return stream }
    let stream = Stream(number: Int64(streams.count + 1))
    streams[key] = stream
    return stream
  }

  private func take(_ row: FleetRow, _ stream: Stream, _ day: Day, _ key: StreamKey) throws {
    switch row {
    case .attempt(var row):
      row.stream = stream.number
      if window.contains(day) { try tables.write(row) }
    case .step(var row):
      row.stream = stream.number
      if window.contains(day) { try tables.write(row) }
    case .spell(var row):
      row.stream = stream.number
      if window.contains(day) { try tables.write(row) }
    case .instance(var row):
      guard day >= stream.instanceDay else { return }
      stream.instanceDay = day
      row.stream = stream.number
      try tables.write(row)
    case .open(var row):
      guard turn(stream, to: day) else { return }
      row.stream = stream.number
      stream.open = row
    case .openStep(var row):
      guard turn(stream, to: day) else { return }
      row.stream = stream.number
      stream.openSteps.append(row)
    case .state(let state, let keyID):
      guard self.keyID == nil || self.keyID == keyID else {
        throw FleetFault.damaged("\(key.name) has fingerprints of another key than the streams before")
      }
      self.keyID = keyID
      guard day >= stream.stateDay else { return }
      stream.stateDay = day
      states.bind(stream.number, at: 1)
      states.bind(state, at: 2)
      try states.run()
    case .coverage(let row):
      guard window.contains(day) else { return }
      coverage.bind(stream.number, at: 1)
      coverage.bind(day.number, at: 2)
      coverage.bind(row.events, at: 3)
      coverage.bind(row.pollsWithoutInformation, at: 4)
      coverage.bind(row.firstAt.milliseconds, at: 5)
      coverage.bind(row.lastAt.milliseconds, at: 6)
      coverage.bind(row.skewText, at: 7)
      try coverage.run()
    }
  }

  /// Whether an attempt in progress after `day` is news; forgets one of an earlier day.
  private func turn(_ stream: Stream, to day: Day) -> Bool {
    if day > stream.openDay {
      stream.openDay = day
      stream.open = nil
      stream.openSteps = []
    }
    return day == stream.openDay
  }

  /// Puts everything in its place and closes the database.
  ///
  /// - Throws: `FleetFault` when lines are missing or do not go together.
  package func finish(catalogFrom old: String?) throws -> Result {
    try check()
    let through = streams.values.map(\.stateDay).max() ?? Day(0)
    for stream in streams.values where stream.openDay == through {
      if let open = stream.open { try tables.write(open) }
      for step in stream.openSteps { try tables.write(step) }
    }
    let order = streams.sorted { $0.key < $1.key }
    let insert = try log.connection.prepare(FleetSQL.insertStream)
    let place = try log.connection.prepare(FleetSQL.insertPlace)
    for (index, (key, stream)) in order.enumerated() {
      insert.bind(Int64(index + 1), at: 1)
      insert.bind(key.region, at: 2)
      insert.bind(key.projectID, at: 3)
      insert.bind(key.notebookID, at: 4)
      try insert.run()
      place.bind(stream.number, at: 1)
      place.bind(Int64(index + 1), at: 2)
      try place.run()
    }
    for sql in [
      FleetSQL.place(
        InstanceRow.self, replacing: ["state": "state.state"], joining: "JOIN temp.state USING (stream_id)"),
      FleetSQL.place(AttemptRow.self), FleetSQL.place(StepRow.self), FleetSQL.place(SpellRow.self),
      FleetSQL.placeCoverage,
    ] {
      try log.connection.execute(sql)
    }
    let facts = FleetFacts(
      throughDay: through.number, runs: lastRun.map { Int64($0.run) }, head: lastRun?.head, keyID: keyID ?? "")
    try log.become(facts)
    try log.addDuplicates(duplicates)
    try log.connection.commit()
    if let old { try copyCatalog(from: old) }
    try ProjectionTables.dropTemporary(log.connection)
    try log.connection.execute("PRAGMA journal_mode = DELETE")
    return Result(
      streams: streams.count, events: try log.fleet()?.events ?? 0, through: through, head: lastRun?.head)
  }

  private func check() throws(FleetFault) {
    guard claimed == rows else {
      let counted = claimed.map { "their last lines count \($0)" } ?? "the last line of `nbtrack fold` is missing"
      throw .damaged("the sources hold \(rows) rows, and \(counted)", hint: "They were cut: get them again.")
    }
    if let late {
      throw .damaged(
        "\(late.stream.name) has a late block of \(late.day.date), so that rows of it are missing",
        hint: "Fold again from the first day of the late blocks.")
    }
    guard let through = streams.values.map(\.stateDay).max() else { return }
    for (key, stream) in streams where stream.stateDay != through || stream.instanceDay != through {
      throw .damaged(
        "\(key.name) has no state after \(through.date), the last day of the others",
        hint: "Fold all streams through the same day, those without blocks as well.")
    }
  }

  /// Whether a merge may replace the file: there is none, or it is a merged database.
  ///
  /// A log that other statements left beside it goes into the file, so that none lies beside the new one.
  package static func mayReplace(_ path: String) throws(Failure) -> Bool {
    guard let hasLogBeside = try hasLogBeside(path) else { return false }
    if hasLogBeside {
      try EventLog.open(path: path, access: .write).connection.execute("PRAGMA journal_mode = DELETE")
    }
    return true
  }

  /// Whether a merged database is in WAL mode; nil for one that is none.
  private static func hasLogBeside(_ path: String) throws(Failure) -> Bool? {
    let old = try EventLog.open(path: path, access: .read)
    guard try old.fleet() != nil else { return nil }
    return try old.connection.firstValue("PRAGMA journal_mode")?.text == "wal"
  }

  /// Keeps what was imported into the database that this one replaces.
  private func copyCatalog(from path: String) throws(Failure) {
    let old = try EventLog.open(path: path, access: .read)
    let read = try old.connection.prepare("SELECT flavor_id, flavor_class FROM flavor_catalog ORDER BY flavor_id")
    let write = try log.connection.prepare("INSERT INTO flavor_catalog (flavor_id, flavor_class) VALUES (?1, ?2)")
    while try read.step() {
      write.bind(read.text(0), at: 1)
      write.bind(read.text(1), at: 2)
      try write.run()
    }
  }
}
