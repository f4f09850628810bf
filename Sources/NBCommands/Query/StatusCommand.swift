import ArgumentParser
import NBBasics
import NBEventLog
import NBObservations
import NBReadModel
import NBReports
import NBSQLite
import NBSources

#if canImport(Glibc)
  import Glibc
#endif

/// `nbtrack status`.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show every instance as it is, or one in full.",
    usage: "nbtrack status [<options>] [<notebook-id>]",
    discussion: """
      EXAMPLES:
        nbtrack status                   all instances
        nbtrack status --status RUNNING --flavor-class gpu
        nbtrack status vision-train-01   one in full, by its name
        nbtrack status f9937afa          or by a unique prefix of its id
        nbtrack status --user mei.tanaka --sort since
        nbtrack status --fail-if-older 15m
                                         for cron: status 3 if polls stopped
        nbtrack status --format json     every column, for programs

      A terminal shows how many instances have each status, then a line each,
      what needs attention first; ids are shortened as far as they stay unique.
      The other formats have every column in full.

      EXIT STATUS:
        0 done, 1 failed: no database, or no instance or several match,
        3 the log ends too long ago (--fail-if-older), 64 wrong usage
      """)

  @Argument(help: ArgumentHelp("An instance, by its id or name, or a unique part of them.", valueName: "notebook"))
  var notebookID: String?

  @Option(help: "Only this status, in any case.") var status: String?
  @Option(help: "Only this flavor; its end will do: v100.") var flavor: String?
  @Option(help: "Only cpu, gpu, npu or unknown.") var flavorClass: String?
  @Option(help: "Only this image: id, id:tag, name or name:tag.") var image: String?
  @Option(help: "Only this workspace.") var workspace: String?
  @Option(help: "Only this user.") var user: String?
  @Option(help: "Only this region.") var region: String?
  @Option(help: "Only this project.") var project: String?
  @Option(
    help: ArgumentHelp(
      "Order by status, name, since, user, flavor, lease, seen, region or project; 'since desc' for the latest first.",
      valueName: "key"))
  var sort: StatusSort?
  @Flag(help: "Show no row where nothing in the log has what a filter names, instead of failing.")
  var allowEmpty = false
  @Option(
    help: ArgumentHelp("End with status 3 if the log ends longer ago.", valueName: "duration"),
    transform: DurationArgument.init(_:))
  var failIfOlder: DurationArgument?
  @Option(
    help: ArgumentHelp("Answer as if the log ended there: 2026-11-16, 24h ago.", valueName: "time"),
    transform: TimeWord.init(_:))
  var asOf: TimeWord?
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var choice: RowChoice

  /// What the list shows: the columns of the query `instances` that a person looks for first.
  private static let listed = [
    "notebook_id", "name", "status", "status_since_high", "last_observed_at", "flavor", "flavor_class", "image_name",
    "image_tag", "lease_end", "user_name", "workspace_id",
  ]

  func run() throws {
    let log = try database.openToAsk()
    let present = try Present(log)
    var typed = TypedQuestion(.name("instances"))
    typed.times.asOf = asOf
    typed.allowsEmpty = allowEmpty
    typed.settings = TypedQuestion.Setting.options([
      ("flavor", flavor), ("flavor-class", flavorClass), ("image", image), ("workspace", workspace), ("user", user),
      ("region", region), ("project", project), ("instance", notebookID),
    ])
    let question = try typed.question(present)
    Announcement.times(typed.times, present)
    let runner = try QueryRunner(log)
    var table = try ResultTable.answer(question, runner)
    try keepStatus(&table)
    if let sort { table = sort.sorted(table) }
    try write(table, question, runner, log)
    try checkAge(question, present)
  }

  /// Ends with the status of a gate when the last event is older than it may be; before as-of, if that was given.
  private func checkAge(_ question: Question, _ present: Present) throws {
    guard let failIfOlder else { return }
    let now = asOf == nil ? present.clock : question.period.asOf
    guard let last = present.span.map({ min($0.upperBound, now) }), now - last <= failIfOlder.milliseconds else {
      throw CommandFailure(.gate)
    }
  }

  /// Keeps the rows of the status asked for. A word that is neither a status of the API nor in the log is a mistake.
  private func keepStatus(_ table: inout Table) throws {
    guard let status, let index = table.index(of: "status") else { return }
    let word = String(status.uppercased().map { $0 == "-" ? "_" : $0 })
    let seen = Set(table.rows.compactMap { $0[index].text?.uppercased() })
    if !seen.contains(word), InstanceStatus(word: word) == .other, !allowEmpty {
      throw QuestionFault.nothing(
        "no instance has the status \(status); seen: \(seen.sorted().joined(separator: ", "))",
        hint: "With --allow-empty that is an answer without rows.")
    }
    table.rows.removeAll { ($0[index].text ?? "").uppercased() != word }
  }

  private func write(_ table: Table, _ question: Question, _ runner: QueryRunner, _ log: EventLog) throws {
    if notebookID != nil { return try writeOne(table) }
    let chosen = try choice.apply(to: table)
    if choice.columns != nil { return try output.write(chosen) }
    if output.resolvedFormat == .table { return try writePage(chosen, question, runner, log) }
    let indices = Self.listed.compactMap { chosen.index(of: $0) }
    try output.write(
      Table(columns: indices.map { chosen.columns[$0] }, rows: chosen.rows.map { row in indices.map { row[$0] } }))
  }

  private func writePage(_ table: Table, _ question: Question, _ runner: QueryRunner, _ log: EventLog) throws {
    let all = question.filter.isEmpty && status == nil ? table : try ResultTable.answer(unfiltered(question), runner)
    var page = StatusPage(
      sort == nil ? StatusPage.byStatus(table) : table, labels: InstanceLabels(all), total: all.rows.count,
      asOf: question.period.asOf, now: asOf == nil ? Clock.now : nil)
    if asOf == nil { page.warnings = try FailingList.all(in: log).map(Self.words) }
    try output.write(page.document)
  }

  /// `The list of eu-de 4b6e006b cannot be polled: HTTP 503 at 19 Nov 23:50 UTC.`
  private static func words(_ failing: FailingList) -> Phrase {
    let place = [failing.region, String(failing.projectID.prefix(8))].filter { !$0.isEmpty }.joined(separator: " ")
    let reason = failing.httpStatus == 0 ? "no answer" : "HTTP \(failing.httpStatus)"
    let time = TimeWords.minute(failing.at, year: TimeWords.year(Clock.now))
    return Phrase("The list of \(place.isEmpty ? "the project" : place) cannot be polled: \(reason) at \(time) UTC.")
  }

  private func unfiltered(_ question: Question) -> Question { Question(question.query, question.period) }

  /// One instance: on a terminal a line a value, else its row.
  private func writeOne(_ table: Table) throws {
    guard output.resolvedFormat == .table, let row = table.rows.first else { return try output.write(table) }
    let rows = zip(table.columns, row).map { column, cell -> [Cell] in
      [.text(column.name), cell.isNull ? .text("") : cell]
    }
    try output.write(Table(columns: [Column("field", .identifier), Column("value", .identifier)], rows: rows))
  }
}
