import ArgumentParser
import NBBasics
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
        nbtrack query failure-rates --min-n 5 --fail-if 'failure_rate_low > 5%' --quiet
        nbtrack query attempts --instance vision-train-01 --from yesterday
        nbtrack query mine.sql --param limit=10 --format json
        nbtrack query -c 'SELECT count(*) AS starts FROM chosen_attempt' --week last

      A start belongs to the window in which it began; exposure is cut at its ends.

      EXIT STATUS:
        0 done, 1 failed, 3 a gate tripped (--fail-if-any: any row;
        --fail-if: any row for which it holds), 4 not intact (--verified),
        64 wrong usage
      """)

  @Argument(
    help: ArgumentHelp("A named query, a file that ends in .sql, or - for SQL from standard input.", valueName: "name"),
    completion: .list(NamedQuery.all.map(\.name)))
  var name: String?

  @Option(name: .customShort("c"), help: ArgumentHelp("Ask this SQL.", valueName: "sql")) var sql: String?
  @Flag(help: "List the named queries.") var list = false
  @Option(
    help: ArgumentHelp("Print the SQL of a named query.", valueName: "name"),
    completion: .list(NamedQuery.all.map(\.name))) var show: String?
  @Flag(help: "Verify the whole database first, and ask nothing of one that is not intact (status 4).")
  var verified = false
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
  @OptionGroup var choice: RowChoice
  @Option(help: ArgumentHelp("Order the rows by a column, ascending unless it says desc.", valueName: "column[ desc]"))
  var sort: String?
  @Option(
    name: .customLong("min-n"),
    help: ArgumentHelp("Only groups of at least so many starts (the column n, else attempts).", valueName: "count"))
  var minimum: Int?
  @Option(help: ArgumentHelp("Give up after so many seconds. Default: never.", valueName: "seconds"))
  var timeout: Double?
  @OptionGroup var gate: GateOptions

  func validate() throws {
    guard [name != nil, sql != nil, list, show != nil].filter({ $0 }).count == 1 else {
      throw ValidationError("give the name of a query or an .sql file, or one of -c, --list and --show")
    }
    guard timeout.map({ $0 > 0 && $0 <= 2_000_000 }) ?? true else {
      throw ValidationError("--timeout takes seconds above 0")
    }
    for text in param where !text.contains("=") { throw ValidationError("--param takes name=value") }
  }

  func run() throws {
    if list { return try writeList() }
    if let show { return try write(show) }
    var typed = TypedQuestion(sql.map(TypedQuestion.Source.sql) ?? .name(name ?? ""))
    typed.by = by
    typed.settings = filters.typed
    typed.times = window.typed
    typed.bindings = param
    typed.allowsEmpty = filters.allowEmpty
    typed.isGate = gate.isGiven
    let log = try verified ? database.openToAskVerified() : database.openToAsk()
    let present = try Present(log)
    let question = try typed.question(present)
    Announcement.times(typed.times, present)
    let runner = try QueryRunner(log)
    if let timeout {
      let end = Clock.monotonicMilliseconds + Int64(timeout * 1000)
      runner.isOver = { Clock.monotonicMilliseconds >= end }
    }
    let table = try answer(question, runner)
    let isPage = output.resolvedFormat == .table
    try write(table, isPage ? AnswerPage(question, table, log, runner) : AnswerPage())
  }

  private func answer(_ question: Question, _ runner: QueryRunner) throws -> Table {
    do {
      return try ResultTable.answer(question, runner)
    } catch let error as Failure where error.kind == .interrupted && timeout != nil {
      throw CommandFailure(
        .failed, "no answer within --timeout \(timeout.map { "\($0)" } ?? "") seconds",
        hint: "Ask for less, or give it more time.")
    }
  }

  /// Writes what of the answer was asked for; a gate looks at every row that counts, whether it is shown or not.
  private func write(_ table: Table, _ page: AnswerPage) throws {
    let counted = try counted(table)
    let tripped = try gate.tripped(counted, of: table)
    var places = try choice.shown(counted, of: table, sort: sort)
    if gate.quiet { places.removeAll { !tripped.contains($0) } }
    var shown = table
    shown.rows = places.map { table.rows[$0] }
    shown = try choice.columns(of: shown)
    if output.isForPeople { shown = gate.marked(shown, places, tripped) }
    if !gate.quiet || !tripped.isEmpty { try output.write(shown, page) }
    if !tripped.isEmpty { throw CommandFailure(.gate) }
  }

  /// The places of the rows of groups large enough.
  private func counted(_ table: Table) throws -> [Int] {
    guard let minimum else { return Array(table.rows.indices) }
    guard let index = table.index(of: "n") ?? table.index(of: "attempts") else {
      throw QuestionFault("--min-n needs a column n or attempts, which the query does not have")
    }
    return table.rows.indices.filter { table.rows[$0][index].number.map { $0 >= Double(minimum) } ?? false }
  }

  private func write(_ name: String) throws {
    guard let query = NamedQuery.named(name) else {
      throw QuestionFault(
        "there is no query \(name)",
        hint: Suggestion.hint(for: name, among: NamedQuery.all.map(\.name), or: "nbtrack query --list names them."))
    }
    let standard = StandardOutput()
    try standard.write(query.sql)
    try standard.flush()
  }

  private func writeList() throws {
    let rows = NamedQuery.all.map { query in
      [Cell.text(query.name), .text(query.header.title), .text(query.header.question)]
    }
    try output.write(
      Table(columns: [Column("name", .identifier), Column("title", .text), Column("question", .text)], rows: rows))
  }
}
