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

  /// A fold on its way, with the last answers that it met.
  private final class Walker {
    var fold = InstanceFold()
    var answerID: Int64 = -1
    var answer: Answer?
    var earlierID: Int64 = -1
    var earlier: Answer?
  }

  /// - Parameters:
  ///   - streams: which streams; nil for all.
  ///   - until: events observed later are left out.
  ///   - progress: called now and then with the number of events read.
  ///   - finished: called with every fold at its end, after its row was written.
  func run(
    into tables: ProjectionTables, streams: Set<Int64>? = nil, until: Instant? = nil,
    progress: (Int) -> Void = { _ in }, finished: (Int64, InstanceFold) -> Void = { _, _ in }
  ) throws(StoreError) {
    let answers = try AnswerReader(connection)
    var walkers: [Int64: Walker] = [:]
    var scan = try EventScan(connection, .time(from: nil, until: until))
    var emitted = InstanceFold.Emitted()
    var ties: [StoredEvent] = []
    var count = 0

    func apply(_ event: StoredEvent, _ walker: Walker) throws(StoreError) {
      if walker.answerID != event.answerID {
        let next = walker.earlierID == event.answerID ? walker.earlier : try answers.foldAnswer(event.answerID)
        (walker.earlierID, walker.earlier) = (walker.answerID, walker.answer)
        (walker.answerID, walker.answer) = (event.answerID, next)
      }
      guard let answer = walker.answer else { return }
      walker.fold.evolve(
        FoldEvent(observedAt: event.observedAt, requestedAt: event.requestedAt, answer: answer), emitting: &emitted)
      if !emitted.attempts.isEmpty || !emitted.spells.isEmpty {
        try tables.write(emitted, stream: event.streamID)
        emitted = InstanceFold.Emitted()
      }
    }

    func applyTies() throws(StoreError) {
      guard let first = ties.first else { return }
      let walker: Walker
      if let known = walkers[first.streamID] {
        walker = known
      } else {
        walker = Walker()
        walkers[first.streamID] = walker
      }
      if ties.count > 1 { ties = try Self.ordered(ties, answers) }
      for event in ties { try apply(event, walker) }
      ties.removeAll(keepingCapacity: true)
    }

    while let event = try scan.next() {
      count += 1
      if count & 0xFFFF == 0 { progress(count) }
      if let streams, !streams.contains(event.streamID) { continue }
      if let last = ties.last, last.streamID != event.streamID || last.observedAt != event.observedAt {
        try applyTies()
      }
      ties.append(event)
    }
    try applyTies()
    progress(count)
    for (stream, walker) in walkers.sorted(by: { $0.key < $1.key }) {
      try tables.write(walker.fold, stream: stream)
      finished(stream, walker.fold)
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
