import NBBasics
import NBEventLog
import NBObservations
import NBProjections
import NBSQLite

/// The events of streams with what folds see of them, each stream's in projection order: by time of observation, those
/// of one instant by kind and identity, whatever the order of arrival. Events that were taken back are passed over.
struct EventWalk: ~Copyable {
  private let reader: AnswerReader
  private let streams: StreamSet?
  private let voided: VoidedPositions?
  private var scan: EventScan
  private var isAtEnd = false
  /// When the row before was observed.
  private var latest: Instant?
  private var count = 0
  private var recent = StreamTable<RecentAnswers>()
  /// Read and not given out yet: whether it is tied with the event before, only the next one shows.
  private var held: StoredEvent?
  /// Events of one stream and instant, in order; given out up to `nextTie`.
  private var ties: [StoredEvent] = []
  private var nextTie = 0

  /// - Parameters:
  ///   - streams: which streams; nil for all.
  ///   - until: events observed later are left out.
  ///   - includingVoided: whether events that were taken back are among them.
  init(
    _ connection: Connection, streams: Set<Int64>?, until: Instant?, includingVoided: Bool = false
  ) throws(Failure) {
    let only = streams?.count == 1 ? streams?.first : nil
    let scan = try EventScan(connection, .time(from: nil, until: until, stream: only))
    let voided = includingVoided ? nil : try VoidedPositions(connection)
    // A scan of one stream brings no other.
    let chosen = only == nil ? streams.map(StreamSet.init) : nil
    self.init(try AnswerReader(connection), scan, chosen, voided.flatMap { $0.isEmpty ? nil : $0 })
  }

  private init(
    _ reader: AnswerReader, _ scan: consuming EventScan, _ streams: StreamSet?, _ voided: VoidedPositions?
  ) {
    self.voided = voided
    self.reader = reader
    self.streams = streams
    self.scan = scan
  }

  /// The next event, and the row of the log that it is made from; nil at the end.
  ///
  /// - Parameter progress: called now and then with the number of events read.
  mutating func next(
    _ progress: (Int) -> Void = { _ in }
  ) throws(Failure) -> (stored: StoredEvent, event: FoldEvent)? {
    guard let stored = try nextStored(progress) else { return nil }
    return (stored, try event(of: stored))
  }

  /// What folds see of a row.
  mutating func event(of stored: StoredEvent) throws(Failure) -> FoldEvent {
    let answers = recent.object(stored.streamID) { RecentAnswers() }
    return FoldEvent(
      observedAt: stored.observedAt, requestedAt: stored.requestedAt,
      answer: try answers.answer(stored.answerID, reader))
  }

  /// The next event as a row of the log, for who may know its answer; nil at the end.
  mutating func nextStored(_ progress: (Int) -> Void) throws(Failure) -> StoredEvent? {
    if nextTie < ties.count {
      nextTie += 1
      return ties[nextTie - 1]
    }
    if held == nil { held = try read(progress) }
    guard let first = held else { return nil }
    held = try read(progress)
    guard isTied(first) else { return first }
    ties = [first]
    while let tied = held, isTied(first) {
      ties.append(tied)
      held = try read(progress)
    }
    ties = try ordered(ties)
    nextTie = 1
    return ties[0]
  }

  private func isTied(_ event: StoredEvent) -> Bool {
    held?.streamID == event.streamID && held?.observedAt == event.observedAt
  }

  private mutating func read(_ progress: (Int) -> Void) throws(Failure) -> StoredEvent? {
    // A statement that is stepped behind its end begins anew.
    if isAtEnd { return nil }
    while let event = try scan.next() {
      count += 1
      // Only a damaged page gives rows that are not in the order of their key; folds trust it.
      if let latest, event.observedAt < latest {
        throw Failure(
          .corrupt, message: "position \(event.position) is not in the order of time",
          hint: "Run `nbtrack verify`, and restore the database from a backup.")
      }
      latest = event.observedAt
      if count & 0xFFFF == 0 { progress(count) }
      guard streams?.contains(event.streamID) ?? true else { continue }
      if let voided, voided.contains(event.position) { continue }
      return event
    }
    isAtEnd = true
    progress(count)
    return nil
  }

  /// Events of one stream and instant in the order for projections: kind rank, then identity.
  private func ordered(_ ties: [StoredEvent]) throws(Failure) -> [StoredEvent] {
    var keyed: [(rank: Int, identity: Digest, event: StoredEvent)] = []
    for event in ties {
      let stored = try reader.answer(event.answerID)
      keyed.append((stored.content.kind.rank, event.identity(stored), event))
    }
    keyed.sort { $0.rank != $1.rank ? $0.rank < $1.rank : $0.identity < $1.identity }
    return keyed.map(\.event)
  }
}

/// The last answers that a stream met: polls mostly repeat one of them.
private final class RecentAnswers {
  var ids: (Int64, Int64) = (-1, -1)
  var answers: (Answer?, Answer?)

  func answer(_ id: Int64, _ reader: AnswerReader) throws(Failure) -> Answer {
    if ids.0 == id, let answer = answers.0 { return answer }
    let answer: Answer
    if ids.1 == id, let earlier = answers.1 {
      answer = earlier
    } else {
      answer = try reader.foldAnswer(id)
    }
    (ids, answers) = ((id, ids.0), (answer, answers.0))
    return answer
  }
}
