import NBBasics
import NBObservations
import NBSQLite

/// One transaction that appended something.
public struct Commit: Sendable {
  /// The positions that it gave.
  public let firstPosition: Int64
  /// The last of them.
  public let lastPosition: Int64
  /// When.
  public let recordedAt: Instant
  /// The head behind it, as stored; nil when that is not 32 bytes.
  public let head: Digest?
}

extension EventLog {
  /// Calls `body` with every commit, in order, until it returns false.
  public func forEachCommit(_ body: (Commit) throws(StoreError) -> Bool) throws(StoreError) {
    let statement = try connection.prepare(LogSQL.readCommits)
    while try statement.step() {
      let commit = Commit(
        firstPosition: statement.integer(0), lastPosition: statement.integer(1),
        recordedAt: Instant(milliseconds: statement.integer(2)), head: Digest(bytes: statement.blob(3)))
      guard try body(commit) else { return }
    }
  }
}

/// When the events of a log were appended, by position.
public struct RecordedTimes: Sendable {
  private var firstPositions: [Int64] = []
  private var times: [Instant] = []

  /// Reads the commits; 16 bytes each stay in memory.
  public init(_ log: EventLog) throws(StoreError) {
    try log.forEachCommit { commit in
      firstPositions.append(commit.firstPosition)
      times.append(commit.recordedAt)
      return true
    }
  }

  /// When the event at a position was appended; nil when no commit holds it.
  public subscript(position: Int64) -> Instant? {
    var low = 0
    var high = firstPositions.count
    while low < high {
      let middle = (low + high) / 2
      if firstPositions[middle] <= position { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? times[low - 1] : nil
  }
}
