import NBBasics
import NBEventLog
import NBObservations
import NBSQLite

/// A query with everything that it depends on.
public struct Question {
  /// The end of knowledge; later events do not count.
  public var asOf: Instant
  /// The window, half open; nil: from the first event, up to and including `asOf`.
  public var from: Instant?
  /// The end of the window, which is no part of it; nil: just after `asOf`.
  public var until: Instant?
  /// Further parameters by name, without colon.
  public var parameters: [String: Value] = [:]

  /// A question about the whole log up to and including `asOf`, without further parameters.
  public init(asOf: Instant) { self.asOf = asOf }

  /// All parameters that named queries may use.
  func allParameters(span: ClosedRange<Instant>?) -> [String: Value] {
    var values = parameters
    let from = self.from ?? span?.lowerBound ?? asOf
    let until = self.until ?? asOf + 1
    for (name, instant) in [("from", from), ("until", until), ("as_of", asOf)] {
      values[name] = .text(instant.rfc3339)
      values[name + "_ms"] = .integer(instant.milliseconds)
    }
    return values
  }
}

/// Runs queries on a log, with the SQL functions registered.
public final class QueryRunner {
  private let log: EventLog
  /// Whether the SQL of the next question is a user's own, which may only read.
  public var isRestricted: Bool
  private var projectedUntil: Instant?

  /// - Parameter isRestricted: whether the SQL is a user's own, which may only read.
  public init(_ log: EventLog, isRestricted: Bool = false) throws(StoreError) {
    self.log = log
    self.isRestricted = isRestricted
    try SQLFunctions.register(on: log.connection)
  }

  /// Names of parameters that the SQL uses, without colon.
  public func parameterNames(of sql: String) throws(StoreError) -> [String] {
    try log.connection.prepare(sql).parameterNames.compactMap { $0.map { String($0.dropFirst()) } }
  }

  /// Lays the projections of the question's as-of over the live ones where they differ.
  ///
  /// - Precondition: one as-of for a runner's whole life, once it was an earlier one.
  private func prepare(_ question: Question, progress: (Int) -> Void) throws(StoreError) {
    guard let last = try log.span()?.upperBound, question.asOf < last, projectedUntil != question.asOf else { return }
    try ReadModel.project(log, until: question.asOf, progress: progress)
    projectedUntil = question.asOf
  }

  /// Runs one statement. A question about the past is answered from projections laid over the live ones.
  ///
  /// - Parameter row: called with the values of each row.
  /// - Returns: the names of the columns.
  public func run(
    _ sql: String, _ question: Question, progress: (Int) -> Void = { _ in }, row: ([Value]) -> Void
  ) throws(StoreError) -> [String] {
    try prepare(question, progress: progress)
    let span = try log.span()
    if isRestricted { log.connection.setAuthorizer(.readOnly) }
    defer { if isRestricted { log.connection.setAuthorizer(nil) } }
    let statement = try log.connection.prepare(sql)
    let values = question.allParameters(span: span)
    for case let name? in statement.parameterNames {
      switch values[String(name.dropFirst())] ?? .null {
      case .null: try statement.bind(nil as String?, named: name)
      case .integer(let value): try statement.bind(value, named: name)
      case .real(let value): try statement.bind(value, named: name)
      case .text(let value): try statement.bind(value, named: name)
      case .blob(let value): try statement.bind(value, named: name)
      }
    }
    while try statement.step() { row(statement.values) }
    return statement.columnNames
  }
}
