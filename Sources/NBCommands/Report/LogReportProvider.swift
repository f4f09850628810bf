import NBBasics
import NBEventLog
import NBReadModel
import NBReports
import NBSQLite

/// Answers the questions of a report from one log, all from one state of it.
final class LogReportProvider: ReportProvider {
  let context: ReportContext
  /// What words for times are read against.
  let present: Present
  /// What words for times meant, and that the log ended a while ago.
  let announcements: [String]
  private let database: DatabaseOptions
  private let folder: String
  private let utcOffset: Int64
  private let filters: [TypedQuestion.Setting]
  /// A connection for each as-of: projections of an earlier time lie over the live ones of their connection.
  private var views: [Instant: LogView] = [:]
  private let head: LogHead
  private let asOf: Instant

  /// - Parameters:
  ///   - folder: where the SQL files of the definition are, with a slash at the end; empty: here.
  ///   - filters: what every question is narrowed to that can be.
  ///   - by: the dimension of breakdowns; nil: that of the definition.
  init(
    _ database: DatabaseOptions, period: ReportPeriod, folder: String, filters: [TypedQuestion.Setting] = [],
    by: String? = nil
  ) throws {
    self.database = database
    self.folder = folder
    self.filters = filters
    utcOffset = period.utcOffset
    let view = try LogView(database)
    present = try Present(view.log)
    head = try view.log.head()
    asOf = period.resolvedAsOf(present)
    let windows = try period.windows(asOf: asOf, present)
    guard let from = Instant(rfc3339: windows.window.from), let until = Instant(rfc3339: windows.window.until) else {
      preconditionFailure("a window that is none")
    }
    try ReportCoverage(log: view.log, runner: view.runner, present: present, asOf: asOf, utcOffset: utcOffset)
      .check(windows.window, from: from, until: until)
    try view.check(filters, asOf: asOf, present)
    let reachesBack = present.span.map { $0.lowerBound < from } ?? false
    var context = ReportContext(
      head: head.digest.hex, events: try view.log.eventCount(until: asOf), asOf: asOf.rfc3339,
      versions: try view.versions(), window: windows.window, before: reachesBack ? windows.before : nil)
    context.utcOffset = utcOffset
    context.filters = filters.map { "\($0.name.map { $0 == "_" ? " " : String($0) }.joined()) \($0.text)" }
    context.arguments =
      ([windows.arguments] + filters.map { "\($0.shown) \(Self.quoted($0.text))" }).joined(separator: " ")
    context.by = by
    self.context = context
    announcements = period.spoken(windows, present) + (period.asOf == nil ? [present.staleness].compactMap { $0 } : [])
    views[asOf] = view
  }

  private static func quoted(_ text: String) -> String {
    text.allSatisfy { $0.isLetter || $0.isNumber || "._-:@".contains($0) } ? text : "'\(text)'"
  }

  func table(query: String, parameters: [NBReports.QueryParameter]) throws -> Table {
    do {
      var typed = try TypedQuestion(path(query), parameters)
      typed.times.asOf = typed.times.asOf ?? .instant(asOf)
      typed.times.utcOffset = typed.times.utcOffset ?? utcOffset
      typed.settings += filters.filter { filter in
        !typed.settings.contains { $0.name == filter.name } && typed.takes(filter)
      }
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

extension TypedQuestion {
  /// Whether what is asked can be narrowed so. A file of the user's own sees chosen rows whatever it declares.
  fileprivate func takes(_ filter: Setting) -> Bool {
    guard case .name(let name) = source, let query = NamedQuery.named(name) else { return true }
    return FilterField(rawValue: filter.name).map { query.header.filters.contains($0) } ?? false
  }
}

/// A connection that sees one state of the log until it is closed.
private final class LogView {
  let log: EventLog
  let runner: QueryRunner

  init(_ database: DatabaseOptions) throws {
    log = try database.openToAsk()
    runner = try QueryRunner(log, seesOneState: true)
  }

  /// Refuses filters that nothing in the log has, with what there is.
  func check(_ filters: [TypedQuestion.Setting], asOf: Instant, _ present: Present) throws {
    guard !filters.isEmpty else { return }
    var typed = TypedQuestion(.name("instances"))
    typed.times.asOf = .instant(asOf)
    typed.settings = filters
    do {
      _ = try answer(typed.question(present))
    } catch let fault as QuestionFault {
      throw CommandFailure(.failed, fault.message, hint: fault.hint)
    }
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
