import NBBasics
import NBObservations
import NBSQLite

/// Appends batches of observations, each in one transaction. Who keeps projections uses `LogWriter` of the read model.
///
/// It remembers streams and their recent answers between batches, and forgets them when another process appended.
/// Memory stays bounded, see ``KnownStreams``.
package final class LogAppender {
  let log: EventLog
  private let answers: AnswerTable
  let voids: VoidTable
  let redactions: RedactionTable
  private let events: EventTable
  private let streams: KnownStreams
  var head: LogHead
  /// Of all events, also those that do not count.
  private var latest: Instant?

  /// Prepares the statements; throws when the database has no schema of the log.
  package init(_ log: EventLog) throws(Failure) {
    if try log.fleet() != nil {
      throw Failure(
        .noLog, message: "\(log.path) holds the rows of a fleet, and nothing is appended to it",
        hint: "Name another database, or pack the answers and fold them with the fleet.")
    }
    self.log = log
    answers = try AnswerTable(log.connection)
    voids = VoidTable(log.connection)
    redactions = RedactionTable(log.connection)
    streams = try KnownStreams(log.connection)
    events = try EventTable(log.connection)
    head = LogHead(position: -1, digest: .zero)
  }

  /// Appends the observations that the log does not hold yet and keeps the rejects, in one transaction.
  ///
  /// - Parameters:
  ///   - recordedAt: the time of the commit.
  ///   - project: called once within the transaction, after the events are in, to bring the projections up to them; not
  ///     called when nothing was appended. If it throws, nothing of the batch is kept.
  /// - Returns: only after the transaction has committed.
  package func append(
    _ batch: ObservationBatch, recordedAt: Instant,
    project: (AppendedEvents) throws(Failure) -> Void
  ) throws(Failure) -> AppendResult {
    do {
      return try log.connection.transaction(.immediate) { () throws(Failure) -> AppendResult in
        try refresh()
        return try appendInTransaction(batch, recordedAt: recordedAt, project: project)
      }
    } catch {
      // What was remembered within the transaction is not in the database.
      forget()
      throw error
    }
  }

  /// Does everything that ``append(_:recordedAt:project:)`` would do, and takes it back: what a dry run reports.
  /// Batches do not see each other.
  package func tryAppending(_ batch: ObservationBatch, recordedAt: Instant) throws(Failure) -> AppendResult {
    defer { forget() }
    try log.connection.begin(.immediate)
    defer { log.connection.rollBack() }
    try refresh()
    return try appendInTransaction(batch, recordedAt: recordedAt) { _ in }
  }

  func forget() {
    head = LogHead(position: -1, digest: .zero)
    streams.forget()
    events.forget()
  }

  func refresh() throws(Failure) {
    guard !log.connection.hasMoved else {
      throw Failure(
        .stale, message: "\(log.path) was removed or replaced while it was open",
        hint: "Run the same command again: it opens the file that is there now, and skips what that holds already.")
    }
    let stored = try log.head()
    if stored != head || streams.isFull { forget() }
    if stored != head || latest == nil { latest = try log.lastObservedAt() }
    head = stored
  }

  private func appendInTransaction(
    _ batch: ObservationBatch, recordedAt: Instant,
    project: (AppendedEvents) throws(Failure) -> Void
  ) throws(Failure) -> AppendResult {
    var work = Work(
      observations: batch.observations, before: head, mayBeNamed: try voids.namesIdentities())
    work.events.reserveCapacity(batch.observations.count)
    var waiting = batch.amendments[...]
    try batch.observations.withUnsafeBufferPointer { (observations) throws(Failure) in
      for index in observations.indices {
        while let next = waiting.first, next.observationsBefore <= index {
          try events.flush()
          try append(next.entry, to: &work)
          waiting.removeFirst()
        }
        try append(observations.baseAddress! + index, index, to: &work)
      }
    }
    try events.flush()
    for next in waiting { try append(next.entry, to: &work) }
    try RejectTable.keep(batch.rejects, recordedAt: recordedAt, in: log.connection)
    return try close(work, recordedAt: recordedAt, project: project)
  }

  /// What one transaction appends.
  struct Work {
    var observations: [Observation] = []
    let before: LogHead
    /// Whether a void names events by their identities.
    var mayBeNamed: Bool
    var events: [AppendedEvent] = []
    var changedStreams: Set<Int64> = []
    var duplicates = 0
  }

  /// Ends the transaction's part of the log, and has the projections brought up to it.
  func close(
    _ work: Work, recordedAt: Instant, project: (AppendedEvents) throws(Failure) -> Void
  ) throws(Failure) -> AppendResult {
    var result = AppendResult(duplicates: work.duplicates, head: head)
    if work.duplicates > 0 { try DuplicateCount.add(work.duplicates, in: log.connection) }
    let first = work.before.position + 1
    guard head.position >= first else { return result }
    result.appended = Int(head.position - work.before.position)
    result.positions = first...head.position
    let commit = try log.connection.cached(LogSQL.insertCommit)
    commit.bind(first, at: 1)
    commit.bind(head.position, at: 2)
    commit.bind(recordedAt.milliseconds, at: 3)
    commit.bind(head.digest.bytes, at: 4)
    try commit.run()
    try project(
      AppendedEvents(
        observations: work.observations, events: work.events, changedStreams: work.changedStreams, before: work.before,
        after: head))
    return result
  }

  private func append(
    _ observation: UnsafePointer<Observation>, _ index: Int, to work: inout Work
  ) throws(Failure) {
    guard let streamID = try append(observation) else {
      work.duplicates += 1
      return
    }
    if work.mayBeNamed, let void = try voids.void(naming: observation.pointee.identity) {
      try events.flush()
      return try voids.take(head.position...head.position, by: void)
    }
    work.events.append(AppendedEvent(streamID: streamID, observation: index))
  }

  func extendChain(_ identity: Digest) {
    head = LogHead(position: head.position + 1, digest: EventIdentity.chain(head.digest, identity))
  }

  /// Appends one observation; nil when the log holds it already, else the id of its stream.
  private func append(_ observation: UnsafePointer<Observation>) throws(Failure) -> Int64? {
    let content = Unmanaged.passUnretained(observation.pointee.content)
    let observedAt = observation.pointee.observedAt
    let dateOffset = EventTimes.dateOffset(observation.pointee.date, observedAt: observedAt)
    let irregularDate = dateOffset == 0 ? observation.pointee.date : nil
    var row = EventTable.Row(
      observedAt: observedAt, streamID: 0, answerID: 0,
      requestedBefore: EventTimes.requestedBefore(observation.pointee.requestedAt, observedAt: observedAt),
      dateOffset: dateOffset)
    let known = irregularDate == nil ? content._withUnsafeGuaranteedRef { streams.answer($0) } : nil
    let event: KnownStreams.Place
    if let known, known.stream.isLater(observedAt) {
      event = known
    } else {
      guard let place = try place(of: content.takeUnretainedValue(), row, irregularDate, known) else { return nil }
      event = place
    }

    row.streamID = event.stream.id
    row.answerID = event.answerID
    try events.insert(row, at: head.position + 1)
    extendChain(observation.pointee.identity)
    latest = max(latest ?? observedAt, observedAt)
    event.stream.noteEvent(at: observedAt)
    return row.streamID
  }

  /// Where the answer of an observation is stored, which it is when it is not yet; nil when the log holds the observation.
  private func place(
    of content: ObservedAnswer, _ row: EventTable.Row, _ irregularDate: String?, _ known: KnownStreams.Place?
  ) throws(Failure) -> KnownStreams.Place? {
    var place = known
    var row = row
    var found: KnownStreams.Stream?
    if let known {
      row.streamID = known.stream.id
      if try holds(row, content, known) { return nil }
    } else if let stream = try streams.find(content.stream, latest: latest) {
      found = stream
      row.streamID = stream.id
      let matches = try answers.matches(content, date: irregularDate, stream: stream.id)
      if !stream.isLater(row.observedAt), try events.holds(row, answerIDs: matches.map(\.id)) { return nil }
      if let match = matches.first(where: \.hasSameFingerprint) {
        place = KnownStreams.Place(stream: stream, answerID: match.id)
      }
    }
    if place == nil {
      let stream = if let found { found } else { try streams.add(content.stream) }
      let id = try answers.store(content, date: irregularDate, stream: stream.id, whole: &stream.whole)
      place = KnownStreams.Place(stream: stream, answerID: id)
    }
    if irregularDate == nil, let place { streams.remember(content, place) }
    return place
  }

  /// Whether the log holds an event with the times of a row and this answer, which is stored at a known place.
  private func holds(
    _ row: EventTable.Row, _ content: ObservedAnswer, _ place: KnownStreams.Place
  ) throws(Failure) -> Bool {
    if try events.holds(row, answerIDs: [place.answerID]) { return true }
    // Rows that differ only in the token fingerprint have the same identity.
    let ids = try answers.matches(content, date: nil, stream: place.stream.id).map(\.id)
    guard ids.count > 1 else { return false }
    return try events.holds(row, answerIDs: ids)
  }
}
