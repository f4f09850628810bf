import NBBasics
import NBEventLog
import NBObservations
import NBSQLite

/// Answers questions about one log, with the SQL functions registered.
package final class QueryRunner {
  private let log: EventLog
  private var projectedUntil: Instant?
  private let spells: SpellCache?
  /// Asked now and then while an answer is made; true ends it with `.interrupted`.
  package var isOver: (() -> Bool)?

  /// - Parameter seesOneState: whether the log stays as it is for the runner's whole life, so that what one answer was made
  ///   from can be kept for the next.
  package init(_ log: EventLog, seesOneState: Bool = false) throws(Failure) {
    self.log = log
    spells = seesOneState ? SpellCache() : nil
    try SQLFunctions.register(on: log.connection, keeping: spells)
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
    try requireWholeDays(question, span)
    try project(question.period.asOf, span, progress)
    let decidesByBegin = question.query.header.window == .begin || question.query.isUsersOwn
    try ChosenViews.lay(
      FilterReading(log: log, question: question).conditions(),
      window: decidesByBegin ? question.period.window(span) : nil, on: log.connection)
    let bounds = question.query.isUsersOwn ? UsersBounds(log.connection) : nil
    defer { bounds?.lift() }
    log.connection.stopStatements(when: isOver)
    defer { log.connection.stopStatements(when: nil) }
    let statement = try prepare(question)
    try bind(question, span, to: statement)
    let shape = AnswerShape(statement.columnNames, question)
    while try statement.step() {
      let values = statement.values
      try bounds?.count(values)
      row(shape.values(values))
    }
    return shape.columns
  }

  /// A merged database counts events by days of UTC: a window that cuts one has no answer there.
  private func requireWholeDays(_ question: Question, _ span: ClosedRange<Instant>?) throws(Failure) {
    let header = question.query.header
    guard header.rows.isEmpty, header.window == .clipped, !question.query.isUsersOwn, let span,
      try log.fleet() != nil
    else { return }
    let (from, until) = question.period.window(span)
    func cuts(_ instant: Instant) -> Bool {
      instant > span.lowerBound && instant <= span.upperBound
        && instant.milliseconds % CivilDate.millisecondsPerDay != 0
    }
    guard cuts(from) || cuts(until) else { return }
    throw Failure(
      .noLog, message: "\(log.path) holds the rows of a fleet, which count events by days of UTC, and no log",
      hint: "Ask about whole days of UTC, or `nbtrack unpack` chosen notebooks.")
  }

  private func prepare(_ question: Question) throws -> Statement {
    do {
      return try log.connection.prepare(question.sql)
    } catch {
      guard error.kind == .readOnly, question.query.isUsersOwn else { throw error }
      if error.message.contains("prohibited") {
        throw QuestionFault.nothing(
          "the query reads a table that is kept from queries", hint: "`nbtrack info` shows the counts of the database.")
      }
      throw QuestionFault.nothing(
        "a query may only read", hint: "Ask with one SELECT; the log changes by ingest alone.")
    }
  }

  /// Lays the projections as of an earlier time over the live ones.
  private func project(
    _ asOf: Instant, _ span: ClosedRange<Instant>?, _ progress: (Int) -> Void
  ) throws(Failure) {
    guard let last = span?.upperBound, asOf < last, projectedUntil != asOf else { return }
    try ReadModel.project(log, until: asOf, progress: progress)
    projectedUntil = asOf
    spells?.removeAll()
  }

  private func bind(_ question: Question, _ span: ClosedRange<Instant>?, to statement: Statement) throws {
    let names = statement.parameterNames.compactMap { $0 }
    for name in question.bindings.keys.sorted() where !names.contains(where: { $0.dropFirst() == name }) {
      throw QuestionFault("the SQL has no parameter :\(name)")
    }
    let values = question.values(span)
    if question.query.isUsersOwn {
      let known = QuestionParameter.known.union(values.keys)
      for name in names where !known.contains(String(name.dropFirst())) {
        throw QuestionFault("\(name) has no value", hint: "Give it with --param \(name.dropFirst())=…")
      }
    }
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
