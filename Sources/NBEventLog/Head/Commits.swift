import NBBasics
import NBObservations
import NBSQLite

/// One transaction that appended something.
package struct Commit: Sendable {
  /// The positions that it gave.
  package let firstPosition: Int64
  /// The last of them.
  package let lastPosition: Int64
  /// When.
  package let recordedAt: Instant
  /// The head behind it, as stored; nil when that is not 32 bytes.
  package let head: Digest?
}

/// Reads the commits of a log in order.
package final class CommitScan {
  private let statement: Statement

  /// Prepares the scan.
  package init(_ log: EventLog) throws(Failure) { statement = try log.connection.prepare(LogSQL.readCommits) }

  /// The next commit; nil at the end.
  package func next() throws(Failure) -> Commit? {
    guard try statement.step() else { return nil }
    return Commit(
      firstPosition: statement.integer(0), lastPosition: statement.integer(1),
      recordedAt: Instant(milliseconds: statement.integer(2)), head: Digest(bytes: statement.blob(3)))
  }
}

/// When the events of a log were appended, by position.
package struct RecordedTimes: Sendable {
  private var firstPositions: [Int64] = []
  private var times: [Instant] = []

  /// Reads the commits; 16 bytes each stay in memory.
  package init(_ log: EventLog) throws(Failure) {
    let commits = try CommitScan(log)
    while let commit = try commits.next() {
      firstPositions.append(commit.firstPosition)
      times.append(commit.recordedAt)
    }
  }

  /// When the event at a position was appended; nil when no commit holds it.
  package subscript(position: Int64) -> Instant? {
    var low = 0
    var high = firstPositions.count
    while low < high {
      let middle = (low + high) / 2
      if firstPositions[middle] <= position { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? times[low - 1] : nil
  }
}
