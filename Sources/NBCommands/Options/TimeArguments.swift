import ArgumentParser
import NBBasics
import NBObservations

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
    guard let duration = try? DurationArgument(argument) else { return nil }
    self = duration
  }

  /// Says what is missing.
  init(_ text: String) throws(TimeWord.Mistake) {
    guard let milliseconds = DurationText.milliseconds(text), milliseconds <= Instant.range.upperBound.milliseconds
    else {
      throw TimeWord.Mistake(
        description: "'\(text)' is no duration: a whole number and one of s, m, h, d, w, such as 24h or 7d")
    }
    self.milliseconds = milliseconds
  }
}

extension ObservationKind: ExpressibleByArgument {
  /// The kind that the argument names, in any case; nil for any other word.
  public init?(argument: String) { self.init(word: argument) }

  /// The words, for the help.
  public static var allValueStrings: [String] { allCases.map(\.word) }
}
