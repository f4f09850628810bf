import ArgumentParser
import NBBasics
import NBObservations
import NBReadModel

/// The time of the question and its window.
struct WindowOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Answer as if the log ended there: a time as for --from. Default: its last event.", valueName: "time"),
    transform: TimeWord.init(_:))
  var asOf: TimeWord?
  @Option(
    help: ArgumentHelp(
      "Start of the window, inclusive: 2026-11-16, 2026-11-16T08:00, yesterday, 24h ago.", valueName: "time"),
    transform: TimeWord.init(_:))
  var from: TimeWord?
  @Option(
    help: ArgumentHelp("End of the window, exclusive: a time as for --from.", valueName: "time"),
    transform: TimeWord.init(_:))
  var until: TimeWord?
  @Option(
    help: ArgumentHelp("An ISO 8601 week as the window: 2026-W47, last, this.", valueName: "week"),
    transform: WeekWord.init(_:))
  var week: WeekWord?
  @Option(
    help: ArgumentHelp("The time before as-of as the window: 7d, 12h, 30m, 90s, 2w.", valueName: "duration"),
    transform: DurationArgument.init(_:))
  var last: DurationArgument?
  @Option(
    help: ArgumentHelp("week-over-week: start of the time before. Default: as long before --from.", valueName: "time"),
    transform: TimeWord.init(_:))
  var beforeFrom: TimeWord?
  @Option(
    help: ArgumentHelp("week-over-week: end of the time before, exclusive. Default: --from.", valueName: "time"),
    transform: TimeWord.init(_:))
  var beforeUntil: TimeWord?
  @Option(help: "Offset from UTC for days, weeks and times without one: +08:00.")
  var utcOffset: UTCOffsetArgument?

  func validate() throws {
    do {
      try typed.check()
    } catch {
      throw ValidationError(error.message)
    }
  }

  /// What was typed.
  var typed: TypedTimes {
    TypedTimes(
      asOf: asOf, from: from, until: until, week: week, last: last?.milliseconds, beforeFrom: beforeFrom,
      beforeUntil: beforeUntil, utcOffset: utcOffset?.milliseconds)
  }
}

/// `+08:00`, `-03:30` or `Z`.
struct UTCOffsetArgument: ExpressibleByArgument {
  let milliseconds: Int64

  init?(argument: String) {
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
