import NBBasics
import NBEventLog
import NBObservations
import NBSQLite

/// Answers questions about one log, with the SQL functions registered.
package final class QueryRunner {
  private let log: EventLog
  private var projectedUntil: Instant?

  package init(_ log: EventLog) throws(StoreError) {
    self.log = log
    try SQLFunctions.register(on: log.connection)
    try ChosenViews.prepare(log.connection)
  }

  /// Answers a question. One about the past is answered from projections laid over the live ones.
  ///
  /// - Precondition: one as-of for a runner's whole life, once it was an earlier one.
  /// - Parameter row: called with the values of each row.
  /// - Returns: the columns of the rows.
  package func answer(
    _ question: Question, progress: (Int) -> Void = { _ in }, row: ([Value]) -> Void
  ) throws -> [QueryColumn] {
    let span = try log.span()
    try project(question.period.asOf, span, progress)
    let decidesByBegin = question.query.header.window == .begin || question.query.isUsersOwn
    try ChosenViews.lay(
      question.filter, window: decidesByBegin ? question.period.window(span) : nil, on: log.connection)
    if question.query.isUsersOwn { log.connection.setAuthorizer(.readOnly) }
    defer { if question.query.isUsersOwn { log.connection.setAuthorizer(nil) } }
    let statement = try log.connection.prepare(question.sql)
    try bind(question, span, to: statement)
    let shape = AnswerShape(statement.columnNames, question)
    while try statement.step() { row(shape.values(statement.values)) }
    return shape.columns
  }

  /// Lays the projections as of an earlier time over the live ones.
  private func project(
    _ asOf: Instant, _ span: ClosedRange<Instant>?, _ progress: (Int) -> Void
  ) throws(StoreError) {
    guard let last = span?.upperBound, asOf < last, projectedUntil != asOf else { return }
    try ReadModel.project(log, until: asOf, progress: progress)
    projectedUntil = asOf
  }

  private func bind(_ question: Question, _ span: ClosedRange<Instant>?, to statement: Statement) throws {
    let names = statement.parameterNames.compactMap { $0 }
    for name in question.bindings.keys.sorted() where !names.contains(where: { $0.dropFirst() == name }) {
      throw QuestionFault("the SQL has no parameter :\(name)")
    }
    let values = question.values(span)
    for name in names {
      switch values[String(name.dropFirst())] ?? .null {
      case .null: try statement.bind(nil as String?, named: name)
      case .integer(let value): try statement.bind(value, named: name)
      case .real(let value): try statement.bind(value, named: name)
      case .text(let value): try statement.bind(value, named: name)
      case .blob(let value): try statement.bind(value, named: name)
      }
    }
  }
}

/// A question that makes no sense: the one who asks has to change it.
package struct QuestionFault: Error, Hashable, Sendable {
  /// What is wrong, in one line.
  package let message: String
  /// What would be right, as a sentence; empty when the message says so itself.
  package let hint: String

  package init(_ message: String, hint: String = "") {
    self.message = message
    self.hint = hint
  }
}
