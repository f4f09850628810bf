import NBBasics

/// A calendar month.
struct CivilMonth: Hashable {
  let year: Int64
  /// 1 to 12.
  let month: Int64

  private static let names = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]

  /// The month that holds an instant, in UTC.
  init(holding instant: Instant) {
    let day = CivilDate(
      daysSince1970: instant.milliseconds.flooredQuotient(by: CivilDate.millisecondsPerDay))
    self.init(year: day.year, month: day.month)
  }

  private init(year: Int64, month: Int64) {
    self.year = year
    self.month = month
  }

  /// `2026-11`; nil when the text is no month.
  init?(text: String) {
    guard text.utf8.count == 7, let start = Instant(rfc3339: text + "-01T00:00:00Z") else { return nil }
    self.init(holding: start)
  }

  /// Its first instant, in UTC.
  var start: Instant {
    Instant(
      milliseconds: CivilDate(year: year, month: month, day: 1).daysSince1970 * CivilDate.millisecondsPerDay)
  }

  var next: CivilMonth { month == 12 ? CivilMonth(year: year + 1, month: 1) : CivilMonth(year: year, month: month + 1) }
  var previous: CivilMonth {
    month == 1 ? CivilMonth(year: year - 1, month: 12) : CivilMonth(year: year, month: month - 1)
  }

  /// `2026-11`.
  var text: String { String(start.rfc3339.prefix(7)) }

  /// `November 2026`.
  var title: String { "\(Self.names[Int(month) - 1]) \(year)" }
}

/// A month as people type it: `2026-11`, `last`, `this`.
enum MonthWord: Hashable {
  case month(CivilMonth)
  /// The present month, or the one before it.
  case this, last

  init(_ text: String) throws(TimeWord.Mistake) {
    switch text.lowercased() {
    case "this": self = .this
    case "last": self = .last
    default:
      guard let month = CivilMonth(text: text) else {
        throw TimeWord.Mistake(description: "'\(text)' is no month: give a calendar month (2026-11), last or this")
      }
      self = .month(month)
    }
  }

  /// The month in local time.
  func month(now: Instant, utcOffset: Int64) -> CivilMonth {
    switch self {
    case .month(let month): month
    case .this: CivilMonth(holding: now + utcOffset)
    case .last: CivilMonth(holding: now + utcOffset).previous
    }
  }
}
