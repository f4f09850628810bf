import NBBasics
import NBObservations

/// The server's own time of a start, which the first look at it carries. Rule A21 of docs/semantics.md.
struct ServerBegin: Sendable, Equatable {
  /// How far the clocks of server and observer may be apart, in milliseconds.
  static let clockDifference: Int64 = 2_000

  /// The server's time of the start.
  let time: Instant

  /// - Parameters:
  ///   - look: of class starting or unknown, and the first sign of an attempt.
  ///   - previousAt: when the accepted or gone observation before was made; nil if there was none.
  ///   - latestLeaseUpdate: the latest `lease.update_at` that earlier ones carried.
  /// - Returns: nil when the look carries no time that can be this start's.
  init?(look: FoldEvent, previousAt: Instant?, latestLeaseUpdate: Instant?) {
    let facts = look.answer.facts
    let time: Instant?
    switch look.answer.status {
    case .initial, .creating:
      time = facts.createAt ?? facts.lease?.createAt
    default:
      // An accepted start sets it, and between down and starting nothing else does.
      guard previousAt != nil else { return nil }
      time = facts.lease?.updateAt
      if let time, let latestLeaseUpdate, time <= latestLeaseUpdate { return nil }
    }
    guard let time, Instant.range.contains(time), time <= look.observedAt + Self.clockDifference else { return nil }
    if let previousAt, time <= previousAt + -Self.clockDifference { return nil }
    self.time = time
  }

  init(time: Instant) { self.time = time }

  /// The begin between the observation before and this look, as the server's time narrows it.
  func bounds(previous: Instant?, observedAt: Instant) -> InstantBounds {
    let low = time + -Self.clockDifference
    return InstantBounds(
      low: previous.map { max($0, low) } ?? low, high: min(observedAt, time + Self.clockDifference))
  }
}
