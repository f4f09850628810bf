import NBBasics
import NBObservations
import NBSQLite

/// Appends batches of observations, each in one transaction. Who keeps projections uses `LogWriter` of the read model.
///
/// It remembers streams and their recent answers between batches, and forgets them when another process appended.
/// Memory stays bounded by forgetting everything beyond ``maximumStreams``.
package final class LogAppender {
  private static let maximumStreams = 16_384

  private let log: EventLog
  private let answers: AnswerTable
  private let voids: VoidTable
  private let redactions: RedactionTable
  private let findStream: Statement
  private let insertStream: Statement
  private let insertEvent: Statement
  private let eventsAt: Statement

  /// What is known of a stream; filled on demand.
  private final class Stream {
    let id: Int64
    var whole: WholeBody?
    var known: [ObservedAnswer] = []

    init(id: Int64) { self.id = id }
  }

  private struct Known {
    let stream: Stream
    let answerID: Int64
  }

  private var streams: [StreamKey: Stream] = [:]
  private var known: [ObjectIdentifier: Known] = [:]
  private var head: LogHead
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
    findStream = try log.connection.prepare(LogSQL.findStream)
    insertStream = try log.connection.prepare(LogSQL.insertStream)
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

  /// Takes events back, those of the positions that count until now, with one entry or several; in one transaction.
  ///
  /// - Returns: nothing appended when none of them counts.
  package func void(
    _ positions: PositionRanges, reason: String, recordedAt: Instant,
    project: (AppendedEvents) throws(Failure) -> Void
  ) throws(Failure) -> AppendResult {
    do {
      return try log.connection.transaction(.immediate) { () throws(Failure) -> AppendResult in
        try refresh()
        var work = Work(before: head, mayBeNamed: false)
        let targets = try voids.targets(at: positions)
        for start in stride(from: 0, to: targets.count, by: VoidEntry.maximumEvents) {
          let part = Array(targets[start..<min(start + VoidEntry.maximumEvents, targets.count)])
          let entry = VoidEntry(
            positions: PositionRanges(part.map { $0.position...$0.position }), reason: reason, recordedAt: recordedAt,
            events: part.map(\.identity))
          try append(entry, taking: part, to: &work)
        }
        return try close(work, recordedAt: recordedAt, project: project)
      }
    } catch {
      forget()
      throw error
    }
  }

  /// Erases from the stored answers of one stream, or of all, and from rejects what a rule says, in one transaction; its
  /// bytes are still in the file, see `EventLog.purge()`.
  ///
  /// - Parameter isDryRun: whether everything is taken back in the end.
  package func redact(
    _ rule: ErasureRule, stream: Int64?, scope: String, reason: String, recordedAt: Instant, isDryRun: Bool,
    project: (AppendedEvents) throws(Failure) -> Void
  ) throws(Failure) -> (result: AppendResult, erased: Erased) {
    // Bodies are remembered here as they were before.
    defer { forget() }
    try log.connection.begin(.immediate)
    do throws(Failure) {
      try refresh()
      let erased = try AnswerEraser(log.connection, rule).run(stream: stream)
      var work = Work(before: head, mayBeNamed: false)
      work.changedStreams = erased.streams
      // Rejects are told of too, although they have no identity.
      let count = max(erased.erasures.count, erased.rejects > 0 ? 1 : 0)
      for start in stride(from: 0, to: count, by: RedactionEntry.maximumErasures) {
        let part = erased.erasures[start..<min(start + RedactionEntry.maximumErasures, erased.erasures.count)]
        try append(RedactionEntry(scope: scope, reason: reason, recordedAt: recordedAt, erasures: part))
      }
      let result = try close(work, recordedAt: recordedAt, project: project)
      if isDryRun { log.connection.rollBack() } else { try log.connection.commit() }
      return (result, erased)
    } catch {
      log.connection.rollBack()
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

  private func forget() {
    head = LogHead(position: -1, digest: .zero)
    streams.removeAll()
    known.removeAll()
  }

  private func refresh() throws(Failure) {
    guard !log.connection.hasMoved else {
      throw Failure(
        .stale, message: "\(log.path) was removed or replaced while it was open",
        hint: "Run the same command again: it opens the file that is there now, and skips what that holds already.")
    }
    let stored = try log.head()
    if stored != head || streams.count > Self.maximumStreams { forget() }
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
  private struct Work {
    let before: LogHead
    /// Whether a void names events by their identities.
    var mayBeNamed: Bool
    var events: [AppendedEvent] = []
    var changedStreams: Set<Int64> = []
    var duplicates = 0
  }

  /// Ends the transaction's part of the log, and has the projections brought up to it.
  private func close(
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

  /// Appends an entry that came from elsewhere. What it says was erased is gone there; an answer that is here whole stays.
  private func append(_ amendment: Amendment, to work: inout Work) throws(Failure) {
    switch amendment {
    case .void(let entry):
      if try voids.holds(entry) {
        work.duplicates += 1
      } else {
        try append(entry, taking: voids.targets(of: entry), to: &work)
      }
    case .redaction(let entry):
      if try redactions.holds(entry) {
        work.duplicates += 1
      } else {
        try append(entry)
      }
    }
  }

  private func append(_ entry: VoidEntry, taking targets: [VoidTable.Target], to work: inout Work) throws(Failure) {
    extendChain(entry.identity)
    try voids.store(entry, at: head.position, targets: targets)
    if targets.count < entry.events.count { work.mayBeNamed = true }
    for target in targets { work.changedStreams.insert(target.stream) }
  }

  private func append(_ entry: RedactionEntry) throws(Failure) {
    extendChain(entry.identity)
    try redactions.store(entry, at: head.position)
  }

  private func extendChain(_ identity: Digest) {
    head = LogHead(position: head.position + 1, digest: EventIdentity.chain(head.digest, identity))
  }

  /// Appends one observation; nil when the log holds it already, else the id of its stream.
  private func append(_ observation: Observation) throws(Failure) -> Int64? {
    let content = observation.content
    let requestedBefore = EventTimes.requestedBefore(observation.requestedAt, observedAt: observation.observedAt)
    let dateOffset = EventTimes.dateOffset(observation.date, observedAt: observation.observedAt)
    let irregularDate = dateOffset == 0 ? observation.date : nil
    let isNewest = latest.map { observation.observedAt > $0 } ?? true

    var answer = irregularDate == nil ? known[ObjectIdentifier(content)] : nil
    if answer == nil, let stream = try stream(content.stream) {
      let matches = try answers.matches(content, date: irregularDate, stream: stream.id)
      if !isNewest, try holds(observation, matches.map(\.id), requestedBefore, dateOffset, stream) { return nil }
      if let match = matches.first(where: \.hasSameFingerprint) {
        answer = Known(stream: stream, answerID: match.id)
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
    let event: Known
    if let answer {
      event = answer
    } else {
      let stream = try knownOrNewStream(content.stream)
      let id = try answers.store(content, date: irregularDate, stream: stream.id, whole: &stream.whole)
      event = Known(stream: stream, answerID: id)
    }
    if irregularDate == nil { remember(content, event) }

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
    _ observation: Observation, _ answerIDs: [Int64], _ requestedBefore: Int64, _ dateOffset: Int64, _ stream: Stream
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

  /// Keeps the way from an answer object to its row, for the last few of a stream.
  private func remember(_ content: ObservedAnswer, _ event: Known) {
    guard known.updateValue(event, forKey: ObjectIdentifier(content)) == nil else { return }
    event.stream.known.append(content)
    if event.stream.known.count > 3 { known[ObjectIdentifier(event.stream.known.removeFirst())] = nil }
  }

  private func stream(_ key: StreamKey) throws(Failure) -> Stream? {
    if let stream = streams[key] { return stream }
    findStream.bind(key.notebookID, at: 1)
    findStream.bind(key.projectID, at: 2)
    findStream.bind(key.region, at: 3)
    defer { findStream.reset() }
    guard try findStream.step() else { return nil }
    let stream = Stream(id: findStream.integer(0))
    streams[key] = stream
    return stream
  }

  private func knownOrNewStream(_ key: StreamKey) throws(Failure) -> Stream {
    if let stream = try stream(key) { return stream }
    return try addStream(key)
  }

  private func addStream(_ key: StreamKey) throws(Failure) -> Stream {
    insertStream.bind(key.notebookID, at: 1)
    insertStream.bind(key.projectID, at: 2)
    insertStream.bind(key.region, at: 3)
    defer { insertStream.reset() }
    guard try insertStream.step() else {
      throw Failure(.corrupt, message: "a stream was stored without an id")
    }
    let stream = Stream(id: insertStream.integer(0))
    while try insertStream.step() {}
    streams[key] = stream
    return stream
  }
}
