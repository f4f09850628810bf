import NBBasics
import NBEventLog
import NBReadModel
import NBReports

extension AnswerPage {
  /// What a page says beside the rows of this answer: the names of its instances and images and the days that it is about.
  ///
  /// - Parameter table: the rows; they are looked up only where they show some.
  init(_ question: Question, _ table: Table, _ log: EventLog, _ runner: QueryRunner) throws {
    let asOf = question.period.asOf
    year = TimeWords.year(asOf)
    query = question.query.isUsersOwn ? nil : question.query.name
    if let span = try log.span() {
      let from = max(question.period.from ?? span.lowerBound, span.lowerBound)
      let until = min(question.period.until.map { $0 + -1 } ?? asOf, asOf)
      if from <= until { days = TimeWords.days(from, until, year: year) }
    }
    // What narrows the answer is part of what it is about: `GPU, 9–19 Nov`.
    let chosen = FilterField.allCases.filter { $0 != .instance }.compactMap { question.filter[$0] }
    let words = chosen.map { ["cpu", "gpu", "npu"].contains($0) ? $0.uppercased() : $0 }
    if !words.isEmpty { days = (words + [days].compactMap { $0 }).joined(separator: ", ") }
    guard ["notebook_id", "instance", "image_id"].contains(where: { table.index(of: $0) != nil }) else { return }
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
    var images: [String: String] = [:]
    for row in instances.rows.indices {
      guard let id = instances.cell("image_id", row: row).text, let name = instances.cell("image_name", row: row).text
      else { continue }
      images[id] = name
    }
    self.init(
      instances.rows.indices.compactMap { row in
        instances.cell("notebook_id", row: row).text.map { ($0, instances.cell("name", row: row).text) }
      }, images: images)
  }
}
