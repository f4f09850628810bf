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
    /// Events taken back.
    case void(StoredVoid)

    /// Its place in the order of appending.
    package var position: Int64 {
      switch self {
      case .event(let event): event.stored.position
      case .void(let void): void.position
      }
    }

    /// Appends the entry on one line, without line end: what an ingest elsewhere makes the same entry of.
    package func appendEnvelope(to line: inout [UInt8]) {
      switch self {
      case .event(let event): event.appendEnvelope(to: &line)
      case .void(let void): void.entry.appendEnvelope(to: &line)
      }
    }
  }

  /// Calls `body` with every entry until it returns false.
  ///
  /// - Throws: as ``EventExport/forEach(in:_:)``, and before a void that is not what was appended.
  package static func forEach(in log: EventLog, _ body: (Entry) throws -> Bool) throws {
    var voids = try VoidWalk(log.connection)
    var goesOn = true
    func giveVoids(before position: Int64) throws {
      while goesOn, let next = voids.nextPosition, next < position, let void = try voids.take() {
        guard void.identity == void.entry.identity else {
          throw StoreError(
            .corrupt, message: "the void at position \(void.position) is not what was appended",
            hint: "Run `nbtrack verify`, and restore the database from a backup.")
        }
        goesOn = try body(.void(void))
      }
    }
    try EventExport.forEach(in: log) { event in
      try giveVoids(before: event.stored.position)
      guard goesOn else { return false }
      voids.pass(event.stored.position) { event.stored.identity(event.answer) }
      goesOn = try body(.event(event))
      return goesOn
    }
    try giveVoids(before: .max)
  }
}
