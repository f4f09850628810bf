import NBBasics

/// A time as people type it; a word that needs a clock has no meaning yet.
enum TimeWord: Hashable {
  case instant(Instant)
  /// A date, with or without time, of no stated zone: as if it were UTC.
  case local(Instant)
  case now
  /// The start of the day so many days after today.
  case day(Int64)
  /// Milliseconds before now.
  case ago(Int64)

  /// What is wrong with a text, and what would be right.
  struct Mistake: Error, Equatable, CustomStringConvertible {
    let description: String
  }

  static let forms =
    "a date (2026-11-19), a time (2026-11-19T09:00, UTC unless it ends in an offset such as +08:00), today, yesterday, "
    + "now, 24h ago, or milliseconds since 1970"

  init(_ text: String) throws(Mistake) {
    switch text.lowercased() {
    case "now": self = .now
    case "today": self = .day(0)
    case "yesterday": self = .day(-1)
    case let word where word.hasSuffix(" ago"):
      let length = word.dropLast(4).filter { $0 != " " }
      guard let milliseconds = DurationText.milliseconds(length), milliseconds <= Instant.range.upperBound.milliseconds
      else { throw Mistake(description: "'\(text)' is no time: before ago stands a duration such as 30m, 24h or 3d") }
      self = .ago(milliseconds)
    default:
      if let milliseconds = Int64(text), !text.hasPrefix("+") {
        self = .instant(try Self.instant(milliseconds))
      } else if let instant = Instant(rfc3339: text) {
        self = .instant(instant)
      } else if let local = Self.local(text) {
        self = .local(local)
      } else {
        throw Mistake(description: Self.reason(text))
      }
    }
  }

  /// Whether it has another meaning every time it is asked.
  var needsClock: Bool {
    switch self {
    case .instant, .local: false
    case .now, .day, .ago: true
    }
  }

  /// What it means.
  ///
  /// - Parameter utcOffset: how far local time is ahead of UTC, in milliseconds.
  func instant(now: Instant, utcOffset: Int64) -> Instant {
    switch self {
    case .instant(let instant): instant
    case .local(let instant): instant + -utcOffset
    case .now: now
    case .day(let count): Self.startOfDay(now, utcOffset) + count * CivilDate.millisecondsPerDay
    case .ago(let length): now + -length
    }
  }

  private static func startOfDay(_ instant: Instant, _ utcOffset: Int64) -> Instant {
    let local = instant.milliseconds + utcOffset
    let day = CivilDate.millisecondsPerDay
    let rest = ((local % day) + day) % day
    return Instant(milliseconds: instant.milliseconds - rest)
  }

  /// `2026-11-19`, `2026-11-19T09:00`, `2026-11-19 09:00:30.5`.
  private static func local(_ text: String) -> Instant? {
    guard text.utf8.count >= 10 else { return nil }
    let rest = text.dropFirst(10)
    guard !rest.isEmpty else { return Instant(rfc3339: text + "T00:00:00Z") }
    guard rest.first == "T" || rest.first == "t" || rest.first == " " else { return nil }
    let time = rest.dropFirst() + (rest.filter { $0 == ":" }.count == 1 ? ":00" : "")
    return Instant(rfc3339: text.prefix(10) + "T" + time + "Z")
  }

  private static func instant(_ milliseconds: Int64) throws(Mistake) -> Instant {
    // Ten digits of milliseconds end in April 1970; ten digits of seconds are the present.
    if (100_000_000..<10_000_000_000).contains(milliseconds) {
      throw Mistake(description: "'\(milliseconds)' looks like seconds; milliseconds since 1970 are needed")
    }
    let instant = Instant(milliseconds: milliseconds)
    guard Instant.range.contains(instant) else {
      throw Mistake(description: "'\(milliseconds)' is beyond the year 9999")
    }
    return instant
  }

  /// What a text lacks to be a time.
  private static func reason(_ text: String) -> String {
    if DurationText.milliseconds(text) != nil { return "'\(text)' is a duration; '\(text) ago' is a time" }
    let date = text.prefix(10)
    let isDated = date.utf8.count == 10 && date.enumerated().allSatisfy { $0 == 4 || $0 == 7 ? $1 == "-" : $1.isNumber }
    if isDated, Instant(rfc3339: date + "T00:00:00Z") == nil { return "'\(text)' is no time: there is no day \(date)" }
    if isDated { return "'\(text)' is no time: after the date stands T and a time such as T09:00" }
    return "'\(text)' is no time: give \(forms)"
  }
}

/// A week as people type it: `2026-W47`, `last`, `this`.
enum WeekWord: Hashable {
  case week(ISOWeek)
  /// So many weeks after the present one.
  case relative(Int)

  init(_ text: String) throws(TimeWord.Mistake) {
    switch text.lowercased() {
    case "this": self = .relative(0)
    case "last": self = .relative(-1)
    default:
      guard let week = ISOWeek(text: text.uppercased()) else {
        throw TimeWord.Mistake(description: "'\(text)' is no week: give an ISO 8601 week (2026-W47), last or this")
      }
      self = .week(week)
    }
  }

  /// The week in local time.
  func week(now: Instant, utcOffset: Int64) -> ISOWeek {
    switch self {
    case .week(let week): week
    case .relative(0): ISOWeek(holding: now + utcOffset)
    case .relative: ISOWeek(holding: now + utcOffset).previous
    }
  }
}
