import NBBasics
import NBEventLog
import NBObservations
import NBSQLite

/// Recomputes the log: positions, answers, identities, chain, commits.
final class LogCheck {
  private let log: EventLog
  private let answers: AnswerReader
  /// What is known of the answers that were met.
  private var known: [Int64: Known] = [:]

  private struct Known {
    let digest: Digest
    let irregularDate: String?
    let streamID: Int64
  }

  init(_ log: EventLog) throws(Failure) {
    self.log = log
    answers = try AnswerReader(log.connection)
  }

  /// The first thing that is wrong with the log, in words that say where; nil when nothing is.
  func problem(_ progress: (Int) -> Void) throws(Failure) -> String? {
    if let problem = try chainProblem(progress) { return problem }
    return try repetition()
  }

  /// Calls `body` with each position and the chain there, until it returns false; a problem ends the walk.
  func walk(_ body: (Int64, Digest) throws(Failure) -> Bool) throws(Failure) -> String? {
    var scan = try EventScan(log.connection, .position(Int64.min...Int64.max))
    var amendments = try AmendmentCheck(log)
    var chain = Digest.zero
    var expected: Int64 = 1
    while true {
      let event = try scan.next()
      // Entries without a row in `event` stand between.
      while event.map({ $0.position != expected }) ?? true, let amendment = try amendments.entry(at: expected) {
        switch amendment {
        case .failure(let problem): return problem.text
        case .success(let identity): chain = EventIdentity.chain(chain, identity)
        }
        guard try body(expected, chain) else { return nil }
        expected += 1
      }
      guard let event else { break }
      guard event.position == expected else {
        return "position \(expected) is \(event.position < expected ? "given twice" : "missing")"
      }
      if let problem = try problem(event) { return problem }
      guard let answer = known[event.answerID] else { return "answer \(event.answerID) is missing" }
      let identity = identity(event, answer)
      if let problem = amendments.problem(event.position, identity) { return problem }
      chain = EventIdentity.chain(chain, identity)
      guard try body(event.position, chain) else { return nil }
      expected += 1
    }
    return amendments.problem(behind: expected)
  }

  /// What is wrong with an event and its answer, each answer once.
  private func problem(_ event: StoredEvent) throws(Failure) -> String? {
    if known[event.answerID] == nil {
      let stored = try answers.answer(event.answerID)
      if let contradiction = stored.contradiction(at: event) { return contradiction }
      guard try log.accounts(for: stored) else {
        return
          "something was erased from answer \(event.answerID) (position \(event.position)), and no redaction says so"
      }
      known[event.answerID] = Known(
        digest: stored.digest, irregularDate: stored.irregularDate, streamID: stored.streamID)
    }
    // The chain takes the instance from the answer, the projections from the event.
    guard let owner = known[event.answerID]?.streamID, owner != event.streamID else { return nil }
    return "position \(event.position) is given to stream \(event.streamID), and its answer is of stream \(owner)"
  }

  private func identity(_ event: StoredEvent, _ answer: Known) -> Digest {
    EventIdentity.identity(
      answer: answer.digest, observedAt: event.observedAt, requestedAt: event.requestedAt,
      date: event.date(irregular: answer.irregularDate))
  }

  /// Compares the chain with the heads of the commits.
  private func chainProblem(_ progress: (Int) -> Void) throws(Failure) -> String? {
    let commits = try CommitScan(log)
    var current = try commits.next()
    var next: Int64 = 1
    var problem: String?
    let walked = try walk { position, chain throws(Failure) in
      if position & 0xFFFF == 0 { progress(Int(position)) }
      guard let commit = current else {
        problem = "position \(position) belongs to no commit"
        return false
      }
      guard commit.firstPosition == next else {
        problem = "the commit at position \(next) is missing"
        return false
      }
      if position == commit.lastPosition {
        guard chain == commit.head else {
          // The head before it fits: what was changed lies behind that.
          let range = next == position ? "at position \(next)" : "within positions \(next) to \(position)"
          problem = "the chain breaks \(range): an event there is not what was appended"
          return false
        }
        next = position + 1
        current = try commits.next()
      }
      return true
    }
    if let problem = problem ?? walked { return problem }
    return current.map { "positions up to \($0.lastPosition) were appended, but the last of them are missing" }
  }

  /// An event that the log holds twice. Two answers may differ in what is no part of an identity, and their events then
  /// have one identity when their times are equal: only events of one stream and instant can repeat each other.
  private func repetition() throws(Failure) -> String? {
    var scan = try EventScan(log.connection, .time(from: nil, until: nil))
    var last: StoredEvent?
    var tied: [Digest: Int64] = [:]
    while let event = try scan.next() {
      guard let before = last, before.streamID == event.streamID, before.observedAt == event.observedAt else {
        last = event
        if !tied.isEmpty { tied.removeAll(keepingCapacity: true) }
        continue
      }
      for tie in [before, event] {
        guard let answer = known[tie.answerID] else { continue }
        if let first = tied.updateValue(tie.position, forKey: identity(tie, answer)), first != tie.position {
          return
            "position \(max(first, tie.position)) repeats position \(min(first, tie.position)): they have one identity"
        }
      }
      last = event
    }
    return nil
  }
}
