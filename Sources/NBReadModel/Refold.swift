import NBBasics
import NBEventLog
import NBObservations
import NBProjections
import NBSQLite

/// Folds streams anew from the log in one pass over it, in the order of observation times.
///
/// Memory: one fold for each stream; rows are written as attempts and spells end.
struct Refold {
  private let connection: Connection

  init(_ connection: Connection) { self.connection = connection }

  /// The last answers that a stream met: polls mostly repeat one of them.
  private final class RecentAnswers {
    var ids: (Int64, Int64) = (-1, -1)
    var answers: (Answer?, Answer?)

    func answer(_ id: Int64, _ reader: AnswerReader) throws(StoreError) -> Answer {
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

  /// Gives every event of the streams to `body`, each stream's in projection order.
  ///
  /// - Parameters:
  ///   - streams: which streams; nil for all.
  ///   - until: events observed later are left out.
  ///   - progress: called now and then with the number of events read.
  func walk(
    streams: Set<Int64>?, until: Instant?, progress: (Int) -> Void = { _ in },
    _ body: (Int64, FoldEvent) throws(StoreError) -> Void
  ) throws(StoreError) {
    try walkStored(streams: streams, until: until, progress: progress) { stored, event throws(StoreError) in
      try body(stored.streamID, event)
    }
  }

  /// As ``walk(streams:until:progress:_:)``, with the row of the log that each event is made from.
  func walkStored(
    streams: Set<Int64>?, until: Instant?, progress: (Int) -> Void = { _ in },
    _ body: (StoredEvent, FoldEvent) throws(StoreError) -> Void
  ) throws(StoreError) {
    let reader = try AnswerReader(connection)
    var recent = StreamTable<RecentAnswers>()
    let only = streams?.count == 1 ? streams?.first : nil
    var scan = try EventScan(connection, .time(from: nil, until: until, stream: only))
    // Held back until the next event shows that it has no tie, which nearly none has.
    var held: StoredEvent?
    var ties: [StoredEvent] = []
    var count = 0

    func apply(_ event: StoredEvent) throws(StoreError) {
      let answers = recent.object(event.streamID) { RecentAnswers() }
      let answer = try answers.answer(event.answerID, reader)
      try body(
        event, FoldEvent(observedAt: event.observedAt, requestedAt: event.requestedAt, answer: answer))
    }

    func applyHeld() throws(StoreError) {
      guard let last = held else { return }
      held = nil
      if ties.isEmpty { return try apply(last) }
      ties.append(last)
      for event in try Self.ordered(ties, reader) { try apply(event) }
      ties.removeAll(keepingCapacity: true)
    }

    while let event = try scan.next() {
      count += 1
      if count & 0xFFFF == 0 { progress(count) }
      if let streams, !streams.contains(event.streamID) { continue }
      if let last = held {
        if last.streamID == event.streamID, last.observedAt == event.observedAt {
          ties.append(last)
        } else {
          try applyHeld()
        }
      }
      held = event
    }
    try applyHeld()
    progress(count)
  }

  private final class Box {
    var projection = InstanceProjection()
  }

  /// Folds streams and writes their rows.
  ///
  /// - Parameters: as for ``walk(streams:until:progress:_:)``.
  ///   - finished: called with every fold at its end, after its row was written.
  func run(
    into tables: ProjectionTables, streams: Set<Int64>? = nil, until: Instant? = nil,
    progress: (Int) -> Void = { _ in }, finished: (Int64, InstanceProjection) -> Void = { _, _ in }
  ) throws(StoreError) {
    var folds = StreamTable<Box>()
    try walk(streams: streams, until: until, progress: progress) { stream, event throws(StoreError) in
      let box = folds.object(stream) { Box() }
      try tables.evolve(&box.projection, event, stream: stream)
    }
    try folds.forEach { stream, box throws(StoreError) in
      try box.projection.write(to: tables, stream: stream)
      finished(stream, box.projection)
    }
  }

  /// Events of one stream and instant in the order for projections: kind rank, then identity.
  private static func ordered(
    _ ties: [StoredEvent], _ answers: AnswerReader
  ) throws(StoreError) -> [StoredEvent] {
    var keyed: [(rank: Int, identity: Digest, event: StoredEvent)] = []
    for event in ties {
      let stored = try answers.answer(event.answerID)
      keyed.append((stored.content.kind.rank, event.identity(stored), event))
    }
    keyed.sort { $0.rank != $1.rank ? $0.rank < $1.rank : $0.identity < $1.identity }
    return keyed.map(\.event)
  }
}
