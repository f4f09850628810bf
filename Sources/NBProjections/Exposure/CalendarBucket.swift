import NBBasics
import NBObservations

/// A calendar day or ISO 8601 week in UTC or at a fixed offset from it.
package struct CalendarBucket: Hashable, Sendable {
  /// How long a bucket is.
  package enum Unit: UInt8, CaseIterable, Sendable {
    case day = 0
    /// Monday 00:00 to Monday 00:00.
    case week = 1
  }

  /// Day or week.
  package let unit: Unit
  /// Milliseconds that local time is ahead of UTC.
  package let utcOffset: Int64
  /// Begin, as an instant of UTC.
  package let from: Instant
  /// End, exclusive; the begin of the next bucket.
  package var until: Instant { from + length }

  private var length: Int64 { unit == .day ? CivilDate.millisecondsPerDay : ISOWeek.milliseconds }

  /// The bucket that holds an instant.
  package init(_ unit: Unit, holding instant: Instant, utcOffset: Int64 = 0) {
    self.unit = unit
    self.utcOffset = utcOffset
    let local = instant + utcOffset
    let begin =
      switch unit {
      case .day:
        local.milliseconds.flooredQuotient(by: CivilDate.millisecondsPerDay) * CivilDate.millisecondsPerDay
      case .week: ISOWeek(holding: local).start.milliseconds
      }
    from = Instant(milliseconds: begin - utcOffset)
  }

  /// `2026-11-16`, or `2026-W47` with the ISO week-year.
  package var label: String {
    let local = from + utcOffset
    if unit == .week { return ISOWeek(holding: local).text }
    let date = CivilDate(
      daysSince1970: local.milliseconds.flooredQuotient(by: CivilDate.millisecondsPerDay))
    return [(date.year, 4), (date.month, 2), (date.day, 2)].map { Self.padded($0, $1) }.joined(separator: "-")
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
