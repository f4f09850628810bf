import NBBasics
import NBEventLog
import NBObservations
import NBProjections
import NBSQLite

/// Brings the projections up to the log, within the transaction that appends.
///
/// Events that come later than all of their stream are applied to the stored state. A stream that an event joins
/// earlier, or of which something is taken back or erased, is folded anew from the log, alone: the result is as if all events had come in order.
final class Projector {
  private let connection: Connection
  private let tables: ProjectionTables
  private let readState: Statement
  /// A fold in memory, and what the current call did with it.
  private final class Running {
    let stream: Int64
    var projection: InstanceProjection
    /// What was applied last: another look at it mostly moves times alone.
    var content: ObservedAnswer? {
      didSet { contentID = content.map { ObjectIdentifier($0) } }
    }
    private(set) var contentID: ObjectIdentifier?
    var call = 0
    var isLate = false
    /// Whether the row of the instance is that of the projection but for what going on moves.
    var isWritten = false

    init(stream: Int64, projection: InstanceProjection) {
      self.stream = stream
      self.projection = projection
    }
  }

  private var running = StreamTable<Running>()
  private var call = 0
  /// The head up to which the folds in memory are true.
  private var head: LogHead?

  /// Prepares the statements; throws when the database has no projection tables.
  init(_ log: EventLog) throws(Failure) {
    connection = log.connection
    tables = try ProjectionTables(connection, schema: .main)
    readState = try connection.prepare("SELECT state FROM main.instance WHERE stream_id = ?1")
  }

  /// Applies events that were appended in the current transaction. When it does not commit, the projector must not be
  /// used again.
  ///
  /// - Returns: how many streams were folded anew.
  func project(_ appended: AppendedEvents) throws(Failure) -> Int {
    // Another writer came between: its events are not in these folds.
    if head != appended.before || running.count > RememberedInstances.limit { running = StreamTable() }
    // Until the end of this call no head describes the folds.
    head = nil
    call += 1
    var touched: [Running] = []
    for stream in appended.changedStreams {
      let current = try running(stream)
      current.call = call
      current.isLate = true
      touched.append(current)
    }
    try appended.observations.withUnsafeBufferPointer { (observations) throws(Failure) in
      for event in appended.events {
        let current = try running(event.streamID)
        if current.call != call {
          current.call = call
          current.isLate = false
          touched.append(current)
        }
        if !current.isLate { try apply(observations.baseAddress! + event.observation, to: current) }
      }
    }
    let late = touched.filter(\.isLate)
    try refold(late)
    for current in touched where !current.isLate {
      if current.isWritten {
        try tables.move(stream: current.stream, to: current.projection)
      } else {
        try current.projection.write(to: tables, stream: current.stream)
        // The row of an attempt that is open may move as well.
        current.isWritten = current.projection.attempts.open == nil
      }
    }
    head = appended.after
    return late.count
  }

  /// Applies the next observation of a stream. It is read in its place, as each reference that is counted here is one to
  /// memory that is far away.
  private func apply(_ observation: UnsafePointer<Observation>, to current: Running) throws(Failure) {
    let observedAt = observation.pointee.observedAt
    // A tie needs the order of identities, which refolding finds out.
    if let last = current.projection.lastEventAt, observedAt <= last {
      current.isLate = true
      return
    }
    let requestedAt = observation.pointee.requestedAt
    if current.contentID == ObjectIdentifier(observation.pointee.content),
      current.projection.goOn(at: observedAt, low: requestedAt ?? observedAt)
    {
      return
    }
    let content = observation.pointee.content
    current.content = content
    current.isWritten = false
    let event = FoldEvent(observedAt: observedAt, requestedAt: requestedAt, answer: content.answer)
    try tables.evolve(&current.projection, event, stream: current.stream)
  }

  /// Folds late streams anew, all in one pass over the log.
  private func refold(_ late: [Running]) throws(Failure) {
    guard !late.isEmpty else { return }
    for current in late {
      try tables.remove(stream: current.stream)
      // Of a stream whose events were all taken back nothing is left to fold.
      current.projection = InstanceProjection()
      current.content = nil
      current.isWritten = false
    }
    try Refold(connection).run(
      into: tables, streams: Set(late.map(\.stream)), finished: { running.known($0)?.projection = $1 })
  }

  private func running(_ stream: Int64) throws(Failure) -> Running {
    if let current = running.known(stream) { return current }
    let projection = try storedProjection(stream)
    return running.object(stream) { Running(stream: stream, projection: projection) }
  }

  private func storedProjection(_ stream: Int64) throws(Failure) -> InstanceProjection {
    readState.bind(stream, at: 1)
    defer { readState.reset() }
    guard try readState.step() else { return InstanceProjection() }
    do {
      return try InstanceProjection(decoding: readState.blob(0))
    } catch {
      throw Failure(
        .corrupt, message: "the state of stream \(stream) is not readable",
        hint: "Run `nbtrack verify`; when the log is intact, `nbtrack rebuild`.")
    }
  }
}
