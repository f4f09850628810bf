import NBBasics
import NBObservations

/// An hour, a calendar day or ISO 8601 week in UTC or at a fixed offset from it.
package struct CalendarBucket: Hashable, Sendable {
  /// How long a bucket is.
  package enum Unit: UInt8, CaseIterable, Sendable {
    case day = 0
    /// Monday 00:00 to Monday 00:00.
    case week = 1
    case hour = 2
  }

  /// Hour, day or week.
  package let unit: Unit
  /// Milliseconds that local time is ahead of UTC.
  package let utcOffset: Int64
  /// Begin, as an instant of UTC.
  package let from: Instant
  /// End, exclusive; the begin of the next bucket.
  package var until: Instant { from + length }

  private var length: Int64 {
    switch unit {
    case .hour: Self.millisecondsPerHour
    case .day: CivilDate.millisecondsPerDay
    case .week: ISOWeek.milliseconds
    }
  }

  private static let millisecondsPerHour: Int64 = 3_600_000

  /// The bucket that holds an instant.
  package init(_ unit: Unit, holding instant: Instant, utcOffset: Int64 = 0) {
    self.unit = unit
    self.utcOffset = utcOffset
    let local = instant + utcOffset
    let begin =
      switch unit {
      case .hour: local.milliseconds.flooredQuotient(by: Self.millisecondsPerHour) * Self.millisecondsPerHour
      case .day:
        local.milliseconds.flooredQuotient(by: CivilDate.millisecondsPerDay) * CivilDate.millisecondsPerDay
      case .week: ISOWeek(holding: local).start.milliseconds
      }
    from = Instant(milliseconds: begin - utcOffset)
  }

  /// `2026-11-16`, `2026-11-16T08` of an hour, or `2026-W47` with the ISO week-year.
  package var label: String {
    let local = from + utcOffset
    if unit == .week { return ISOWeek(holding: local).text }
    let date = CivilDate(
      daysSince1970: local.milliseconds.flooredQuotient(by: CivilDate.millisecondsPerDay))
    let day = [(date.year, 4), (date.month, 2), (date.day, 2)].map { Self.padded($0, $1) }.joined(separator: "-")
    guard unit == .hour else { return day }
    let hours = local.milliseconds.flooredQuotient(by: Self.millisecondsPerHour)
    return day + "T" + Self.padded(hours - hours.flooredQuotient(by: 24) * 24, 2)
  }

  private static func padded(_ value: Int64, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension ExposurePiece {
  /// The piece's parts in the buckets it touches, in order of time.
  package func forEachBucket(
    _ unit: CalendarBucket.Unit, utcOffset: Int64 = 0, _ body: (CalendarBucket, ExposurePiece) -> Void
  ) {
    var bucket = CalendarBucket(unit, holding: from, utcOffset: utcOffset)
    while let part = clipped(from: bucket.from, until: bucket.until) {
      body(bucket, part)
      bucket = CalendarBucket(unit, holding: bucket.until, utcOffset: utcOffset)
    }
  }
}
