import NBBasics

/// A day of UTC: what the work on a fleet is divided by.
package struct Day: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01; negative before it.
  package let number: Int64

  /// A day by its number.
  package init(_ number: Int64) { self.number = number }

  /// The day that an instant lies in.
  package init(of instant: Instant) {
    number = instant.milliseconds.flooredQuotient(by: CivilDate.millisecondsPerDay)
  }

  /// A day as typed: its number, or its date; nil for anything else.
  package init?(text: String) {
    if let number = Int64(text), let day = Day(possible: number) {
      self = day
    } else if text.utf8.count == 10, let midnight = Instant(rfc3339: text + "T00:00:00Z") {
      self.init(of: midnight)
    } else {
      return nil
    }
  }

  /// A day of the years 1 to 9999 by its number; nil for another.
  init?(possible number: Int64) {
    guard Self.first.number...Self.last.number ~= number else { return nil }
    self.init(number)
  }

  /// Year 0001.
  private static let first = Day(of: Instant.range.lowerBound)
  /// Year 9999.
  private static let last = Day(of: Instant.range.upperBound)

  /// The next day.
  package var next: Day { Day(number + 1) }

  /// Its first instant.
  package var start: Instant { Instant(milliseconds: number * CivilDate.millisecondsPerDay) }

  /// Its last millisecond.
  package var end: Instant { next.start + -1 }

  /// The date, `2026-11-17`.
  package var date: String { String(start.rfc3339.prefix(10)) }

  /// Whether `left` is earlier.
  package static func < (left: Day, right: Day) -> Bool { left.number < right.number }
}
