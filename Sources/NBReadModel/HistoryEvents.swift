import NBBasics
import NBEventLog
import NBObservations
import NBProjections
import NBSQLite

/// The events of one instance in projection order, each with what a list of them tells; also those that were taken back.
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
    /// Position of the void that took the event back; nil when the event counts.
    package let voidedBy: Int64?
  }

  /// Calls `body` with every event of the window until it returns false.
  package static func forEach(
    of key: StreamKey, _ period: Period, in log: EventLog, progress: (Int) -> Void = { _ in },
    _ body: (Row) throws -> Bool
  ) throws {
    guard let stream = try log.streamID(key) else { return }
    let recorded = try RecordedTimes(log)
    let voided = try log.voidedPositions()
    let until = period.until ?? period.asOf + 1
    var walk = try EventWalk(
      log.connection, streams: [stream], until: min(period.asOf, until + -1),
      includingVoided: true)
    while let (stored, event) = try walk.next(progress) {
      if let from = period.from, event.observedAt < from { continue }
      let row = Row(
        position: stored.position, observedAt: event.observedAt,
        recordedAt: recorded[stored.position], answer: event.answer,
        voidedBy: voided.void(of: stored.position))
      guard try body(row) else { return }
    }
  }
}
