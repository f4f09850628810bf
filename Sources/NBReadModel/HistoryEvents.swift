import NBBasics
import NBEventLog
import NBObservations
import NBProjections
import NBSQLite

/// The events of one instance in projection order, each with what a list of them tells.
public enum HistoryEvents {
  /// One event.
  public struct Row {
    /// Place in the order of appending, counted from 1.
    public let position: Int64
    /// When the observer received the answer.
    public let observedAt: Instant
    /// When the log took it; nil if no commit holds it.
    public let recordedAt: Instant?
    /// What the folds see of the answer.
    public let answer: Answer
  }

  /// Calls `body` with every event of the window until it returns false.
  package static func forEach(
    of key: StreamKey, _ period: Period, in log: EventLog, progress: (Int) -> Void = { _ in },
    _ body: (Row) throws -> Bool
  ) throws {
    guard let stream = try InstanceHistory.streamID(key, in: log) else { return }
    let commits = try Commits(log.connection)
    let until = period.until ?? period.asOf + 1
    // A closed reader ends the walk by an error of its own, which is none.
    struct Ended: Error {}
    var failure: (any Error)?
    do {
      try Refold(log.connection).walkStored(
        streams: [stream], until: min(period.asOf, until + -1), progress: progress
      ) { stored, event throws(StoreError) in
        if let from = period.from, event.observedAt < from { return }
        do {
          let row = Row(
            position: stored.position, observedAt: event.observedAt,
            recordedAt: commits.recordedAt(stored.position), answer: event.answer)
          guard try body(row) else { throw Ended() }
        } catch {
          failure = error
          throw StoreError(.interrupted, message: "the list was ended")
        }
      }
    } catch {
      if failure is Ended { return }
      throw failure ?? error
    }
  }

  /// The commits of the log, by position.
  private struct Commits {
    private var firstPositions: [Int64] = []
    private var times: [Instant] = []

    init(_ connection: Connection) throws(StoreError) {
      let statement = try connection.prepare(
        "SELECT first_position, recorded_at FROM append_commit ORDER BY first_position")
      while try statement.step() {
        firstPositions.append(statement.integer(0))
        times.append(Instant(milliseconds: statement.integer(1)))
      }
    }

    func recordedAt(_ position: Int64) -> Instant? {
      var low = 0
      var high = firstPositions.count
      while low < high {
        let middle = (low + high) / 2
        if firstPositions[middle] <= position { low = middle + 1 } else { high = middle }
      }
      return low > 0 ? times[low - 1] : nil
    }
  }
}
