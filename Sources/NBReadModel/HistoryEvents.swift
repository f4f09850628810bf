import NBBasics
import NBEventLog
import NBObservations
import NBProjections
import NBSQLite

/// The events of one instance in projection order, each with what a list of them tells.
package enum HistoryEvents {
  /// One event.
  package struct Row {
    /// Place in the order of appending, counted from 1.
    package let position: Int64
    /// When the observer received the answer.
    package let observedAt: Instant
    /// When the log took it; nil if no commit holds it.
    package let recordedAt: Instant?
    /// What the folds see of the answer.
    package let answer: Answer
  }

  /// Calls `body` with every event of the window until it returns false.
  package static func forEach(
    of key: StreamKey, _ period: Period, in log: EventLog, progress: (Int) -> Void = { _ in },
    _ body: (Row) throws -> Bool
  ) throws {
    guard let stream = try log.streamID(key) else { return }
    let recorded = try RecordedTimes(log)
    let until = period.until ?? period.asOf + 1
    // A closed reader ends the walk by an error of its own, which is none.
    struct Ended: Error {}
    var failure: (any Error)?
    do {
      try Refold(log.connection).walkStored(
        streams: [stream], until: min(period.asOf, until + -1), progress: progress
      ) { stored, event throws(StoreError) in
        if let from = period.from, event.observedAt < from { return }
        do {
          let row = Row(
            position: stored.position, observedAt: event.observedAt,
            recordedAt: recorded[stored.position], answer: event.answer)
          guard try body(row) else { throw Ended() }
        } catch {
          failure = error
          throw StoreError(.interrupted, message: "the list was ended")
        }
      }
    } catch {
      if failure is Ended { return }
      throw failure ?? error
    }
  }
}
