import NBBasics

/// The answers a report is made from: each question is asked once, however many parts show it.
final class ReportAnswers {
  let provider: any ReportProvider
  let context: ReportContext
  private let file: String
  private var known: [Question: Table] = [:]

  private struct Question: Hashable {
    var query: String
    var parameters: [QueryParameter]
  }

  init(_ provider: any ReportProvider, file: String) {
    self.provider = provider
    context = provider.context
    self.file = file
  }

  /// The answer about a period; nil when it needs the window before and there is none. `line` of the definition asks.
  func table(
    _ query: String, _ parameters: [QueryParameter], _ period: PartDefinition.Period, line: Int
  ) throws -> Table? {
    guard let times = times(period) else { return nil }
    let question = Question(query: query, parameters: parameters + times)
    if let table = known[question] { return table }
    let table: Table
    do {
      table = try provider.table(query: query, parameters: question.parameters)
    } catch let error as QuestionError {
      throw self.error(line, error.hint.isEmpty ? error.message : "\(error.message). \(error.hint)", allowed: [])
    }
    known[question] = table
    return table
  }

  /// The answer about the window and as long a time before it, whether the log reaches back that far or not.
  func columns(_ query: String, _ parameters: [QueryParameter], line: Int) throws -> Table {
    let window = context.windowMilliseconds
    let length = Int64(window.upperBound - window.lowerBound)
    let from = Instant(milliseconds: Int64(window.lowerBound) - length).rfc3339
    let times = [
      QueryParameter("from", context.window.from), QueryParameter("until", context.window.until),
      QueryParameter("before-from", from), QueryParameter("before-until", context.window.from),
    ]
    let question = Question(query: query, parameters: parameters + times)
    if let table = known[question] { return table }
    do {
      let table = try provider.table(query: query, parameters: question.parameters)
      known[question] = table
      return table
    } catch let error as QuestionError {
      throw self.error(line, error.message, allowed: [])
    }
  }

  /// The instant of a time column.
  static func milliseconds(_ text: String?) -> Double? { text.flatMap(InstantText.milliseconds).map(Double.init) }

  /// A mistake in the definition that shows only against the answers.
  func error(_ line: Int, _ message: String, allowed: [String]) -> DefinitionError {
    DefinitionError(file: file, line: line, message: message, allowed: allowed)
  }

  /// The position of a column, or an error that names those there are.
  func index(of column: String, in table: Table, query: String, line: Int) throws(DefinitionError) -> Int {
    guard let index = table.index(of: column) else {
      throw error(line, "the query '\(query)' has no column '\(column)'", allowed: table.columns.map(\.name))
    }
    return index
  }

  /// A sentence of the definition, with its placeholders filled in as they are.
  func phrase(_ text: String, line: Int) throws(DefinitionError) -> Phrase {
    var marked = ""
    var values: [String] = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      marked += rest[..<open]
      guard let close = rest[open...].firstIndex(of: "}") else { break }
      let name = rest[rest.index(after: open)..<close]
      guard let value = context.placeholders.first(where: { $0.name == name })?.value else {
        throw error(line, "unknown placeholder '{\(name)}'", allowed: context.placeholders.map { "{\($0.name)}" })
      }
      marked.unicodeScalars.append(Unicode.Scalar(UInt32(0xE000 + values.count)) ?? " ")
      values.append(value)
      rest = rest[rest.index(after: close)...]
    }
    // Values take their places after the marks were read, so that nothing in them acts.
    return PhraseReader.read(marked + rest).replacing { scalar in
      let place = Int(scalar.value) - 0xE000
      return values.indices.contains(place) ? values[place] : nil
    }
  }

  private func times(_ period: PartDefinition.Period) -> [QueryParameter]? {
    let window = [QueryParameter("from", context.window.from), QueryParameter("until", context.window.until)]
    return switch period {
    case .window: window
    case .before:
      context.before.map { [QueryParameter("from", $0.from), QueryParameter("until", $0.until)] }
    case .both:
      context.before.map {
        window + [QueryParameter("before-from", $0.from), QueryParameter("before-until", $0.until)]
      }
    case .history: [QueryParameter("from", context.historyFrom), QueryParameter("until", context.window.until)]
    case .end: [QueryParameter("as-of", context.end)]
    case .none: []
    }
  }
}
