import NBObservations
import NBReadModel
import NBReports

extension TypedQuestion {
  /// What a report definition asks: a parameter is an option of `nbtrack query` without its dashes.
  init(_ query: String, _ parameters: [NBReports.QueryParameter]) throws(QuestionFault) {
    self.init(query)
    for parameter in parameters {
      func time<Argument, Time>(_ argument: Argument?, _ read: (Argument) -> Time) throws(QuestionFault) -> Time {
        guard let argument else { throw QuestionFault("\(parameter.name) cannot be \(parameter.value)") }
        return read(argument)
      }
      let text = parameter.value
      switch parameter.name {
      case "by": by = text
      case "param": bindings.append(text)
      case "as-of": times.asOf = try time(InstantArgument(argument: text), \.instant)
      case "from": times.from = try time(InstantArgument(argument: text), \.instant)
      case "until": times.until = try time(InstantArgument(argument: text), \.instant)
      case "before-from": times.beforeFrom = try time(InstantArgument(argument: text), \.instant)
      case "before-until": times.beforeUntil = try time(InstantArgument(argument: text), \.instant)
      case "week": times.week = try time(WeekArgument(argument: text), \.week)
      case "last": times.last = try time(DurationArgument(argument: text), \.milliseconds)
      case "utc-offset": times.utcOffset = try time(UTCOffsetArgument(argument: text), \.milliseconds)
      default: settings.append(Setting(option: parameter.name, shown: parameter.name, text: text))
      }
    }
  }
}
