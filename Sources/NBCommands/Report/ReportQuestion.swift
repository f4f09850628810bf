import NBBasics
import NBReadModel
import NBReports

extension TypedQuestion {
  /// What a report definition asks: a parameter is an option of `nbtrack query` without its dashes.
  init(_ query: String, _ parameters: [NBReports.QueryParameter]) throws(QuestionFault) {
    self.init(.name(query))
    allowsEmpty = true
    for parameter in parameters {
      let text = parameter.value
      switch parameter.name {
      case "by": by = text
      case "param": bindings.append(text)
      case "as-of": times.asOf = try Self.read(text, TimeWord.init(_:))
      case "from": times.from = try Self.read(text, TimeWord.init(_:))
      case "until": times.until = try Self.read(text, TimeWord.init(_:))
      case "before-from": times.beforeFrom = try Self.read(text, TimeWord.init(_:))
      case "before-until": times.beforeUntil = try Self.read(text, TimeWord.init(_:))
      case "week": times.week = try Self.read(text, WeekWord.init(_:))
      case "last": times.last = try Self.read(text, DurationArgument.init(_:)).milliseconds
      case "utc-offset":
        guard let offset = UTCOffsetArgument(argument: text) else { throw QuestionFault("'\(text)' is no UTC offset") }
        times.utcOffset = offset.milliseconds
      default: settings.append(Setting(option: parameter.name, shown: parameter.name, text: text))
      }
    }
  }
  private static func read<Word>(
    _ text: String, _ reading: (String) throws(TimeWord.Mistake) -> Word
  ) throws(QuestionFault) -> Word {
    do {
      return try reading(text)
    } catch {
      throw QuestionFault(error.description)
    }
  }
}
