import NBBasics
import NBEventLog
import NBObservations
import NBSQLite

/// Recomputes everything that the database claims: positions, identities, chain, bodies, the schema, and every
/// projection row.
package struct Verification {
  private let log: EventLog

  /// Prepares to verify `log`; nothing is read before ``run(progress:)``.
  package init(_ log: EventLog) { self.log = log }

  /// Reads one state of the database throughout, and writes nothing to it. The log comes first: of what follows from it
  /// nothing is said before it is known to be whole.
  ///
  /// - Parameter progress: called now and then with the number of events read.
  package func run(progress: (Int) -> Void = { _ in }) throws(Failure) -> VerificationResult {
    do {
      return try examine(progress)
    } catch {
      // A row that cannot be read back is what verify looks for.
      guard error.kind == .corrupt else { throw error }
      return .violated(error.message)
    }
  }

  private func examine(_ progress: (Int) -> Void) throws(Failure) -> VerificationResult {
    let problems = try log.connection.integrityProblems()
    if let first = problems.first { return .violated("the file is damaged: \(first)") }
    return try log.connection.transaction(.deferred) { () throws(Failure) -> VerificationResult in
      if let problem = try LogCheck(log).problem(progress) { return .violated(problem) }
      if let problem = try SchemaCheck.problem(log) { return .violated(problem) }
      let head = try log.head()
      switch try ReadModel.state(log) {
      case .outdated: return .intact(head, .outdated)
      case .altered(let name):
        return .violated("\(name) is not as this version makes it: run `nbtrack rebuild`")
      case .current:
        return try ProjectionCheck.problem(log, progress).map { .violated($0) } ?? .intact(head, .equal)
      }
    }
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
