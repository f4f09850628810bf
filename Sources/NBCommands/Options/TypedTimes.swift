import NBBasics
import NBObservations
import NBReadModel

/// As-of and window as somebody asked for them, on the command line or in a report definition.
struct TypedTimes {
  var asOf: Instant?
  var from: Instant?
  var until: Instant?
  var week: ISOWeek?
  /// Milliseconds.
  var last: Int64?
  var beforeFrom: Instant?
  var beforeUntil: Instant?
  /// How far local time is ahead of UTC, in milliseconds; nil: not at all.
  var utcOffset: Int64?

  /// The option that sets a window, if one was given.
  var givenWindow: String? {
    from != nil ? "--from" : until != nil ? "--until" : week != nil ? "--week" : last != nil ? "--last" : nil
  }

  /// Refuses what contradicts itself.
  func check() throws(QuestionFault) {
    let windows = [from != nil || until != nil, week != nil, last != nil].filter { $0 }.count
    guard windows <= 1 else { throw QuestionFault("give one of --from/--until, --week and --last") }
    if let from, let until, from > until { throw QuestionFault("--from is later than --until") }
    guard (beforeFrom == nil) == (beforeUntil == nil) else {
      throw QuestionFault("give --before-from and --before-until together")
    }
    if let beforeFrom, let beforeUntil, beforeFrom > beforeUntil {
      throw QuestionFault("--before-from is later than --before-until")
    }
  }

  /// The times that they mean; the log's last event is the default as-of.
  func period(_ span: ClosedRange<Instant>?) throws(QuestionFault) -> Period {
    try check()
    var period = Period(asOf: asOf ?? span?.upperBound ?? Instant(milliseconds: 0))
    let offset = utcOffset ?? 0
    period.utcOffset = offset
    period.from = from
    period.until = until
    if let week {
      period.from = week.start + -offset
      period.until = week.end + -offset
    }
    if let last {
      // (as-of - 7d, as-of]: milliseconds are whole.
      period.from = period.asOf + (1 - last)
      period.until = period.asOf + 1
    }
    if let beforeFrom, let beforeUntil {
      period.before = Period.Before(from: beforeFrom, until: beforeUntil)
    } else if let from = period.from {
      let length = (period.until ?? period.asOf + 1) - from
      period.before = Period.Before(from: from + -length, until: from)
    }
    return period
  }
}
