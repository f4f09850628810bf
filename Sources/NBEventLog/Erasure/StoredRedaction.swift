import NBBasics
import NBObservations
import NBSQLite

/// A redaction as the log keeps it.
package struct StoredRedaction: Sendable {
  /// Its place in the order of appending.
  package let position: Int64
  /// What it says.
  package let entry: RedactionEntry
  /// As stored; nil when that is no digest.
  package let identity: Digest?
}

extension EventLog {
  /// How many redactions the log holds, and from how many of its answers something was erased.
  package func redactionCounts() throws(Failure) -> (redactions: Int64, answers: Int64) {
    guard try schemaVersion >= LogSchema.versionWithRedactions else { return (0, 0) }
    let statement = try connection.prepare(LogSQL.countRedactions)
    return try statement.step() ? (statement.integer(0), statement.integer(1)) : (0, 0)
  }

  /// All redactions in the order of positions; none in a database of an earlier version.
  package func redactions() throws(Failure) -> [StoredRedaction] {
    guard try schemaVersion >= LogSchema.versionWithRedactions else { return [] }
    var list: [StoredRedaction] = []
    let statement = try connection.prepare(LogSQL.readRedactions)
    let erasures = try connection.prepare(LogSQL.readErasures)
    while try statement.step() {
      erasures.bind(statement.integer(0), at: 1)
      var pairs: [RedactionEntry.Erasure] = []
      while try erasures.step() {
        guard let answer = Digest(bytes: erasures.blob(0)), let remaining = Digest(bytes: erasures.blob(1)) else {
          throw Failure(.corrupt, message: "the redaction at position \(statement.integer(0)) names no digest")
        }
        pairs.append(RedactionEntry.Erasure(answer: answer, remaining: remaining))
      }
      erasures.reset()
      list.append(
        StoredRedaction(
          position: statement.integer(0),
          entry: RedactionEntry(
            scope: statement.text(1), reason: statement.text(2),
            recordedAt: Instant(milliseconds: statement.integer(3)), erasures: pairs),
          identity: Digest(bytes: statement.blob(4))))
    }
    return list
  }

  /// Whether a redaction of the log says that this is what remains of an answer.
  package func accounts(for answer: AnswerDigests) throws(Failure) -> Bool {
    guard answer.isErased else { return true }
    let statement = try connection.cached(LogSQL.findErasure)
    statement.bind(answer.answer.bytes, at: 1)
    statement.bind(answer.remaining.bytes, at: 2)
    defer { statement.reset() }
    return try statement.step()
  }
}
