/// A week of ISO 8601: Monday 00:00 to Monday 00:00, named by the year that holds its Thursday.
public struct ISOWeek: Hashable, Comparable, Sendable {
  /// Milliseconds of a week.
  public static let milliseconds: Int64 = 7 * CivilDate.millisecondsPerDay

  /// The Monday, in days since 1970-01-01.
  private let monday: Int64

  private init(monday: Int64) { self.monday = monday }

  /// The week that holds `instant`, in UTC.
  public init(holding instant: Instant) {
    let day = instant.milliseconds.flooredQuotient(by: CivilDate.millisecondsPerDay)
    // 1970-01-01 was a Thursday, three days after a Monday.
    monday = (day + 3).flooredQuotient(by: 7) * 7 - 3
  }

  /// `2026-W47`; nil when the text is no such week (a year has 52 or 53).
  public init?(text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count == 4, let year = Int64(parts[0]), year >= 1,
      parts[1].utf8.count == 3, parts[1].first == "W", let week = Int64(parts[1].dropFirst()), (1...53).contains(week),
      parts[0].utf8.allSatisfy({ (48...57).contains($0) }),
      parts[1].dropFirst().utf8.allSatisfy({ (48...57).contains($0) })
    else { return nil }
    // 4 January is always in week 1.
    let first = ISOWeek(
      holding: Instant(
        milliseconds: CivilDate(year: year, month: 1, day: 4).daysSince1970 * CivilDate.millisecondsPerDay))
    self.init(monday: first.monday + (week - 1) * 7)
    guard self.year == year else { return nil }
  }

  /// Monday 00:00Z.
  public var start: Instant { Instant(milliseconds: monday * CivilDate.millisecondsPerDay) }

  /// The next Monday 00:00Z.
  public var end: Instant { start + Self.milliseconds }

  /// The week before.
  public var previous: ISOWeek { ISOWeek(monday: monday - 7) }

  /// The year of the week's Thursday.
  public var year: Int64 { CivilDate(daysSince1970: monday + 3).year }

  /// 1 to 53.
  public var number: Int64 {
    (monday + 3 - CivilDate(year: year, month: 1, day: 1).daysSince1970) / 7 + 1
  }

  /// `2026-W47`.
  public var text: String {
    let year = String(self.year)
    return String(repeating: "0", count: max(0, 4 - year.count)) + year + "-W" + (number < 10 ? "0" : "")
      + String(number)
  }

  /// Order of time.
  public static func < (left: ISOWeek, right: ISOWeek) -> Bool { left.monday < right.monday }
}
