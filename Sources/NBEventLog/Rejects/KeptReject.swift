import NBBasics
import NBObservations
import NBSQLite

/// A reject as the log keeps it.
package struct KeptReject: Sendable {
  /// Number of the reject, in the order in which they were kept.
  package let id: Int64
  /// When it was kept.
  package let recordedAt: Instant
  /// What was rejected, where and why.
  package let reject: Reject
}

extension EventLog {
  /// The latest rejects, the oldest of them first.
  ///
  /// - Parameters:
  ///   - last: how many at most.
  ///   - reason: a part of the reason, in any case; nil for all.
  package func rejects(last: Int, reason: String?) throws(Failure) -> [KeptReject] {
    let statement = try connection.prepare(LogSQL.readRejects)
    statement.bind(Int64(last), at: 1)
    statement.bind(reason, at: 2)
    var rejects: [KeptReject] = []
    while try statement.step() {
      rejects.append(
        KeptReject(
          id: statement.integer(0), recordedAt: Instant(milliseconds: statement.integer(1)),
          reject: Reject(
            source: statement.text(2), line: Int(statement.integer(3)), byteOffset: Int(statement.integer(4)),
            reason: statement.text(5), text: statement.text(6))))
    }
    return rejects
  }
}
