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

  private final class Box {
    var projection = InstanceProjection()
    /// Of the event applied last.
    var answerID: Int64 = -1
  }

  /// Folds streams and writes their rows, each once.
  ///
  /// - Parameters:
  ///   - streams: which streams; nil for all.
  ///   - until: events observed later are left out.
  ///   - progress: called now and then with the number of events read.
  ///   - finished: called with every fold at its end, after its row was written.
  func run(
    into tables: some RowSink<Failure>, streams: Set<Int64>? = nil, until: Instant? = nil,
    progress: (Int) -> Void = { _ in }, finished: (Int64, InstanceProjection) -> Void = { _, _ in }
  ) throws(Failure) {
    var folds = StreamTable<Box>()
    var walk = try EventWalk(connection, streams: streams, until: until)
    while let stored = try walk.nextStored(progress) {
      let isRepeat = folds.unretained(stored.streamID) { Box() }._withUnsafeGuaranteedRef { box in
        box.answerID == stored.answerID && box.projection.goOn(at: stored.observedAt, low: stored.low)
      }
      if isRepeat { continue }
      let box = folds.object(stored.streamID) { Box() }
      box.answerID = stored.answerID
      try tables.evolve(&box.projection, walk.event(of: stored), stream: stored.streamID)
    }
    try folds.forEach { stream, box throws(Failure) in
      try box.projection.write(to: tables, stream: stream)
      finished(stream, box.projection)
    }
  }
}
