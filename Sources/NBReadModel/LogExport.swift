import NBBasics
import NBEventLog
import NBObservations
import NBSQLite

/// The entries of a log as envelopes, in the order of positions.
package enum LogExport {
  /// One entry.
  package enum Entry {
    /// An observation with its answer.
    case event(EventExport.Event)
    /// What is said about earlier entries: events taken back, values erased.
    case amendment(StoredAmendment)

    /// Its place in the order of appending.
    package var position: Int64 {
      switch self {
      case .event(let event): event.stored.position
      case .amendment(let amendment): amendment.position
      }
    }

    /// Appends the entry on one line, without line end: what an ingest elsewhere makes the same entry of.
    package func appendEnvelope(to line: inout [UInt8]) {
      switch self {
      case .event(let event): event.appendEnvelope(to: &line)
      case .amendment(let amendment): amendment.entry.appendEnvelope(to: &line)
      }
    }
  }

  /// Calls `body` with every entry until it returns false.
  ///
  /// - Throws: as ``EventExport/forEach(in:_:)``, and before an amendment that is not what was appended.
  package static func forEach(in log: EventLog, _ body: (Entry) throws -> Bool) throws {
    var amendments = try AmendmentWalk(log)
    var goesOn = true
    func giveAmendments(before position: Int64) throws {
      while goesOn, let next = amendments.nextPosition, next < position, let stored = try amendments.take() {
        if let contradiction = stored.contradiction {
          throw Failure(
            .corrupt, message: contradiction, hint: "Run `nbtrack verify`, and restore the database from a backup.")
        }
        goesOn = try body(.amendment(stored))
      }
    }
    try EventExport.forEach(in: log) { event in
      try giveAmendments(before: event.stored.position)
      guard goesOn else { return false }
      amendments.pass(event.stored.position) { event.stored.identity(event.answer) }
      goesOn = try body(.event(event))
      return goesOn
    }
    try giveAmendments(before: .max)
  }
}
