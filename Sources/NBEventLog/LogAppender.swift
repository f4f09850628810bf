import NBBasics
import NBObservations
import NBSQLite

/// An event that has just been appended.
public struct AppendedEvent {
  /// Number of the instance's stream, valid within this database only.
  public let streamID: Int64
  /// The observation as it was appended.
  public let observation: Observation
}

/// What one append did.
public struct AppendResult: Sendable, Equatable {
  /// Number of events that were new.
  public var appended = 0
  /// Number of observations that the log held already, repeats within the batch included; they are not stored again.
  public var duplicates = 0
  /// Positions given to the events, nil when there were none.
  public var positions: ClosedRange<Int64>?
  /// Where the log ends after the append.
  public var head: LogHead
}

/// Appends batches of observations, each in one transaction.
///
/// It remembers streams and their recent answers between batches, and forgets them when another process appended.
/// Memory stays bounded by forgetting everything beyond ``maximumStreams``.
public final class LogAppender {
  private static let maximumStreams = 16_384

  private let log: EventLog
  private let answers: AnswerTable
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
  private var latest: Instant?

  /// Prepares the statements; throws when the database has no schema of the log.
  public init(_ log: EventLog) throws(StoreError) {
    self.log = log
    answers = try AnswerTable(log.connection)
    findStream = try log.connection.prepare(
      "SELECT stream_id FROM stream WHERE notebook_id = ?1 AND project_id = ?2 AND region = ?3")
    insertStream = try log.connection.prepare(
      "INSERT INTO stream (notebook_id, project_id, region) VALUES (?1, ?2, ?3) RETURNING stream_id")
    insertEvent = try log.connection.prepare(
      """
      INSERT INTO event (observed_at, stream_id, answer_id, requested_before, date_offset, position)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6)
      """)
    eventsAt = try log.connection.prepare(
      """
      SELECT answer_id, requested_before, date_offset FROM event
      WHERE observed_at = ?1 AND stream_id = ?2 ORDER BY answer_id
      """)
    head = LogHead(position: -1, digest: .zero)
  }

  /// Appends the observations that the log does not hold yet and keeps the rejects, in one transaction.
  ///
  /// - Parameters:
  ///   - recordedAt: the time of the commit.
  ///   - project: called once within the transaction, after the events are in, with the head before them, to bring the
  ///     projections up to them;
  ///     not called when nothing was appended. If it throws, nothing of the batch is kept.
  /// - Returns: only after the transaction has committed.
  public func append(
    _ batch: ObservationBatch, recordedAt: Instant,
    project: ([AppendedEvent], _ before: LogHead) throws(StoreError) -> Void
  ) throws(StoreError) -> AppendResult {
    do {
      return try log.connection.transaction(.immediate) { () throws(StoreError) -> AppendResult in
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
  public func tryAppending(_ batch: ObservationBatch, recordedAt: Instant) throws(StoreError) -> AppendResult {
    defer { forget() }
    try log.connection.begin(.immediate)
    defer { log.connection.rollBack() }
    try refresh()
    return try appendInTransaction(batch, recordedAt: recordedAt) { _, _ in }
  }

  private func forget() {
    head = LogHead(position: -1, digest: .zero)
    streams.removeAll()
    known.removeAll()
  }

  private func refresh() throws(StoreError) {
    let stored = try log.head()
    if stored != head || streams.count > Self.maximumStreams { forget() }
    if stored != head || latest == nil { latest = try log.span()?.upperBound }
    head = stored
  }

  private func appendInTransaction(
    _ batch: ObservationBatch, recordedAt: Instant,
    project: ([AppendedEvent], _ before: LogHead) throws(StoreError) -> Void
  ) throws(StoreError) -> AppendResult {
    var result = AppendResult(head: head)
    let before = head
    let first = before.position + 1
    var events: [AppendedEvent] = []
    events.reserveCapacity(batch.observations.count)
    for observation in batch.observations {
      guard let streamID = try append(observation) else {
        result.duplicates += 1
        continue
      }
      events.append(AppendedEvent(streamID: streamID, observation: observation))
    }
    try RejectTable.keep(batch.rejects, recordedAt: recordedAt, in: log.connection)
    if result.duplicates > 0 { try countDuplicates(result.duplicates) }
    if !events.isEmpty {
      result.appended = events.count
      result.positions = first...head.position
      let commit = try log.connection.cached(
        "INSERT INTO append_commit (first_position, last_position, recorded_at, head) VALUES (?1, ?2, ?3, ?4)")
      commit.bind(first, at: 1)
      commit.bind(head.position, at: 2)
      commit.bind(recordedAt.milliseconds, at: 3)
      commit.bind(head.digest.bytes, at: 4)
      try commit.run()
      try project(events, before)
    }
    result.head = head
    return result
  }

  /// Appends one observation; nil when the log holds it already, else the id of its stream.
  private func append(_ observation: Observation) throws(StoreError) -> Int64? {
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
    head = LogHead(
      position: head.position + 1, digest: EventIdentity.chain(head.digest, observation.identity))
    latest = max(latest ?? observation.observedAt, observation.observedAt)
    return event.stream.id
  }

  /// Whether the log holds an event of the stream with these times and one of these answers.
  private func holds(
    _ observation: Observation, _ answerIDs: [Int64], _ requestedBefore: Int64, _ dateOffset: Int64, _ stream: Stream
  ) throws(StoreError) -> Bool {
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

  private func stream(_ key: StreamKey) throws(StoreError) -> Stream? {
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

  private func knownOrNewStream(_ key: StreamKey) throws(StoreError) -> Stream {
    if let stream = try stream(key) { return stream }
    return try addStream(key)
  }

  private func addStream(_ key: StreamKey) throws(StoreError) -> Stream {
    insertStream.bind(key.notebookID, at: 1)
    insertStream.bind(key.projectID, at: 2)
    insertStream.bind(key.region, at: 3)
    defer { insertStream.reset() }
    guard try insertStream.step() else {
      throw StoreError(.corrupt, message: "a stream was stored without an id")
    }
    let stream = Stream(id: insertStream.integer(0))
    while try insertStream.step() {}
    streams[key] = stream
    return stream
  }

  private func countDuplicates(_ count: Int) throws(StoreError) {
    let statement = try log.connection.cached("UPDATE setting SET value = value + ?1 WHERE name = 'duplicates'")
    statement.bind(Int64(count), at: 1)
    try statement.run()
  }
}
