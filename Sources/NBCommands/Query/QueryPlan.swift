import NBEventLog
import NBReadModel
import NBReports
import NBSQLite
import NBSources

/// What a query's arguments mean: the SQL to run, and which parameters it takes.
struct QueryPlan {
  private let name: String
  private let sql: String
  private let dimensions: [Dimension]?
  private let filters: [(option: String, parameter: String, value: Value)]
  private let within: [(text: String, milliseconds: Int64)]
  /// Whether the SQL is a user's file, which may only read.
  let isUsersOwn: Bool

  init(_ command: QueryCommand) throws {
    guard let name = command.name else { throw CommandFailure(.usage, "no query was named") }
    try self.init(name: name, by: command.by, filters: command.filters)
  }

  init(name: String, by: String?, filters: FilterOptions) throws {
    self.name = name
    let text: String
    if name.hasSuffix(".sql") {
      text = String(decoding: try TextFile.read(name), as: UTF8.self)
      isUsersOwn = true
    } else if let query = NamedQuery.named(name) {
      text = query.sql
      isUsersOwn = false
    } else {
      throw CommandFailure(
        .usage, "there is no query \(name)",
        hint: "nbtrack query --list names them; a file of your own ends in .sql.")
    }
    dimensions = try by.map { try Self.dimensions($0, query: name) }
    within = filters.within?.durations ?? []
    self.filters = filters.given
    var template = QueryTemplate(text)
    if dimensions != nil, !template.takesDimensions {
      throw CommandFailure(.usage, "\(name) takes no --by")
    }
    template = template.adding(
      within.map { "fit ->> '$.ready_within_\($0.milliseconds)' AS ready_within_\($0.text)" }, at: "within")
    if filters.interval == .model {
      template = template.adding(
        ["p50", "p90", "p95"].flatMap { quantile in
          ["low", "high"].map { "(fit ->> '$.\(quantile)_model_\($0)') / 1000 AS \(quantile)_model_\($0)_s" }
        }, at: "model")
    }
    sql = template.expanded(by: dimensions ?? Self.defaults[name] ?? [], showsInstanceAlone: name == "exposure")
  }

  /// Dimensions where `--by` is not given; none for the other queries.
  private static let defaults: [String: [Dimension]] = ["failure-rates": [.flavor, .kind], "exposure": [.flavor]]

  private static func dimensions(_ text: String, query: String) throws -> [Dimension] {
    if text == "none" { return [] }
    var list: [Dimension] = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      let dimension = Dimension(rawValue: String(word))
      guard let dimension, isAllowed(dimension, query) else {
        throw CommandFailure(
          .usage, "\(query) cannot be grouped by \(word)",
          hint:
            "--by takes \(Dimension.allCases.filter { isAllowed($0, query) }.map(\.rawValue).joined(separator: ", ")), none."
        )
      }
      if !list.contains(dimension) { list.append(dimension) }
    }
    return list
  }

  private static func isAllowed(_ dimension: Dimension, _ query: String) -> Bool {
    switch dimension {
    case .failedStep: query == "failure-rates"
    case .kind: query != "exposure"
    default: true
    }
  }

  /// Runs the query and gives its rows as a table.
  func run(
    on log: EventLog, window: WindowOptions, parameters: [String]
  ) throws -> Table {
    let runner = try QueryRunner(log)
    return try run(runner, window: window, try window.question(log), parameters: parameters)
  }

  /// Runs the query about times that are decided; `parameters` are `name=value` for the SQL.
  func run(
    _ runner: QueryRunner, window: WindowOptions, _ times: Question, parameters: [String]
  ) throws -> Table {
    runner.isRestricted = isUsersOwn
    var question = times
    let names = Set(try runner.parameterNames(of: sql))
    if let option = window.givenWindow, !isUsersOwn, names.isDisjoint(with: ["from", "from_ms", "until", "until_ms"]) {
      throw CommandFailure(.usage, "\(name) has no window, so it takes no \(option)")
    }
    if window.beforeFrom != nil, !isUsersOwn, !names.contains("before_from_ms") {
      throw CommandFailure(.usage, "\(name) takes no --before-from")
    }
    for (option, parameter, value) in filters {
      guard names.contains(parameter) || isUsersOwn else {
        throw CommandFailure(.usage, "\(name) takes no \(option)")
      }
      question.parameters[parameter] = value
    }
    try bindWithin(&question, names)
    if let dimensions {
      let bucket = dimensions.contains(.day) ? "day" : dimensions.contains(.week) ? "week" : nil
      if dimensions.contains(.day), dimensions.contains(.week), name == "exposure" {
        throw CommandFailure(.usage, "exposure is grouped by day or by week, not both")
      }
      question.parameters["bucket"] = bucket.map(Value.text) ?? .null
    }
    question.parameters["ungrouped"] = .integer((dimensions ?? Self.defaults[name] ?? []).isEmpty ? 1 : 0)
    for text in parameters {
      let pair = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard names.contains(String(pair[0])) else {
        throw CommandFailure(.usage, "the SQL has no parameter :\(pair[0])")
      }
      question.parameters[String(pair[0])] = Int64(pair[1]).map(Value.integer) ?? .text(String(pair[1]))
    }
    return try ResultTable.run(sql, question, runner)
  }

  private func bindWithin(_ question: inout Question, _ names: Set<String>) throws {
    guard !within.isEmpty else { return }
    if names.contains("within_list") {
      question.parameters["within_list"] = .text(within.map { String($0.milliseconds) }.joined(separator: ","))
    } else if names.contains("within_ms"), within.count == 1 {
      question.parameters["within_ms"] = .integer(within[0].milliseconds)
    } else {
      throw CommandFailure(.usage, within.count > 1 ? "\(name) takes one --within" : "\(name) takes no --within")
    }
  }
}
