import NBBasics
import NBEventLog
import NBObservations
import NBSQLite

/// Which events somebody wants to take back.
package enum VoidSelection: Sendable {
  /// Those at these positions.
  case positions(PositionRanges)
  /// Those that were appended at this time or later.
  case recordedSince(Instant)
  /// Those that were appended in one transaction with the entry at this position.
  case commit(Int64)

  /// The positions that it means in a log as it is; there may be entries among them that are no events.
  package func positions(in log: EventLog) throws(Failure) -> PositionRanges {
    switch self {
    case .positions(let positions): return positions
    case .recordedSince(let time):
      return try Self.positions(in: log) { $0.recordedAt >= time }
    case .commit(let position):
      return try Self.positions(in: log) { ($0.firstPosition...$0.lastPosition).contains(position) }
    }
  }

  private static func positions(
    in log: EventLog, where isMeant: (Commit) -> Bool
  ) throws(Failure) -> PositionRanges {
    let commits = try CommitScan(log)
    var positions = PositionRanges()
    while let commit = try commits.next() {
      if isMeant(commit) { positions.appendLast(commit.firstPosition...commit.lastPosition) }
    }
    return positions
  }
}
