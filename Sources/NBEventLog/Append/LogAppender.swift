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
  private let insertEvent: Statement
  private let eventsAt: Statement

  private let streams: KnownStreams
  var head: LogHead
  /// Of all events, also those that do not count: what is later cannot be a duplicate.
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
    insertEvent = try log.connection.prepare(LogSQL.insertEvent)
    eventsAt = try log.connection.prepare(LogSQL.eventsAt)
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
    var work = Work(before: head, mayBeNamed: try voids.namesIdentities())
    var waiting = batch.amendments[...]
    for (index, observation) in batch.observations.enumerated() {
      while let next = waiting.first, next.observationsBefore <= index {
        try append(next.entry, to: &work)
        waiting.removeFirst()
      }
      try append(observation, to: &work)
    }
    for next in waiting { try append(next.entry, to: &work) }
    try RejectTable.keep(batch.rejects, recordedAt: recordedAt, in: log.connection)
    return try close(work, recordedAt: recordedAt, project: project)
  }

  /// What one transaction appends.
  struct Work {
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
        events: work.events, changedStreams: work.changedStreams, before: work.before, after: head))
    return result
  }

  private func append(_ observation: Observation, to work: inout Work) throws(Failure) {
    guard let streamID = try append(observation) else {
      work.duplicates += 1
      return
    }
    if work.mayBeNamed, let void = try voids.void(naming: observation.identity) {
      return try voids.take(head.position...head.position, by: void)
    }
    work.events.append(AppendedEvent(streamID: streamID, observation: observation))
  }

  func extendChain(_ identity: Digest) {
    head = LogHead(position: head.position + 1, digest: EventIdentity.chain(head.digest, identity))
  }

  /// Appends one observation; nil when the log holds it already, else the id of its stream.
  private func append(_ observation: Observation) throws(Failure) -> Int64? {
    let content = observation.content
    let requestedBefore = EventTimes.requestedBefore(observation.requestedAt, observedAt: observation.observedAt)
    let dateOffset = EventTimes.dateOffset(observation.date, observedAt: observation.observedAt)
    let irregularDate = dateOffset == 0 ? observation.date : nil
    let isNewest = latest.map { observation.observedAt > $0 } ?? true

    var answer = irregularDate == nil ? streams.answer(content) : nil
    if answer == nil, let stream = try streams.find(content.stream) {
      let matches = try answers.matches(content, date: irregularDate, stream: stream.id)
      if !isNewest, try holds(observation, matches.map(\.id), requestedBefore, dateOffset, stream) { return nil }
      if let match = matches.first(where: \.hasSameFingerprint) {
        answer = KnownStreams.Place(stream: stream, answerID: match.id)
      }
    } else if let answer, !isNewest {
      var ids = [answer.answerID]
      // Rows that differ only in the token fingerprint have the same identity.
      if try !holds(observation, ids, requestedBefore, dateOffset, answer.stream) {
        ids = try answers.matches(content, date: irregularDate, stream: answer.stream.id).map(\.id)
        if ids.count > 1, try holds(observation, ids, requestedBefore, dateOffset, answer.stream) { return nil }
      } else {
        return nil
      }
    }
    let event: KnownStreams.Place
    if let answer {
      event = answer
    } else {
      let stream = try streams.findOrAdd(content.stream)
      let id = try answers.store(content, date: irregularDate, stream: stream.id, whole: &stream.whole)
      event = KnownStreams.Place(stream: stream, answerID: id)
    }
    if irregularDate == nil { streams.remember(content, event) }

    insertEvent.bind(observation.observedAt.milliseconds, at: 1)
    insertEvent.bind(event.stream.id, at: 2)
    insertEvent.bind(event.answerID, at: 3)
    insertEvent.bind(requestedBefore, at: 4)
    insertEvent.bind(dateOffset, at: 5)
    insertEvent.bind(head.position + 1, at: 6)
    try insertEvent.run()
    extendChain(observation.identity)
    latest = max(latest ?? observation.observedAt, observation.observedAt)
    return event.stream.id
  }

  /// Whether the log holds an event of the stream with these times and one of these answers.
  private func holds(
    _ observation: Observation, _ answerIDs: [Int64], _ requestedBefore: Int64, _ dateOffset: Int64,
    _ stream: KnownStreams.Stream
  ) throws(Failure) -> Bool {
    if answerIDs.isEmpty { return false }
    eventsAt.bind(observation.observedAt.milliseconds, at: 1)
    eventsAt.bind(stream.id, at: 2)
    defer { eventsAt.reset() }
    while try eventsAt.step() {
      if eventsAt.integer(1) == requestedBefore, eventsAt.integer(2) == dateOffset,
        answerIDs.contains(eventsAt.integer(0))
      {
        return true
      }
    }
    return false
  }
}
