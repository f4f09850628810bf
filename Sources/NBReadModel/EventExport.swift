import NBBasics
import NBEventLog
import NBObservations
import NBSQLite

/// Events with their answers, in the order of positions; also those that were taken back.
package enum EventExport {
  /// One event, complete.
  package struct Event {
    /// The row of the log: position and times.
    package let stored: StoredEvent
    /// The answer that the row refers to.
    package let answer: StoredAnswer

    /// Appends the event as an envelope on one line, without line end.
    package func appendEnvelope(to line: inout [UInt8]) {
      answer.content.appendEnvelope(
        observedAt: stored.observedAt, requestedAt: stored.requestedAt,
        date: stored.date(irregular: answer.irregularDate), to: &line)
    }
  }

  private static let rememberedAnswers = 4096

  /// Calls `body` with every event until it returns false.
  ///
  /// - Throws: `.corrupt` before an event whose answer is not what was appended, as far as its digests tell; what else
  ///   the log or `body` throws.
  package static func forEach(in log: EventLog, _ body: (Event) throws -> Bool) throws {
    let answers = try AnswerReader(log.connection)
    var remembered: [Int64: StoredAnswer] = [:]
    var scan = try EventScan(log.connection, .position(Int64.min...Int64.max))
    while let event = try scan.next() {
      let answer: StoredAnswer
      if let known = remembered[event.answerID] {
        answer = known
      } else {
        answer = try checked(answers.answer(event.answerID), event)
        if remembered.count >= rememberedAnswers { remembered.removeAll(keepingCapacity: true) }
        remembered[event.answerID] = answer
      }
      guard try body(Event(stored: event, answer: answer)) else { return }
    }
  }

  /// The event at a position; nil when there is none.
  package static func event(at position: Int64, in log: EventLog) throws(Failure) -> Event? {
    var scan = try EventScan(log.connection, .position(position...position))
    guard let stored = try scan.next() else { return nil }
    return Event(stored: stored, answer: try checked(AnswerReader(log.connection).answer(stored.answerID), stored))
  }

  private static func checked(_ answer: StoredAnswer, _ event: StoredEvent) throws(Failure) -> StoredAnswer {
    guard let contradiction = answer.digests.contradiction(at: event) else { return answer }
    throw Failure(
      .corrupt, message: contradiction,
      hint: "Run `nbtrack verify`, and restore the database from a backup.")
  }
}
