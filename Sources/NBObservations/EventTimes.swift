import NBBasics

/// How the times of an event are kept, in the rows of a log and in the blocks of a fleet: as differences, which repeat.
package enum EventTimes {
  /// Whether stored numbers may be times: far more than the years that input may have, which early releases took from
  /// files of any age, and far less than what overflows. To be asked before the functions below, whose results else trap.
  package static func arePossible(_ observedAt: Instant, _ requestedBefore: Int64, _ dateOffset: Int64) -> Bool {
    let limit: Int64 = 1 << 60
    return (-limit...limit).contains(observedAt.milliseconds) && (0...limit).contains(requestedBefore)
      && (0...limit).contains(dateOffset)
  }

  /// 0 when absent, else the milliseconds from request to answer plus 1.
  package static func requestedBefore(_ requestedAt: Instant?, observedAt: Instant) -> Int64 {
    requestedAt.map { observedAt - $0 + 1 } ?? 0
  }

  /// What ``requestedBefore(_:observedAt:)`` was made of.
  package static func requestedAt(_ stored: Int64, observedAt: Instant) -> Instant? {
    stored == 0 ? nil : observedAt + -(stored - 1)
  }

  /// 0 without a date, or with one that is no IMF-fixdate (the answer keeps its text).
  package static func dateOffset(_ date: String?, observedAt: Instant) -> Int64 {
    guard let date, let seconds = HTTPDate.parse(date) else { return 0 }
    let offset = seconds - observedAt.milliseconds.flooredQuotient(by: 1000)
    return ((offset << 1) ^ (offset >> 63)) + 1
  }

  /// Seconds since 1970 of the date; nil without one.
  package static func dateSeconds(_ stored: Int64, observedAt: Instant) -> Int64? {
    guard stored > 0 else { return nil }
    let zigzag = stored - 1
    return ((zigzag >> 1) ^ -(zigzag & 1)) + observedAt.milliseconds.flooredQuotient(by: 1000)
  }

  /// The Date header as it was sent.
  package static func dateText(_ stored: Int64, observedAt: Instant, irregular: String?) -> String? {
    dateSeconds(stored, observedAt: observedAt).map(HTTPDate.text(seconds:)) ?? irregular
  }
}
