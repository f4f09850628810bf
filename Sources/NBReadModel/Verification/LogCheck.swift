import NBBasics
import NBEventLog
import NBObservations
import NBSQLite

/// Recomputes the log: positions, answers, identities, chain, commits.
final class LogCheck {
  private let log: EventLog
  private let answers: AnswerReader
  /// What is known of the answers that were met. Beyond ``mostKnown`` they are forgotten and read again.
  private var known: [Int64: Known] = [:]
  private static let mostKnown = 200_000
  /// Of the last walk to the end: see ``EventsByPosition/ties``.
  private var ties: [StoredEvent]?

  private struct Known {
    let digest: Digest
    let irregularDate: String?
    let streamID: Int64
    /// What is wrong with it; nil for nothing.
    let problem: String?
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
    var events = try EventsByPosition(log.connection)
    var latest = StreamTable<LatestAnswer>()
    var amendments = try AmendmentCheck(log)
    let hasAmendments = !amendments.isEmpty
    var chain = Digest.zero
    var expected: Int64 = 1
    while true {
      // Entries without a row in `event` stand between.
      while hasAmendments, let amendment = try amendments.entry(at: expected) {
        switch amendment {
        case .failure(let problem): return problem.text
        case .success(let identity): chain = EventIdentity.chain(chain, identity)
        }
        guard try body(expected, chain) else { return nil }
        expected += 1
      }
      guard let event = try events.next(expected) else { break }
      guard event.position == expected else {
        return "position \(expected) is \(event.position < expected ? "given twice" : "missing")"
      }
      let seen = latest.unretained(event.streamID) { LatestAnswer() }
      let identity: Digest
      if let digest = seen._withUnsafeGuaranteedRef({ $0.id == event.answerID ? $0.digest : nil }) {
        identity = event.identity(answer: digest, irregularDate: nil)
      } else {
        let answer = try answer(of: event)
        if let problem = answer.problem { return problem }
        // The chain takes the instance from the answer, the projections from the event.
        guard answer.streamID == event.streamID else {
          return
            "position \(event.position) is given to stream \(event.streamID), and its answer is of stream \(answer.streamID)"
        }
        if answer.irregularDate == nil {
          seen._withUnsafeGuaranteedRef { ($0.id, $0.digest) = (event.answerID, answer.digest) }
        }
        identity = event.identity(answer: answer.digest, irregularDate: answer.irregularDate)
      }
      if hasAmendments, let problem = amendments.problem(event.position, identity) { return problem }
      chain = EventIdentity.chain(chain, identity)
      guard try body(event.position, chain) else { return nil }
      expected += 1
    }
    ties = events.ties
    return amendments.problem(behind: expected)
  }

  /// What is known of an event's answer, which is looked at when it is met first.
  private func answer(of event: StoredEvent) throws(Failure) -> Known {
    if let answer = known[event.answerID] { return answer }
    if known.count >= Self.mostKnown { known.removeAll(keepingCapacity: true) }
    let stored = try answers.digests(event.answerID)
    var problem = stored.contradiction(at: event)
    if problem == nil, try !log.accounts(for: stored) {
      problem =
        "something was erased from answer \(event.answerID) (position \(event.position)), and no redaction says so"
    }
    let answer = Known(
      digest: stored.answer, irregularDate: stored.irregularDate, streamID: stored.streamID, problem: problem)
    known[event.answerID] = answer
    return answer
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
    var search = RepetitionSearch()
    if let ties {
      for event in ties { if let problem = try search.next(event, identity) { return problem } }
      return nil
    }
    var scan = try EventScan(log.connection, .time(from: nil, until: nil))
    while let event = try scan.next() {
      if let problem = try search.next(event, identity) { return problem }
    }
    return nil
  }

  private func identity(_ event: StoredEvent) throws(Failure) -> Digest {
    let answer = try answer(of: event)
    return event.identity(answer: answer.digest, irregularDate: answer.irregularDate)
  }
}

/// The answer that a stream met last, with which nothing is wrong: polls mostly repeat it.
private final class LatestAnswer {
  var id: Int64 = -1
  var digest: Digest?
}

/// Finds an identity that two events have, among events in the order of time.
private struct RepetitionSearch {
  private var last: StoredEvent?
  private var tied: [Digest: Int64] = [:]

  mutating func next(
    _ event: StoredEvent, _ identity: (StoredEvent) throws(Failure) -> Digest
  ) throws(Failure) -> String? {
    defer { last = event }
    guard let last, last.streamID == event.streamID, last.observedAt == event.observedAt else {
      if !tied.isEmpty { tied.removeAll(keepingCapacity: true) }
      return nil
    }
    for tie in [last, event] {
      if let first = tied.updateValue(tie.position, forKey: try identity(tie)), first != tie.position {
        return
          "position \(max(first, tie.position)) repeats position \(min(first, tie.position)): they have one identity"
      }
    }
    return nil
  }
}
