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
        nbtrack status f9937afa          one in full; a unique prefix will do
        nbtrack status --user mei.tanaka --sort since
        nbtrack status --format json     every column, for programs

      A terminal shows how many instances have each status, then a line each,
      what needs attention first; ids are shortened as far as they stay unique.
      The other formats have every column in full.

      EXIT STATUS:
        0 done, 1 failed: no database, or no instance or several match the id,
        64 wrong usage
      """)

  @Argument(help: ArgumentHelp("An instance, or a unique prefix of its id.", valueName: "notebook-id"))
  var notebookID: String?

  @Option(help: "Only this status, in any case.") var status: String?
  @Option(help: "Only this flavor.") var flavor: String?
  @Option(help: "Only cpu, gpu, npu or unknown.") var flavorClass: String?
  @Option(help: "Only this workspace.") var workspace: String?
  @Option(help: "Only this user.") var user: String?
  @Option(help: "Only this region.") var region: String?
  @Option(help: "Only this project.") var project: String?
  @Option(
    help: ArgumentHelp(
      "Order by status, name, since, user, flavor, lease, seen, region or project; 'since desc' for the latest first.",
      valueName: "key"))
  var sort: StatusSort?
  @Option(help: ArgumentHelp("Answer as if the log ended there: 2026-11-16T08:00:00Z.", valueName: "time")) var asOf:
    InstantArgument?
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: OutputOptions

  /// What the list shows: the columns of the query `instances` that a person looks for first.
  private static let listed = [
    "notebook_id", "name", "status", "status_since_high", "last_observed_at", "flavor", "flavor_class", "image_name",
    "image_tag", "lease_end", "user_name", "workspace_id",
  ]

  func run() throws {
    let log = try database.openToAsk()
    var typed = TypedQuestion("instances")
    typed.times.asOf = asOf?.instant
    typed.settings = [
      ("flavor", flavor), ("flavor-class", flavorClass), ("workspace", workspace), ("user", user), ("region", region),
      ("project", project),
    ].compactMap { option, text in
      text.map { TypedQuestion.Setting(option: option, shown: "--" + option, text: $0) }
    }
    let question = try typed.question(log.span())
    let runner = try QueryRunner(log)
    var table = try ResultTable.answer(question, runner)
    if let status, let index = table.index(of: "status") {
      table.rows.removeAll { ($0[index].text ?? "").uppercased() != status.uppercased() }
    }
    if let sort { table = sort.sorted(table) }
    if let notebookID {
      let key = try InstanceFinder.find(notebookID, in: log)
      let parts = [("region", key.region), ("project_id", key.projectID), ("notebook_id", key.notebookID)]
        .map { (index: table.index(of: $0), text: $1) }
      table.rows.removeAll { row in parts.contains { part in part.index.map { row[$0].text } != part.text } }
      return try writeOne(table)
    }
    if output.resolvedFormat == .table { return try writePage(table, question, runner) }
    let indices = Self.listed.compactMap { table.index(of: $0) }
    try output.write(
      Table(columns: indices.map { table.columns[$0] }, rows: table.rows.map { row in indices.map { row[$0] } }))
  }

  private func writePage(_ table: Table, _ question: Question, _ runner: QueryRunner) throws {
    let all = question.filter.isEmpty && status == nil ? table : try ResultTable.answer(unfiltered(question), runner)
    let page = StatusPage(
      sort == nil ? StatusPage.byStatus(table) : table, labels: InstanceLabels(all), total: all.rows.count,
      asOf: question.period.asOf, now: asOf == nil ? Clock.now : nil)
    try output.write(page.document)
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
