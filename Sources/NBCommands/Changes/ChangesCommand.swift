import ArgumentParser
import NBBasics
import NBObservations
import NBReadModel
import NBReports
import NBSources

#if canImport(Glibc)
  import Glibc
#endif

/// `nbtrack changes`.
struct ChangesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "changes",
    abstract: "Say what became slower or fails more often, since when, from what to what, and how sure that is.",
    discussion: """
      EXAMPLES:
        nbtrack changes                  each flavor, the last 7 days of the log
        nbtrack changes --by image --since 14d
        nbtrack changes --by none --flavor v100
        nbtrack changes --since 2d --fail-if-any --format jsonl
                                         for cron: status 3 if anything changed

      Starts, each of their steps and the failure rate are searched for the time
      at which they differ most before and after, group by group. Starts are
      compared within flavor and kind alone, so that more starts of a slow
      flavor are no change. Where nothing changed, one answer in twenty at most
      names a change; p counts the whole search. docs/changes.md says how.

      EXIT STATUS:
        0 done, 1 failed, 3 something changed (--fail-if-any), 64 wrong usage
      """)

  @Option(help: ArgumentHelp("Group by: dimensions separated by commas, or none. Default: flavor.", valueName: "dim,…"))
  var by: String?
  @Option(
    help: ArgumentHelp(
      "Search the starts since then: 7d (default), 12h, yesterday, 2026-11-16.", valueName: "duration|time"),
    transform: SinceArgument.init(_:))
  var since: SinceArgument?
  @Option(
    help: ArgumentHelp(
      "Answer as if the log ended there: 2026-11-16, 24h ago. Default: its last event.", valueName: "time"),
    transform: TimeWord.init(_:))
  var asOf: TimeWord?
  @Flag(help: "End with status 3 if anything changed.") var failIfAny = false

  @Option(help: "Only this flavor; its end will do: v100.") var flavor: String?
  @Option(help: "Only cpu, gpu, npu or unknown.", completion: .list(["cpu", "gpu", "npu", "unknown"]))
  var flavorClass: String?
  @Option(help: "Only this image: id, id:tag, name or name:tag.") var image: String?
  @Option(help: "Only start or create.", completion: .list(["start", "create"])) var kind: String?
  @Option(help: "Only this workspace.") var workspace: String?
  @Option(help: "Only this user.") var user: String?
  @Option(help: "Only this region.") var region: String?
  @Option(help: "Only this project.") var project: String?
  @Flag(help: "Answer without rows where nothing in the log has what a filter names, instead of failing.")
  var allowEmpty = false
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: OutputOptions

  /// A week, in milliseconds.
  private static let defaultWindow: Int64 = 7 * 86_400_000

  func run() throws {
    let log = try database.openToAsk()
    let present = try Present(log)
    let question = try typed.question(present)
    Announcement.times(typed.times, present)
    let table = try ResultTable.answer(question, QueryRunner(log))
    if output.resolvedFormat == .table {
      let isTerminal = Terminal.isTerminal(STDOUT_FILENO)
      let page = ChangesPage(table, period: question.period)
      let lines = page.lines(isColored: Terminal.usesColor(output.color, isTerminal: isTerminal))
      let standard = StandardOutput()
      try standard.write(lines.map { $0 + "\n" }.joined())
      try standard.flush()
    } else {
      try output.write(table)
    }
    if failIfAny, ChangesPage.hasChanges(table) { throw CommandFailure(.gate) }
  }

  private var typed: TypedQuestion {
    var typed = TypedQuestion(.name("changes"))
    typed.by = by
    typed.times.asOf = asOf
    switch since {
    case .time(let word): typed.times.from = word
    case .duration(let milliseconds): typed.times.last = milliseconds
    case nil: typed.times.last = Self.defaultWindow
    }
    typed.allowsEmpty = allowEmpty
    typed.isGate = failIfAny
    typed.settings = TypedQuestion.Setting.options([
      ("flavor", flavor), ("flavor-class", flavorClass), ("image", image), ("kind", kind), ("workspace", workspace),
      ("user", user), ("region", region), ("project", project),
    ])
    return typed
  }
}

/// `7d`, or a time.
enum SinceArgument {
  /// Milliseconds before as-of.
  case duration(Int64)
  case time(TimeWord)

  init(_ text: String) throws(TimeWord.Mistake) {
    if let duration = DurationArgument(argument: text) {
      self = .duration(duration.milliseconds)
    } else {
      self = .time(try TimeWord(text))
    }
  }
}
