import NBBasics
import NBObservations

/// An event as a block holds it.
struct BlockEvent {
  let observedAt: Instant
  /// Index of the answer.
  var answer: Int32
  /// As ``EventTimes`` keeps them.
  let requestedBefore: Int64
  let dateOffset: Int64

  var requestedAt: Instant? { EventTimes.requestedAt(requestedBefore, observedAt: observedAt) }

  /// The identity, given the digest of its answer and the answer's irregular date.
  func identity(_ answer: Digest, dateText: String?) -> Digest {
    EventIdentity.identity(
      answer: answer, observedAt: observedAt, requestedAt: requestedAt,
      date: EventTimes.dateText(dateOffset, observedAt: observedAt, irregular: dateText))
  }
}

/// An event with what it is ordered by.
struct KeyedEvent {
  let event: BlockEvent
  let rank: Int
  let identity: Digest
  /// Of the answer.
  let tokenFingerprint: String?

  /// Projection order: (`observed_at`, kind rank, identity); of two that differ in nothing but the token fingerprint the
  /// least comes first, and is the one that is kept.
  static func isBefore(_ left: KeyedEvent, _ right: KeyedEvent) -> Bool {
    if left.event.observedAt != right.event.observedAt { return left.event.observedAt < right.event.observedAt }
    if left.rank != right.rank { return left.rank < right.rank }
    if left.identity != right.identity { return left.identity < right.identity }
    switch (left.tokenFingerprint, right.tokenFingerprint) {
    case (nil, let other): return other != nil
    case (_, nil): return false
    case (let one?, let other?): return one.utf8.lexicographicallyPrecedes(other.utf8)
    }
  }

  /// Sorts and drops repeats; the number of repeats.
  static func order(_ events: inout [KeyedEvent]) -> Int {
    let isOrdered = zip(events, events.dropFirst()).allSatisfy { $0.event.observedAt < $1.event.observedAt }
    if isOrdered { return 0 }
    events.sort(by: isBefore)
    let count = events.count
    var kept: [KeyedEvent] = []
    kept.reserveCapacity(count)
    for event in events where kept.last?.identity != event.identity { kept.append(event) }
    events = kept
    return count - kept.count
  }
}
