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

  /// - Parameter folder: where the SQL files of the definition are, with a slash at the end; empty: here.
  init(_ database: DatabaseOptions, period: ReportPeriod, folder: String) throws {
    self.database = database
    self.folder = folder
    utcOffset = period.utcOffset?.milliseconds
    let view = try LogView(database)
    let span = try view.log.span()
    head = try view.log.head()
    asOf = period.resolvedAsOf(span)
    let week = period.resolvedWeek(asOf: asOf)
    context = ReportContext(
      head: head.digest.hex, events: try LogInfo.events(view.log, until: asOf), asOf: asOf.rfc3339,
      versions: try view.versions(),
      window: period.window(week), before: period.windowBefore(week, span))
    views[asOf] = view
  }

  func table(query: String, parameters: [QueryParameter]) throws -> Table {
    do {
      var typed = try TypedQuestion(path(query), parameters)
      typed.times.asOf = typed.times.asOf ?? asOf
      typed.times.utcOffset = typed.times.utcOffset ?? utcOffset
      return try view(typed.times.asOf ?? asOf).answer(typed)
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
    try [ReportVersion("nbreport", Version.text)]
      + LogInfo.versions(log).map { ReportVersion($0.name, String($0.version)) }
  }

  func answer(_ typed: TypedQuestion) throws -> Table {
    try ResultTable.answer(typed.question(log.span()), runner)
  }
}
