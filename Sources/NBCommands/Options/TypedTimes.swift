import NBBasics
import NBReadModel

/// As-of and window as somebody asked for them, on the command line or in a report definition.
struct TypedTimes {
  var asOf: TimeWord?
  var from: TimeWord?
  var until: TimeWord?
  var week: WeekWord?
  /// Milliseconds.
  var last: Int64?
  var beforeFrom: TimeWord?
  var beforeUntil: TimeWord?
  /// How far local time is ahead of UTC, in milliseconds; nil: not at all.
  var utcOffset: Int64?

  /// The option that sets a window, if one was given.
  var givenWindow: String? {
    from != nil ? "--from" : until != nil ? "--until" : week != nil ? "--week" : last != nil ? "--last" : nil
  }

  private var offset: Int64 { utcOffset ?? 0 }

  /// Refuses what contradicts itself, whatever the words mean.
  func check() throws(QuestionFault) {
    let windows = [from != nil || until != nil, week != nil, last != nil].filter { $0 }.count
    guard windows <= 1 else { throw QuestionFault("give one of --from/--until, --week and --last") }
    guard (beforeFrom == nil) == (beforeUntil == nil) else {
      throw QuestionFault("give --before-from and --before-until together")
    }
  }

  /// The times that they mean. The log's last event is the default as-of; an as-of that was given is the now of all
  /// other words, else the clock is.
  func period(_ present: Present) throws(QuestionFault) -> Period {
    try check()
    let now = now(present)
    func read(_ word: TimeWord?) -> Instant? { word?.instant(now: now, utcOffset: offset) }
    var period = Period(asOf: asOf != nil ? now : present.span?.upperBound ?? Instant(milliseconds: 0))
    period.utcOffset = offset
    period.from = read(from)
    period.until = read(until)
    if let week = week?.week(now: now, utcOffset: offset) {
      period.from = week.start + -offset
      period.until = week.end + -offset
    }
    if let last {
      // (as-of - 7d, as-of]: milliseconds are whole.
      period.from = period.asOf + (1 - last)
      period.until = period.asOf + 1
    }
    if let from = period.from, let until = period.until, from > until {
      throw QuestionFault("--from is later than --until")
    }
    if let from = read(beforeFrom), let until = read(beforeUntil) {
      guard from <= until else { throw QuestionFault("--before-from is later than --before-until") }
      period.before = Period.Before(from: from, until: until)
    } else if let from = period.from {
      let length = (period.until ?? period.asOf + 1) - from
      period.before = Period.Before(from: from + -length, until: from)
    }
    return period
  }

  /// What the words meant that mean something else another time.
  func spoken(_ present: Present) -> [String] {
    let now = now(present)
    let words = [
      ("as-of", asOf), ("from", from), ("until", until), ("before-from", beforeFrom), ("before-until", beforeUntil),
    ]
    var lines = words.compactMap { option, word in
      word.flatMap {
        $0.needsClock
          ? "--\(option) is \($0.instant(now: option == "as-of" ? present.clock : now, utcOffset: offset).rfc3339)"
          : nil
      }
    }
    if case .relative? = week, let week = week?.week(now: now, utcOffset: offset) {
      lines.append("--week is \(week.text)")
    }
    return lines
  }

  private func now(_ present: Present) -> Instant {
    asOf?.instant(now: present.clock, utcOffset: offset) ?? present.clock
  }
}
