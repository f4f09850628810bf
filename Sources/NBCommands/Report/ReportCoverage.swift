import NBBasics
import NBEventLog
import NBReadModel
import NBReports
import NBSQLite

/// Whether the log says anything about the time of a report, and what it says instead.
struct ReportCoverage {
  let log: EventLog
  let runner: QueryRunner
  let present: Present
  let asOf: Instant
  let utcOffset: Int64

  /// Refuses a report about nothing, and says what there is.
  func check(_ window: ReportWindow, from: Instant, until: Instant) throws {
    guard let span = present.span, span.lowerBound <= asOf else {
      throw CommandFailure(
        .failed, "the log is empty", hint: "Collect with nbtrack watch, or run nbtrack ingest FILE first.")
    }
    let end = TimeWords.minute(min(asOf, span.upperBound))
    if from > asOf {
      throw CommandFailure(
        .failed, "\(window.label) had not begun when the log ended, \(end) UTC", hint: try hint(span))
    }
    let events = try log.eventCount(until: min(until + -1, asOf)) - log.eventCount(until: from + -1)
    if events == 0 {
      throw CommandFailure(.failed, "nothing was observed in \(window.label)", hint: try hint(span))
    }
  }

  /// The latest week with starts, and how to ask for it.
  private func hint(_ span: ClosedRange<Instant>) throws -> String {
    guard let query = NamedQuery.named("failure-rates") else { return "" }
    var question = Question(query, Period(asOf: asOf))
    question.period.utcOffset = utcOffset
    question.by = [.week]
    let table = try ResultTable.answer(question, runner)
    let rows = table.rows.indices.filter { (starts(table, $0)) > 0 }
    let last = rows.max { (table.cell("week", row: $0).text ?? "") < (table.cell("week", row: $1).text ?? "") }
    guard let last, let text = table.cell("week", row: last).text else {
      return "The log reaches from \(TimeWords.minute(span.lowerBound)) to \(TimeWords.minute(span.upperBound)) UTC "
        + "and holds no start."
    }
    let count = NumberWords.count(starts(table, last), "start")
    let isOpen = ISOWeek(text: text).map { asOf + 1 < $0.end + -utcOffset } ?? false
    return "The log holds \(count) of \(text)\(isOpen ? ", which is not over" : ""): --week \(text)."
  }

  private func starts(_ table: Table, _ row: Int) -> Int64 {
    Int64((table.cell("attempts", row: row).number ?? 0) - (table.cell("refused", row: row).number ?? 0))
  }
}
