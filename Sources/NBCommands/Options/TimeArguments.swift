import ArgumentParser
import NBBasics
import NBObservations
import NBReadModel

/// An instant on the command line: RFC 3339 with offset, or integer milliseconds since 1970.
struct InstantArgument: ExpressibleByArgument {
  let instant: Instant

  init?(argument: String) {
    if let milliseconds = Int64(argument), argument.utf8.allSatisfy({ $0 != UInt8(ascii: "+") }) {
      instant = Instant(milliseconds: milliseconds)
      guard Instant.range.contains(instant) else { return nil }
    } else if let parsed = Instant(rfc3339: argument) {
      instant = parsed
    } else {
      return nil
    }
  }
}

/// A length of time on the command line: `90s`, `15m`, `1h`, `7d`, `2w`.
struct DurationArgument: ExpressibleByArgument {
  let milliseconds: Int64

  init?(argument: String) {
    guard let milliseconds = DurationText.milliseconds(argument), milliseconds <= Instant.range.upperBound.milliseconds
    else { return nil }
    self.milliseconds = milliseconds
  }
}

/// `2026-W47` on the command line.
struct WeekArgument: ExpressibleByArgument {
  let week: ISOWeek

  init?(argument: String) {
    guard let week = ISOWeek(text: argument) else { return nil }
    self.week = week
  }
}

extension ObservationKind: ExpressibleByArgument {
  /// The kind that the argument names, in any case; nil for any other word.
  public init?(argument: String) { self.init(word: argument) }

  /// The words, for the help.
  public static var allValueStrings: [String] { allCases.map(\.word) }
}
