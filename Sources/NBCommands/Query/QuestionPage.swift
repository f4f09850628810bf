import NBBasics
import NBEventLog
import NBReadModel
import NBReports

extension AnswerPage {
  /// What a page says beside the rows of this answer: the names of its instances and the days that it is about.
  ///
  /// - Parameter table: the rows; instances are looked up only where they show some.
  init(_ question: Question, _ table: Table, _ log: EventLog, _ runner: QueryRunner) throws {
    let asOf = question.period.asOf
    year = TimeWords.year(asOf)
    query = question.query.isUsersOwn ? nil : question.query.name
    if let span = try log.span() {
      let from = max(question.period.from ?? span.lowerBound, span.lowerBound)
      let until = min(question.period.until.map { $0 + -1 } ?? asOf, asOf)
      if from <= until { days = TimeWords.days(from, until, year: year) }
    }
    guard table.index(of: "notebook_id") != nil || table.index(of: "instance") != nil else { return }
    labels = try Self.labels(asOf, runner)
  }

  /// The names of all instances.
  private static func labels(_ asOf: Instant, _ runner: QueryRunner) throws -> InstanceLabels? {
    guard let query = NamedQuery.named("instances") else { return nil }
    return InstanceLabels(try ResultTable.answer(Question(query, Period(asOf: asOf)), runner))
  }
}

extension InstanceLabels {
  /// Labels from rows of the query `instances`.
  init(_ instances: Table) {
    self.init(
      instances.rows.indices.compactMap { row in
        instances.cell("notebook_id", row: row).text.map { ($0, instances.cell("name", row: row).text) }
      })
  }
}
