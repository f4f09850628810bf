import NBObservations

/// A calendar day or ISO 8601 week in UTC or at a fixed offset from it.
public struct CalendarBucket: Hashable, Sendable {
  public enum Unit: UInt8, CaseIterable, Sendable {
    case day = 0
    /// Monday 00:00 to Monday 00:00.
    case week
  }

  public let unit: Unit
  /// Milliseconds that local time is ahead of UTC.
  public let utcOffset: Int64
  /// Begin, as an instant of UTC.
  public let from: Instant
  /// End, exclusive; the begin of the next bucket.
  public var until: Instant { from + length }

  private static let dayLength: Int64 = 86_400_000
  private var length: Int64 { unit == .day ? Self.dayLength : 7 * Self.dayLength }

  /// The bucket that holds an instant.
  public init(_ unit: Unit, holding instant: Instant, utcOffset: Int64 = 0) {
    self.unit = unit
    self.utcOffset = utcOffset
    let local = instant.milliseconds + utcOffset
    var day = Self.floorDivide(local, Self.dayLength)
    // 1970-01-01 was a Thursday: day 0 is the fourth day of its week.
    if unit == .week { day -= Self.floorRemainder(day + 3, 7) }
    from = Instant(milliseconds: day * Self.dayLength - utcOffset)
  }

  /// `2026-11-16`, or `2026-W47` with the ISO week-year.
  public var label: String {
    let day = (from.milliseconds + utcOffset) / Self.dayLength
    switch unit {
    case .day:
      let date = Self.civil(day: day)
      return "\(Self.padded(date.year, 4))-\(Self.padded(date.month, 2))-\(Self.padded(date.day, 2))"
    case .week:
      // A week belongs to the year of its Thursday.
      let thursday = day + 3
      let year = Self.civil(day: thursday).year
      var first = thursday
      while Self.civil(day: first - 7).year == year { first -= 7 }
      return "\(Self.padded(year, 4))-W\(Self.padded((thursday - first) / 7 + 1, 2))"
    }
  }

  /// Year, month and day of a day number since 1970-01-01, proleptic Gregorian.
  /// After H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
  private static func civil(day: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = day + 719_468
    let era = floorDivide(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  private static func padded(_ value: Int64, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    (value - floorRemainder(value, divisor)) / divisor
  }

  private static func floorRemainder(_ value: Int64, _ divisor: Int64) -> Int64 {
    let rest = value % divisor
    return rest < 0 ? rest + divisor : rest
  }
}

extension ExposurePiece {
  /// The piece's parts in the buckets it touches, in order of time.
  public func forEachBucket(
    _ unit: CalendarBucket.Unit, utcOffset: Int64 = 0, _ body: (CalendarBucket, ExposurePiece) -> Void
  ) {
    var bucket = CalendarBucket(unit, holding: from, utcOffset: utcOffset)
    while let part = clipped(from: bucket.from, until: bucket.until) {
      body(bucket, part)
      bucket = CalendarBucket(unit, holding: bucket.until, utcOffset: utcOffset)
    }
  }
}
