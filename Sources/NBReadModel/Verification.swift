import NBEventLog
import NBObservations
import NBSQLite

/// Recomputes everything that the database claims: positions, identities, chain, bodies, and every projection row.
public struct Verification {
  private let log: EventLog

  /// Prepares to verify `log`; nothing is read before ``run(progress:)``.
  public init(_ log: EventLog) { self.log = log }

  /// Reads one state of the database throughout, and writes nothing to it.
  ///
  /// - Parameter progress: called now and then with the number of events read.
  public func run(progress: (Int) -> Void = { _ in }) throws(StoreError) -> VerificationResult {
    do {
      return try examine(progress)
    } catch {
      // A row that cannot be read back is what verify looks for.
      guard error.kind == .corrupt else { throw error }
      return .violated(error.message)
    }
  }

  private func examine(_ progress: (Int) -> Void) throws(StoreError) -> VerificationResult {
    let problems = try log.connection.integrityProblems()
    if let first = problems.first { return .violated("the file is damaged: \(first)") }
    return try log.connection.transaction(.deferred) { () throws(StoreError) -> VerificationResult in
      if let problem = try logProblem(progress) { return .violated(problem) }
      let head = try log.head()
      switch try ReadModel.state(log) {
      case .outdated: return .intact(head, .outdated)
      case .altered(let name):
        return .violated("\(name) is not as this version makes it: run `nbtrack rebuild`")
      case .current:
        return try projectionProblem(progress).map { .violated($0) } ?? .intact(head, .equal)
      }
    }
  }

  /// The position at which the log had this head; nil if it never had. 0 is the empty log.
  public func position(ofHead head: Digest) throws(StoreError) -> Int64? {
    if head == .zero { return 0 }
    var found: Int64?
    _ = try walk { position, chain in
      if chain == head { found = position }
      return found == nil
    }
    return found
  }

  // MARK: The log

  /// Calls `body` with each position and the chain there, until it returns false; a problem ends the walk.
  private func walk(_ body: (Int64, Digest) -> Bool) throws(StoreError) -> String? {
    let answers = try AnswerReader(log.connection)
    var digests: [Int64: (digest: Digest, irregularDate: String?)] = [:]
    var scan = try EventScan(log.connection, .position(Int64.min...Int64.max))
    var chain = Digest.zero
    var expected: Int64 = 1
    while let event = try scan.next() {
      guard event.position == expected else {
        return "position \(expected) is \(event.position < expected ? "given twice" : "missing")"
      }
      if digests[event.answerID] == nil {
        let stored = try answers.answer(event.answerID)
        guard stored.storedBodyDigest == stored.content.body?.digest else {
          return "the body of answer \(event.answerID) (position \(event.position)) is not what was appended"
        }
        digests[event.answerID] = (stored.content.digest, stored.irregularDate)
      }
      guard let known = digests[event.answerID] else { return "answer \(event.answerID) is missing" }
      let identity = EventIdentity.identity(
        answer: known.digest, observedAt: event.observedAt, requestedAt: event.requestedAt,
        date: event.date(irregular: known.irregularDate))
      chain = EventIdentity.chain(chain, identity)
      guard body(event.position, chain) else { return nil }
      expected += 1
    }
    return nil
  }

  private func logProblem(_ progress: (Int) -> Void) throws(StoreError) -> String? {
    let statement = try log.connection.prepare(
      "SELECT first_position, last_position, head FROM append_commit ORDER BY first_position")
    var next: Int64 = 1
    var last: Int64 = 0
    var stored: Digest?
    var problem: String?
    var failure: StoreError?
    func advance() {
      do throws(StoreError) {
        guard try statement.step() else {
          stored = nil
          return
        }
        if statement.integer(0) != next {
          problem = problem ?? "the commit at position \(next) is missing"
        }
        last = statement.integer(1)
        next = last + 1
        stored = Digest(bytes: statement.blob(2)) ?? .zero
      } catch {
        failure = error
      }
    }
    advance()
    let walked = try walk { position, chain in
      if position & 0xFFFF == 0 { progress(Int(position)) }
      guard problem == nil, failure == nil else { return false }
      guard stored != nil else {
        problem = "position \(position) belongs to no commit"
        return false
      }
      if position == last {
        if chain != stored {
          problem = "the chain breaks within positions up to \(position): an event there is not what was appended"
          return false
        }
        advance()
      }
      return true
    }
    if let failure { throw failure }
    if let problem = problem ?? walked { return problem }
    return stored == nil ? nil : "positions up to \(last) were appended, but the last of them are missing"
  }

  // MARK: Projections

  private func projectionProblem(_ progress: (Int) -> Void) throws(StoreError) -> String? {
    try ProjectionTables.createTemporary(log.connection, withViews: false)
    try Refold(log.connection).run(
      into: ProjectionTables(log.connection, schema: .temp), progress: progress)
    let problem = try firstDifference()
    // They would hide the live tables from whatever this connection does next.
    try ProjectionTables.dropTemporary(log.connection)
    return problem
  }

  private func firstDifference() throws(StoreError) -> String? {
    for name in ProjectionTables.names {
      for (left, right, what) in [
        ("main", "temp", "has a row that the log does not give"),
        ("temp", "main", "lacks a row that the log gives"),
      ] {
        let sql = """
          SELECT difference.stream_id, stream.notebook_id
          FROM (SELECT * FROM \(left).\(name) EXCEPT SELECT * FROM \(right).\(name)) AS difference
          LEFT JOIN stream ON stream.stream_id = difference.stream_id
          ORDER BY difference.stream_id LIMIT 1
          """
        let statement = try log.connection.prepare(sql)
        if try statement.step() {
          let instance = statement.textOrNil(1) ?? "stream \(statement.integer(0))"
          return "projection \(name) \(what), instance \(instance): run `nbtrack rebuild`"
        }
      }
    }
    return nil
  }
}
