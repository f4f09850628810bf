import NBBasics
import NBEventLog
import NBSQLite

/// What words such as `yesterday` and a question without as-of are read against. The clock is looked at once.
struct Present {
  /// The times of the log's first and last event; nil for an empty log.
  let span: ClosedRange<Instant>?
  /// What the machine's clock says.
  let clock: Instant

  init(span: ClosedRange<Instant>?, clock: Instant) {
    self.span = span
    self.clock = clock
  }

  /// The present of a log.
  init(_ log: EventLog) throws(Failure) { self.init(span: try log.span(), clock: Clock.now) }

  /// A log that ends so many milliseconds before now is a stale one.
  private static let stale: Int64 = 15 * 60_000

  /// That the log ended a while ago; nil as long as it did not, and for an empty one.
  var staleness: String? {
    guard let last = span?.upperBound, clock - last > Self.stale else { return nil }
    let time = last.rfc3339
    return "the log ends \(Self.age(clock - last)) ago (\(time.prefix(10)) \(time.dropFirst(11).prefix(5)) UTC)"
  }

  /// A length of time in one unit: `16 min`, `34 h`, `12 days`.
  static func age(_ milliseconds: Int64) -> String {
    let minutes = milliseconds / 60_000
    if minutes < 120 { return "\(minutes) min" }
    return minutes < 72 * 60 ? "\(minutes / 60) h" : "\(minutes / 1440) days"
  }
}
