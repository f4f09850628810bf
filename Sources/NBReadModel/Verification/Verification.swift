import NBBasics
import NBEventLog
import NBObservations
import NBSQLite

/// Recomputes everything that the database claims: positions, identities, chain, bodies, the schema, and every
/// projection row.
package struct Verification {
  private let log: EventLog
  private let usesThreads: Bool

  /// Prepares to verify `log`; nothing is read before ``run(progress:)``.
  ///
  /// - Parameter usesThreads: whether the parts may be checked at the same time, on connections of their own. What is found
  ///   is the same.
  package init(_ log: EventLog, usesThreads: Bool = false) {
    self.log = log
    self.usesThreads = usesThreads
  }

  /// Reads one state of the database throughout, and writes nothing to it. The log comes first: of what follows from it
  /// nothing is said before it is known to be whole.
  ///
  /// - Parameter progress: called now and then with the number of events read.
  package func run(progress: (Int) -> Void = { _ in }) throws(Failure) -> VerificationResult {
    do {
      if usesThreads {
        defer { try? log.limitCache(kibibytes: EventLog.usualCache) }
        return try log.readingTwice { (twin) throws(Failure) in
          try examine(twin.flatMap { ThreadedChecks(log, $0) }, progress)
        }
      }
      return try log.connection.transaction(.deferred) { () throws(Failure) in try examine(nil, progress) }
    } catch {
      // A row that cannot be read back is what verify looks for.
      guard error.kind == .corrupt else { throw error }
      return .violated(error.message)
    }
  }

  /// - Parameter threads: which check the rest meanwhile; nil: one after the other.
  private func examine(_ threads: ThreadedChecks?, _ progress: (Int) -> Void) throws(Failure) -> VerificationResult {
    if threads == nil, let problem = try FileCheck.problem(log) { return .violated(problem) }
    let found = logProblem(threads, progress)
    if let problem = try threads?.fileProblem() { return .violated(problem) }
    if let problem = try found.get() { return .violated(problem) }
    if let problem = try SchemaCheck.problem(log) { return .violated(problem) }
    let head = try log.head()
    switch try ReadModel.state(log) {
    case .outdated: return .intact(head, .outdated)
    case .altered(let name):
      return .violated("\(name) is not as this version makes it: run `nbtrack rebuild`")
    case .current:
      let problem =
        if let threads { try threads.projectionProblem(progress) } else { try ProjectionCheck.problem(log, progress) }
      return problem.map { .violated($0) } ?? .intact(head, .equal)
    }
  }

  /// What is wrong with the log, which is looked at no further once the file is known to be damaged.
  private func logProblem(_ threads: ThreadedChecks?, _ progress: (Int) -> Void) -> Result<String?, Failure> {
    guard let threads else { return Result { () throws(Failure) in try LogCheck(log).problem(progress) } }
    log.connection.stopStatements { !threads.isFileSound }
    defer { log.connection.stopStatements(when: nil) }
    return Result { () throws(Failure) in try LogCheck(log).problem { progress(min($0, threads.eventsRead)) } }
  }

  /// The position at which the log had this head; nil if it never had. 0 is the empty log.
  package func position(ofHead head: Digest) throws(Failure) -> Int64? {
    if head == .zero { return 0 }
    var found: Int64?
    _ = try LogCheck(log).walk { position, chain throws(Failure) in
      if chain == head { found = position }
      return found == nil
    }
    return found
  }
}
