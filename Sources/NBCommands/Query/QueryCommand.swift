import ArgumentParser
import NBReadModel
import NBReports
import NBSQLite
import NBSources

/// `nbtrack query`.
struct QueryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Ask a named question, or one of your own in SQL.",
    discussion: """
      EXAMPLES:
        nbtrack query --list             the named questions
        nbtrack query step-latency --help
                                         what one answers, takes and means
        nbtrack query step-latency --step 2 --flavor-class gpu
                                         how long step 2 takes on GPU flavors
        nbtrack query failure-rates --by image --week 2026-W47
        nbtrack query exposure --by workspace,week --free-gb EFS=50
        nbtrack query leases --within 1h --fail-if-any
                                         for cron: status 3 if there is one
        nbtrack query failure-rates --fail-if 'failure_rate_low > 0.05'
        nbtrack query mine.sql --param limit=10 --format json

      A start belongs to the window in which it began; exposure is cut at its ends.

      EXIT STATUS:
        0 done, 1 failed, 3 a gate tripped (--fail-if-any: any row;
        --fail-if: any row for which it holds), 64 wrong usage
      """)

  @Argument(
    help: ArgumentHelp("A named query, or a file that ends in .sql.", valueName: "name"),
    completion: .list(NamedQuery.all.map(\.name)))
  var name: String?

  @Flag(help: "List the named queries.") var list = false
  @Option(
    help: ArgumentHelp("Print the SQL of a named query.", valueName: "name"),
    completion: .list(NamedQuery.all.map(\.name))) var show: String?
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var window: WindowOptions
  @OptionGroup var filters: FilterOptions

  @Option(
    help: ArgumentHelp("Group by: dimensions separated by commas, or none.", valueName: "dim,…"),
    completion: .list(Dimension.allCases.map(\.rawValue) + ["none"]))
  var by: String?
  @Option(help: ArgumentHelp("Bind :name in the SQL; may be given again.", valueName: "name=value"))
  var param: [String] = []
  @Flag(help: "End with status 3 if there is any row.") var failIfAny = false
  @Option(help: ArgumentHelp("End with status 3 if the condition holds for any row.", valueName: "column op number"))
  var failIf: [GateCondition] = []

  func validate() throws {
    guard [name != nil, list, show != nil].filter({ $0 }).count == 1 else {
      throw ValidationError("give the name of a query or an .sql file, or --list or --show")
    }
    if let show, NamedQuery.named(show) == nil { throw ValidationError("there is no query \(show); see --list") }
    for text in param where !text.contains("=") { throw ValidationError("--param takes name=value") }
  }

  func run() throws {
    if list { return try writeList() }
    if let show, let query = NamedQuery.named(show) {
      let standard = StandardOutput()
      try standard.write(query.sql)
      return try standard.flush()
    }
    var typed = TypedQuestion(name ?? "")
    typed.by = by
    typed.settings = filters.typed
    typed.times = window.typed
    typed.bindings = param
    let log = try database.openToAsk()
    let runner = try QueryRunner(log)
    let question = try typed.question(log.span())
    let table = try ResultTable.answer(question, runner)
    let isPage = output.resolvedFormat == .table
    try output.write(table, isPage ? AnswerPage(question, table, log, runner) : AnswerPage())
    let hasTripped = try failIf.contains { try $0.trips(table) }
    if hasTripped || (failIfAny && !table.rows.isEmpty) {
      throw CommandFailure(.gate)
    }
  }

  private func writeList() throws {
    let rows = NamedQuery.all.map { query in
      [Cell.text(query.name), .text(query.header.title), .text(query.header.question)]
    }
    try output.write(
      Table(columns: [Column("name", .identifier), Column("title", .text), Column("question", .text)], rows: rows))
  }
}
