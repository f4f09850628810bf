import ArgumentParser
import NBReports

/// What a report asks, read by the parser of `nbtrack query`: a parameter is an option without its dashes.
struct QuestionArguments: ParsableArguments {
  @OptionGroup var window: WindowOptions
  @OptionGroup var filters: FilterOptions
  @Option var by: String?
  @Option var param: [String] = []

  /// Options without a value; as parameters they are `true`.
  private static let flags: Set<String> = ["exact"]

  /// - Throws: what is wrong with a parameter, in the parser's words.
  static func parse(_ parameters: [QueryParameter]) throws -> QuestionArguments {
    let arguments = try parameters.map { parameter in
      guard flags.contains(parameter.name) else { return "--\(parameter.name)=\(parameter.value)" }
      guard parameter.value == "true" else { throw ValidationError("\(parameter.name) takes true") }
      return "--\(parameter.name)"
    }
    return try parse(arguments)
  }
}
