import NBBasics
import NBEventLog
import NBObservations
import NBReadModel
import NBReports
import NBSQLite

/// Answers the questions of a report from one log, all from one state of it.
final class LogReportProvider: ReportProvider {
  let context: ReportContext
  private let database: DatabaseOptions
  private let folder: String
  private let utcOffset: Int64?
  /// A connection for each as-of: projections of an earlier time lie over the live ones of their connection.
  private var views: [Instant: LogView] = [:]
  private let head: LogHead
  private let asOf: Instant
  /// What words for times are read against.
  let present: Present

  /// - Parameter folder: where the SQL files of the definition are, with a slash at the end; empty: here.
  init(_ database: DatabaseOptions, period: ReportPeriod, folder: String) throws {
    self.database = database
    self.folder = folder
    utcOffset = period.utcOffset?.milliseconds
    let view = try LogView(database)
    present = try Present(view.log)
    head = try view.log.head()
    asOf = period.resolvedAsOf(present)
    let week = period.resolvedWeek(asOf: asOf, present)
    context = ReportContext(
      head: head.digest.hex, events: try view.log.eventCount(until: asOf), asOf: asOf.rfc3339,
      versions: try view.versions(),
      window: period.window(week), before: period.windowBefore(week, present.span))
    views[asOf] = view
  }

  func table(query: String, parameters: [QueryParameter]) throws -> Table {
    do {
      var typed = try TypedQuestion(path(query), parameters)
      typed.times.asOf = typed.times.asOf ?? .instant(asOf)
      typed.times.utcOffset = typed.times.utcOffset ?? utcOffset
      let question = try typed.question(present)
      return try view(question.period.asOf).answer(question)
    } catch let fault as QuestionFault {
      throw QuestionError(message: fault.message, hint: fault.hint)
    }
  }

  /// A file of the user's own stands beside the definition.
  private func path(_ query: String) -> String {
    query.hasSuffix(".sql") && !query.hasPrefix("/") ? folder + query : query
  }

  private func view(_ asOf: Instant) throws -> LogView {
    if let view = views[asOf] { return view }
    let view = try LogView(database)
    guard try view.log.head() == head else {
      throw CommandFailure(
        .failed, "the log grew while the report was made", hint: "Run the same command again.")
    }
    views[asOf] = view
    return view
  }
}

/// A connection that sees one state of the log until it is closed.
private final class LogView {
  let log: EventLog
  private let runner: QueryRunner

  init(_ database: DatabaseOptions) throws {
    log = try database.openToAsk()
    runner = try QueryRunner(log)
  }

  /// The versions of the binary, the schema and the projections.
  func versions() throws -> [ReportVersion] {
    var versions = [
      ReportVersion("nbreport", Version.text), ReportVersion("schema", String(try log.schemaVersion)),
    ]
    for (name, version) in try ReadModel.versions(log) {
      versions.append(ReportVersion("projection " + name, String(version)))
    }
    return versions
  }

  func answer(_ question: Question) throws -> Table {
    try ResultTable.answer(question, runner)
  }
}
