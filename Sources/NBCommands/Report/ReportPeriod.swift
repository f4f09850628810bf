import NBBasics
import NBEventLog
import NBObservations
import NBReports

/// The week and the time of a report, as typed; nil takes the default.
struct ReportPeriod {
  let week: WeekWord?
  let asOf: TimeWord?
  let utcOffset: UTCOffsetArgument?

  /// The last event of the log, unless another time is asked for.
  func resolvedAsOf(_ present: Present) -> Instant {
    asOf?.instant(now: present.clock, utcOffset: offset) ?? present.span?.upperBound ?? Instant(milliseconds: 0)
  }

  /// The week asked for; by default the last one that is over at as-of, in local time. As-of itself is known, so that a
  /// week is over with its last millisecond.
  func resolvedWeek(asOf: Instant, _ present: Present) -> ISOWeek {
    week?.week(now: self.asOf == nil ? present.clock : asOf, utcOffset: offset)
      ?? ISOWeek(holding: asOf + (1 + offset)).previous
  }

  /// The window of a week, in local time.
  func window(_ week: ISOWeek) -> ReportWindow {
    ReportWindow(label: week.text, from: (week.start + -offset).rfc3339, until: (week.end + -offset).rfc3339)
  }

  /// The window of the week before; nil when the log begins later.
  func windowBefore(_ week: ISOWeek, _ span: ClosedRange<Instant>?) -> ReportWindow? {
    guard let span, span.lowerBound < week.start + -offset else { return nil }
    return window(week.previous)
  }

  private var offset: Int64 { utcOffset?.milliseconds ?? 0 }
}
