import NBBasics
import NBEventLog
import NBSQLite

/// What the filters of a question mean to the log: the conditions of its views.
struct FilterReading {
  private static let mostNamed = 8

  let log: EventLog
  let question: Question

  /// - Throws: ``QuestionFault`` for a value that nothing has, unless the question takes that for an answer.
  func conditions() throws -> [FilterField: String] {
    var conditions: [FilterField: String] = [:]
    for field in FilterField.allCases {
      guard let text = question.filter[field] else { continue }
      conditions[field] = try field == .instance ? instance(text) : condition(field, text)
    }
    return conditions
  }

  private func instance(_ text: String) throws -> String {
    let key = try InstanceNames.find(
      text, region: question.filter[.region], project: question.filter[.project], in: log
    ).key
    return [("region", key.region), ("project_id", key.projectID), ("notebook_id", key.notebookID)]
      .map { "\($0) = \(SQLLiteral.text($1))" }.joined(separator: " AND ")
  }

  private func condition(_ field: FilterField, _ text: String) throws -> String {
    let readings = field.conditions(text)
    // A word of the program's own means the same where no row has it.
    if field.words != nil { return readings[0] }
    let sources = sources(field)
    for reading in readings {
      for source in sources where try hasRow(source, reading) { return reading }
    }
    if question.allowsEmpty { return readings[0] }
    throw QuestionFault.nothing(
      "no \(sources[0].noun) has the \(field.option) \(text); seen: \(try seen(field, sources[0]))",
      hint: "With --allow-empty that is an answer without rows.")
  }

  /// The relations in which a value is looked for, the first of them the one that is spoken of.
  private func sources(_ field: FilterField) -> [(name: String, noun: String)] {
    let rows = question.query.isUsersOwn ? [.attempt, .instance] : question.query.header.rows
    let attempts = (name: "attempt_dimension", noun: "start")
    let instances = (name: "instance_dimension", noun: "instance")
    if rows.contains(.exposure) {
      // The views of attempts and instances are the faster to ask, and know nearly everything.
      let exposed = "exposure_dimension WHERE as_of_ms = \(question.period.asOf.milliseconds)"
      return [instances, attempts, (name: exposed, noun: "instance")]
    }
    return rows.contains(.attempt) ? [attempts] + (rows.contains(.instance) ? [instances] : []) : [instances]
  }

  private func hasRow(_ source: (name: String, noun: String), _ condition: String) throws(Failure) -> Bool {
    let word = source.name.contains(" WHERE ") ? "AND" : "WHERE"
    return try log.connection.firstValue("SELECT 1 FROM \(source.name) \(word) (\(condition)) LIMIT 1") != nil
  }

  /// What there is, the most frequent first.
  private func seen(_ field: FilterField, _ source: (name: String, noun: String)) throws(Failure) -> String {
    let statement = try log.connection.prepare(
      "SELECT \(field.label) AS label, count(*) FROM \(source.name) WHERE label IS NOT NULL GROUP BY label "
        + "ORDER BY count(*) DESC, label LIMIT \(Self.mostNamed + 1)")
    var labels: [String] = []
    while try statement.step() { labels.append(statement.text(0)) }
    guard !labels.isEmpty else { return "none" }
    return labels.prefix(Self.mostNamed).joined(separator: ", ") + (labels.count > Self.mostNamed ? ", …" : "")
  }
}
