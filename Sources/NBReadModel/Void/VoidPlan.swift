import NBBasics
import NBEventLog
import NBObservations
import NBSQLite

/// What taking events back would mean, for somebody who wonders whether it is the right ones.
package struct VoidPlan: Sendable {
  /// How many events would be taken back.
  package private(set) var events: Int64 = 0
  /// How many are void already.
  package private(set) var alreadyVoid: Int64 = 0
  /// The instances that they are of.
  package var instances: Int { streams.count }
  /// When they were observed; nil without any.
  package private(set) var observed: ClosedRange<Instant>?
  /// When they were appended.
  package private(set) var recorded: ClosedRange<Instant>?
  /// In how many transactions.
  package var commits: Int { times.count }
  /// Where they stand.
  package private(set) var positions = PositionRanges()
  private var streams: Set<Int64> = []
  private var times: Set<Instant> = []

  /// Reads the events at these positions.
  package init(_ selected: PositionRanges, in log: EventLog) throws(Failure) {
    guard let bounds = selected.bounds else { return }
    let voided = try log.voidedPositions()
    let recordedTimes = try RecordedTimes(log)
    var scan = try EventScan(log.connection, .position(bounds))
    while let event = try scan.next() {
      guard selected.contains(event.position) else { continue }
      if voided.contains(event.position) {
        alreadyVoid += 1
        continue
      }
      events += 1
      positions.appendLast(event.position...event.position)
      streams.insert(event.streamID)
      observed = Self.widened(observed, event.observedAt)
      if let time = recordedTimes[event.position] {
        recorded = Self.widened(recorded, time)
        times.insert(time)
      }
    }
  }

  private static func widened(_ range: ClosedRange<Instant>?, _ time: Instant) -> ClosedRange<Instant> {
    min(range?.lowerBound ?? time, time)...max(range?.upperBound ?? time, time)
  }
}
