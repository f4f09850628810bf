import NBBasics
import NBObservations
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
  }

  /// A named query, or the path of a file that ends in `.sql`.
  var name: String
  /// Dimensions, separated by commas.
  var by: String?
  var settings: [Setting] = []
  var times = TypedTimes()
  /// `name=value` for the SQL.
  var bindings: [String] = []

  init(_ name: String) { self.name = name }

  /// What it means; `span` is that of the log.
  func question(_ span: ClosedRange<Instant>?) throws -> Question {
    let query = try Self.query(name)
    let header = query.header
    if let option = times.givenWindow, !query.isUsersOwn, header.window == .none {
      throw QuestionFault("\(name) has no window, so it takes no \(option)")
    }
    if times.beforeFrom != nil, !query.isUsersOwn, header.window != .compared {
      throw QuestionFault("\(name) takes no --before-from")
    }
    var question = Question(query, try times.period(span))
    question.by = try by.map { try dimensions($0, header) }
    for setting in settings { try read(setting, into: &question) }
    for binding in bindings { try bind(binding, into: &question) }
    return question
  }

  private static func query(_ name: String) throws -> NamedQuery {
    if let query = NamedQuery.named(name) { return query }
    guard name.hasSuffix(".sql") else {
      throw QuestionFault(
        "there is no query \(name)", hint: "nbtrack query --list names them; a file of your own ends in .sql.")
    }
    let sql = String(decoding: try TextFile.read(name), as: UTF8.self)
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
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let dimension = Dimension(rawValue: String(word)), header.dimensions.contains(dimension) else {
        let allowed = header.dimensions.map(\.rawValue).joined(separator: ", ")
        throw QuestionFault("\(name) cannot be grouped by \(word)", hint: "--by takes \(allowed), none.")
      }
      if !list.contains(dimension) { list.append(dimension) }
    }
    if list.contains(.day), list.contains(.week), header.rows.first == .exposure {
      throw QuestionFault("exposure is grouped by day or by week, not both")
    }
    return list
  }

  private func read(_ setting: Setting, into question: inout Question) throws(QuestionFault) {
    let header = question.query.header
    if let field = FilterField(rawValue: setting.name), header.filters.contains(field) || question.query.isUsersOwn {
      var value = setting.text
      if let words = field.words {
        value = value.lowercased()
        guard words.contains(value) else {
          throw QuestionFault("\(setting.shown) takes \(words.joined(separator: ", ")), not \(setting.text)")
        }
      }
      question.filter[field] = value
    } else if let parameter = header.parameters.first(where: { $0.name == setting.name }) {
      guard parameter.value(of: setting.text) != nil else {
        throw QuestionFault("\(setting.shown) takes \(parameter.expectation), not \(setting.text)")
      }
      question.texts[parameter.name] = setting.text
    } else if question.query.isUsersOwn, let parameter = Self.knownParameter(setting) {
      question.bindings[parameter.bindName] = parameter.value(of: setting.text)
    } else {
      throw QuestionFault("\(name) takes no \(setting.shown)")
    }
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
