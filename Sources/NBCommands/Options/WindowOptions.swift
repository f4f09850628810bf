import ArgumentParser
import NBBasics
import NBEventLog
import NBObservations
import NBReadModel
import NBSQLite

/// The time of the question and its window.
struct WindowOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Answer as if the log ended there: 2026-11-16T08:00:00Z. Default: its last event.", valueName: "time"))
  var asOf: InstantArgument?
  @Option(help: ArgumentHelp("Begin of the window, inclusive: 2026-11-16T00:00:00Z.", valueName: "time"))
  var from: InstantArgument?
  @Option(help: ArgumentHelp("End of the window, exclusive: 2026-11-17T00:00:00Z.", valueName: "time"))
  var until: InstantArgument?
  @Option(help: ArgumentHelp("An ISO 8601 week as the window: 2026-W47.", valueName: "week"))
  var week: WeekArgument?
  @Option(help: ArgumentHelp("The time before as-of as the window: 7d, 12h, 30m, 90s, 2w.", valueName: "duration"))
  var last: DurationArgument?
  @Option(
    help: ArgumentHelp("week-over-week: begin of the time before. Default: as long before --from.", valueName: "time"))
  var beforeFrom: InstantArgument?
  @Option(help: ArgumentHelp("week-over-week: end of the time before, exclusive. Default: --from.", valueName: "time"))
  var beforeUntil: InstantArgument?
  @Option(help: "Local time ahead of UTC, which moves days and weeks: +08:00.")
  var utcOffset: UTCOffsetArgument?

  func validate() throws {
    let windows = [from != nil || until != nil, week != nil, last != nil].filter { $0 }.count
    guard windows <= 1 else { throw ValidationError("give one of --from/--until, --week and --last") }
    if let from, let until, from.instant > until.instant {
      throw ValidationError("--from is later than --until")
    }
    guard (beforeFrom == nil) == (beforeUntil == nil) else {
      throw ValidationError("give --before-from and --before-until together")
    }
    if let beforeFrom, let beforeUntil, beforeFrom.instant > beforeUntil.instant {
      throw ValidationError("--before-from is later than --before-until")
    }
  }

  /// The option that sets a window, if one was given.
  var givenWindow: String? {
    from != nil ? "--from" : until != nil ? "--until" : week != nil ? "--week" : last != nil ? "--last" : nil
  }

  /// The question's times; the log's last event is the default as-of.
  func question(_ log: EventLog) throws -> Question {
    let span = try log.span()
    var question = Question(asOf: asOf?.instant ?? span?.upperBound ?? Instant(milliseconds: 0))
    question.from = from?.instant
    question.until = until?.instant
    let offset = utcOffset?.milliseconds ?? 0
    if let week {
      question.from = week.week.start + -offset
      question.until = week.week.end + -offset
    }
    if let last {
      // (as-of - 7d, as-of]: milliseconds are whole.
      question.from = question.asOf + (1 - last.milliseconds)
      question.until = question.asOf + 1
    }
    if let beforeFrom, let beforeUntil {
      question.setBefore(from: beforeFrom.instant, until: beforeUntil.instant)
    } else if let from = question.from {
      let length = (question.until ?? question.asOf + 1) - from
      question.setBefore(from: from + -length, until: from)
    }
    question.parameters["utc_offset_ms"] = .integer(offset)
    return question
  }
}

extension Question {
  /// The time that a comparison looks back to, half open.
  fileprivate mutating func setBefore(from: Instant, until: Instant) {
    parameters["before_from_ms"] = .integer(from.milliseconds)
    parameters["before_until_ms"] = .integer(until.milliseconds)
  }
}

/// `+08:00`, `-03:30` or `Z`.
struct UTCOffsetArgument: ExpressibleByArgument {
  let milliseconds: Int64
  /// As it was typed.
  let text: String

  init?(argument: String) {
    text = argument
    if argument.uppercased() == "Z" {
      milliseconds = 0
      return
    }
    // The offset of an instant is read by the one parser of instants.
    guard let shifted = Instant(rfc3339: "2000-01-01T00:00:00" + argument),
      let utc = Instant(rfc3339: "2000-01-01T00:00:00Z")
    else { return nil }
    milliseconds = utc - shifted
  }
}
