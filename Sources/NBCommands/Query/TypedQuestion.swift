import NBBasics
import NBReadModel
import NBSQLite

/// A question as somebody asked for it, on the command line or in a report definition: words that are not yet read.
/// ``question(_:)`` says what they mean; what runs sees only that.
struct TypedQuestion {
  /// A filter or a parameter of the query.
  struct Setting {
    /// Its name in headers: `flavor_class`.
    let name: String
    /// Its name where it was typed, for messages: `--flavor-class`.
    let shown: String
    let text: String

    /// - Parameter option: the name without dashes: `flavor-class`.
    init(option: String, shown: String, text: String) {
      name = String(option.map { $0 == "-" ? "_" : $0 })
      self.shown = shown
      self.text = text
    }

    /// The options of a command that were given.
    static func options(_ texts: [(option: String, text: String?)]) -> [Setting] {
      texts.compactMap { option, text in text.map { Setting(option: option, shown: "--" + option, text: $0) } }
    }
  }

  /// Where the SQL is.
  enum Source {
    /// A named query, or the path of a file: one that ends in `.sql`, or `-`.
    case name(String)
    /// The SQL itself.
    case sql(String)
  }

  let source: Source
  /// Dimensions, separated by commas.
  var by: String?
  var settings: [Setting] = []
  var times = TypedTimes()
  /// `name=value` for the SQL.
  var bindings: [String] = []
  /// Whether a filter that nothing in the log has is no mistake.
  var allowsEmpty = false
  /// Whether an alert depends on the answer.
  var isGate = false

  init(_ source: Source) { self.source = source }

  private var name: String {
    if case .name(let name) = source { name } else { "-c" }
  }

  /// What it means.
  func question(_ present: Present) throws -> Question {
    let query = try query()
    let header = query.header
    if let option = times.givenWindow, !query.isUsersOwn, header.window == .none {
      throw QuestionFault("\(name) has no window, so it takes no \(option)")
    }
    if times.beforeFrom != nil, !query.isUsersOwn, header.window != .compared {
      throw QuestionFault("\(name) takes no --before-from")
    }
    var times = times
    if isGate, header.gatesAreNow, times.asOf == nil { times.asOf = .now }
    var question = Question(query, try times.period(present))
    question.allowsEmpty = allowsEmpty
    question.by = try by.map { try dimensions($0, header) }
    for setting in settings { try read(setting, into: &question) }
    for binding in bindings { try bind(binding, into: &question) }
    return question
  }

  private func query() throws -> NamedQuery {
    let sql: String
    switch source {
    case .sql(let text): sql = text
    case .name(let name):
      if let query = NamedQuery.named(name) { return query }
      guard name.hasSuffix(".sql") || name == "-" else {
        throw QuestionFault(
          "there is no query \(name)",
          hint: Suggestion.hint(
            for: name, among: NamedQuery.all.map(\.name),
            or: "nbtrack query --list names them; a file of your own ends in .sql."))
      }
      sql = String(decoding: try TextFile.read(name), as: UTF8.self)
    }
    do {
      return try NamedQuery(usersOwn: sql, name: name)
    } catch {
      throw QuestionFault("\(name):\(error.line): \(error.description)")
    }
  }

  private func dimensions(_ text: String, _ header: QueryHeader) throws(QuestionFault) -> [Dimension] {
    guard header.by != nil else { throw QuestionFault("\(name) takes no --by") }
    if text == "none" { return [] }
    var list: [Dimension] = []
    for typed in text.split(separator: ",", omittingEmptySubsequences: false) {
      let word = String(typed.lowercased().map { $0 == "-" ? "_" : $0 })
      guard let dimension = Dimension(rawValue: word), header.dimensions.contains(dimension) else {
        let allowed = header.dimensions.map(\.rawValue)
        let nearest = Suggestion.nearest(to: word, among: allowed).map { "Did you mean \($0)? " } ?? ""
        throw QuestionFault(
          "\(name) cannot be grouped by \(typed)",
          hint: "\(nearest)--by takes \(allowed.joined(separator: ", ")), none.")
      }
      if !list.contains(dimension) { list.append(dimension) }
    }
    if header.rows.first == .exposure, list.filter(\.isTime).count > 1 {
      throw QuestionFault("\(name) is grouped by one of hour, day and week")
    }
    return list
  }

  private func read(_ setting: Setting, into question: inout Question) throws(QuestionFault) {
    let header = question.query.header
    if let field = FilterField(rawValue: setting.name), header.filters.contains(field) || question.query.isUsersOwn {
      question.filter[field] = try value(of: setting, field)
    } else if let parameter = header.parameters.first(where: { $0.name == setting.name }) {
      guard parameter.value(of: setting.text) != nil else {
        throw QuestionFault("\(setting.shown) takes \(parameter.expectation), not \(setting.text)")
      }
      question.texts[parameter.name] = setting.text
    } else if question.query.isUsersOwn, let parameter = Self.knownParameter(setting) {
      question.bindings[parameter.bindName] = parameter.value(of: setting.text)
    } else {
      throw unknown(setting, header)
    }
  }

  private func value(of setting: Setting, _ field: FilterField) throws(QuestionFault) -> String {
    guard let words = field.words else { return setting.text }
    let word = String(setting.text.lowercased().map { $0 == "-" ? "_" : $0 })
    guard words.contains(word) else {
      throw QuestionFault("\(setting.shown) takes \(words.joined(separator: ", ")), not \(setting.text)")
    }
    return word
  }

  /// Why a setting is none of the query's.
  private func unknown(_ setting: Setting, _ header: QueryHeader) -> QuestionFault {
    let known = FilterField.allCases.map(\.option) + NamedQuery.all.flatMap(\.header.parameters).map(\.option)
    let option = String(setting.name.map { $0 == "_" ? "-" : $0 })
    if known.contains(option) { return QuestionFault("\(name) takes no \(setting.shown)") }
    return QuestionFault(
      "there is no parameter \(setting.shown)",
      hint: Suggestion.hint(
        for: option, among: header.filters.map(\.option) + header.parameters.map(\.option) + ["by", "last", "week"],
        or: "What SQL of your own calls :\(setting.name) is given as param=\(setting.name)=…"))
  }

  /// What a setting means to a file that declares none: what it means to the named queries that know it.
  private static func knownParameter(_ setting: Setting) -> QuestionParameter? {
    NamedQuery.all.flatMap(\.header.parameters)
      .first { $0.name == setting.name && $0.value(of: setting.text) != nil }
  }

  private func bind(_ binding: String, into question: inout Question) throws(QuestionFault) {
    let pair = binding.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard pair.count == 2 else { throw QuestionFault("--param takes name=value, not \(binding)") }
    if question.query.header.parameters.contains(where: { $0.name == pair[0] && $0.value(of: pair[1]) != nil }) {
      question.texts[pair[0]] = pair[1]
    } else {
      question.bindings[pair[0]] = Int64(pair[1]).map(Value.integer) ?? .text(pair[1])
    }
  }
}
