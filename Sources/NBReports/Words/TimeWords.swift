import NBBasics

/// Instants as a person reads them, in UTC: `19 Nov 23:59`, with the year where it is not the one the reader is in.
package enum TimeWords {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
  private static let weekdays = [
    "Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday",
  ]

  /// `19 Nov`; `1 Dec 2025` in another year than `year`, or when that is nil.
  package static func day(_ instant: Instant, year: Int64? = nil) -> String {
    let date = date(instant)
    let day = "\(date.day) \(months[Int(date.month) - 1])"
    return date.year == year ? day : "\(day) \(date.year)"
  }

  /// `19 Nov 23:59`, to the minute.
  package static func minute(_ instant: Instant, year: Int64? = nil) -> String {
    "\(day(instant, year: year)) \(clock(instant).prefix(5))"
  }

  /// `19 Nov 23:59:56`, to the second.
  package static func second(_ instant: Instant, year: Int64? = nil) -> String {
    "\(day(instant, year: year)) \(clock(instant))"
  }

  /// `23:59:56`.
  package static func clock(_ instant: Instant) -> String { String(instant.rfc3339.suffix(13).prefix(8)) }

  /// `Tuesday`.
  package static func weekday(_ instant: Instant) -> String {
    let days = instant.milliseconds.flooredQuotient(by: CivilDate.millisecondsPerDay)
    return weekdays[Int(days - days.flooredQuotient(by: 7) * 7)]
  }

  /// `Tue 17`: a day among others of its month.
  package static func shortDay(_ instant: Instant) -> String {
    "\(weekday(instant).prefix(3)) \(date(instant).day)"
  }

  /// The year of an instant.
  package static func year(_ instant: Instant) -> Int64 { date(instant).year }

  /// When something happened that lies after `low` and not later than `high`: `07:59:55–08:00:02`, the low with its
  /// date where that is another day, `by 08:00:02` without low, and one time where both look the same.
  ///
  /// - Parameter isDated: whether the date is said in any case.
  package static func bounds(_ low: Instant?, _ high: Instant, isDated: Bool, year: Int64?) -> String {
    let end = isDated ? second(high, year: year) : clock(high)
    guard let low else { return "by \(end)" }
    let isOtherDay = date(low) != date(high)
    if !isOtherDay, clock(low) == clock(high) { return end }
    if isDated, !isOtherDay { return "\(second(low, year: year))–\(clock(high))" }
    return "\(isOtherDay ? second(low, year: year) : clock(low))–\(end)"
  }

  /// As ``bounds(_:_:isDated:year:)`` with its date, to the minute.
  package static func minutes(_ low: Instant?, _ high: Instant, year: Int64?) -> String {
    let end = minute(high, year: year)
    guard let low else { return "by \(end)" }
    let start = minute(low, year: year)
    if start == end { return end }
    return date(low) == date(high) ? "\(start)–\(end.suffix(5))" : "\(start)–\(end)"
  }

  /// A span of milliseconds since 1970 in a sentence: `17 Nov 09:20 to 10:00`.
  static func spanWords(_ range: Range<Double>) -> String {
    let from = Instant(milliseconds: Int64(range.lowerBound))
    let until = Instant(milliseconds: Int64(range.upperBound))
    let year = year(until)
    let end = date(from) == date(until) ? String(clock(until).prefix(5)) : minute(until, year: year)
    return "\(minute(from, year: year)) to \(end)"
  }

  /// The days from one instant to another: `19 Nov`, `16–19 Nov`, `28 Oct–3 Nov`, `28 Dec 2025–3 Jan`.
  package static func days(_ from: Instant, _ until: Instant, year: Int64? = nil) -> String {
    let (first, last) = (day(from, year: year), day(until, year: year))
    if first == last { return first }
    let (start, end) = (first.split(separator: " "), last.split(separator: " "))
    return start.dropFirst() == end.dropFirst() ? "\(start[0])–\(last)" : "\(first)–\(last)"
  }

  /// An RFC 3339 instant in UTC to the minute; other text as it is.
  package static func minute(_ text: String, year: Int64?) -> String {
    InstantText.instant(text).map { minute($0, year: year) } ?? text
  }

  /// A sentence with every RFC 3339 instant in it as a person reads it.
  static func inSentence(_ text: String, year: Int64?) -> String {
    text.split(separator: " ", omittingEmptySubsequences: false).map { minute(String($0), year: year) }
      .joined(separator: " ")
  }

  private static func date(_ instant: Instant) -> CivilDate {
    CivilDate(daysSince1970: instant.milliseconds.flooredQuotient(by: CivilDate.millisecondsPerDay))
  }
}
