import NBBasics
import NBReadModel
import NBReports

/// The time of a report, as typed; nil takes the default.
struct ReportPeriod {
  var week: WeekWord?
  var month: MonthWord?
  var from: TimeWord?
  var until: TimeWord?
  var asOf: TimeWord?
  /// How far local time is ahead of UTC, in milliseconds.
  var utcOffset: Int64 = 0

  /// A window and the one before it.
  struct Windows {
    let window: ReportWindow
    let before: ReportWindow
    /// What asks for the window again.
    let arguments: String
  }

  /// Refuses what contradicts itself.
  func check() throws(QuestionFault) {
    let given = [week != nil, month != nil, from != nil || until != nil].filter { $0 }.count
    guard given <= 1 else { throw QuestionFault("give one of --week, --month and --from/--until") }
    guard until == nil || from != nil else { throw QuestionFault("--until needs --from") }
  }

  /// The last event of the log, unless another time is asked for.
  func resolvedAsOf(_ present: Present) -> Instant {
    asOf?.instant(now: present.clock, utcOffset: utcOffset) ?? present.span?.upperBound ?? Instant(milliseconds: 0)
  }

  /// The time asked for; by default the last week that is over at as-of, in local time. As-of itself is known, so that a
  /// week is over with its last millisecond.
  func windows(asOf: Instant, _ present: Present) throws(QuestionFault) -> Windows {
    let now = self.asOf == nil ? present.clock : asOf
    if let month {
      let month = month.month(now: now, utcOffset: utcOffset)
      return Windows(window: window(month), before: window(month.previous), arguments: "--month \(month.text)")
    }
    if let from = from?.instant(now: now, utcOffset: utcOffset) {
      let until = until?.instant(now: now, utcOffset: utcOffset) ?? asOf + 1
      guard from < until else { throw QuestionFault("--from is not earlier than --until") }
      let length = until - from
      return Windows(
        window: window(from, until), before: window(from + -length, from),
        arguments: "--from \(from.rfc3339) --until \(until.rfc3339)")
    }
    let week =
      week?.week(now: now, utcOffset: utcOffset) ?? ISOWeek(holding: asOf + (1 + utcOffset)).previous
    return Windows(window: window(week), before: window(week.previous), arguments: "--week \(week.text)")
  }

  /// What words such as `last` meant, for standard error.
  func spoken(_ windows: Windows, _ present: Present) -> [String] {
    var lines = TypedTimes(asOf: asOf, from: from, until: until, week: week, utcOffset: utcOffset).spoken(present)
    if month == .this || month == .last { lines.append("--month is \(windows.window.label)") }
    return lines
  }

  // MARK: Windows in local time

  private func window(_ week: ISOWeek) -> ReportWindow {
    let days = TimeWords.days(week.start, week.end + -1)
    return ReportWindow(
      label: week.text, from: (week.start + -utcOffset).rfc3339, until: (week.end + -utcOffset).rfc3339,
      title: "week \(week.number) (\(days))", span: .week)
  }

  private func window(_ month: CivilMonth) -> ReportWindow {
    ReportWindow(
      label: month.text, from: (month.start + -utcOffset).rfc3339, until: (month.next.start + -utcOffset).rfc3339,
      title: month.title, span: .month)
  }

  private func window(_ from: Instant, _ until: Instant) -> ReportWindow {
    let (first, last) = (from + utcOffset, until + (utcOffset - 1))
    let isWhole = [from, until].allSatisfy { ($0.milliseconds + utcOffset) % CivilDate.millisecondsPerDay == 0 }
    let title =
      isWhole
      ? TimeWords.days(first, last) : "\(TimeWords.minute(first)) to \(TimeWords.minute(until + utcOffset))"
    return ReportWindow(label: title, from: from.rfc3339, until: until.rfc3339, title: title, span: .other)
  }
}
