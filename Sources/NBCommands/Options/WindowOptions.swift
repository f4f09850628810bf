import ArgumentParser
import NBBasics
import NBObservations
import NBReadModel

/// The time of the question and its window.
struct WindowOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Answer as if the log ended there: 2026-11-16T08:00:00Z. Default: its last event.", valueName: "time"))
  var asOf: InstantArgument?
  @Option(help: ArgumentHelp("Start of the window, inclusive: 2026-11-16T00:00:00Z.", valueName: "time"))
  var from: InstantArgument?
  @Option(help: ArgumentHelp("End of the window, exclusive: 2026-11-17T00:00:00Z.", valueName: "time"))
  var until: InstantArgument?
  @Option(help: ArgumentHelp("An ISO 8601 week as the window: 2026-W47.", valueName: "week"))
  var week: WeekArgument?
  @Option(help: ArgumentHelp("The time before as-of as the window: 7d, 12h, 30m, 90s, 2w.", valueName: "duration"))
  var last: DurationArgument?
  @Option(
    help: ArgumentHelp("week-over-week: start of the time before. Default: as long before --from.", valueName: "time"))
  var beforeFrom: InstantArgument?
  @Option(help: ArgumentHelp("week-over-week: end of the time before, exclusive. Default: --from.", valueName: "time"))
  var beforeUntil: InstantArgument?
  @Option(help: "Local time ahead of UTC, which moves days and weeks: +08:00.")
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
      asOf: asOf?.instant, from: from?.instant, until: until?.instant, week: week?.week, last: last?.milliseconds,
      beforeFrom: beforeFrom?.instant, beforeUntil: beforeUntil?.instant, utcOffset: utcOffset?.milliseconds)
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
