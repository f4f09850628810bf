import ArgumentParser
import NBReadModel
import NBReports
import NBSources

/// `nbtrack why`.
struct WhyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Say whether a start was slow, in which step, and whether it is the platform or this notebook.",
    discussion: """
      EXAMPLES:
        nbtrack why vision-train-01      its latest start
        nbtrack why f9937afa --attempt 3 an earlier one; nbtrack history lists them
        nbtrack why f9937afa --format jsonl
                                         the same as rows, for programs

      A start is compared with the starts of the same flavor and kind within half
      an hour of it, and in the 14 days before that. Slow means that
      at most 25 of 100 comparable starts took longer. docs/changes.md says how
      that is estimated from polls.

      EXIT STATUS:
        0 done, 1 failed: no database, no such instance or attempt, 64 wrong usage
      """)

  @Argument(help: ArgumentHelp("An instance, by its id or name, or a unique part of them.", valueName: "notebook"))
  var notebook: String
  @Option(help: ArgumentHelp("The number of the start. Default: the latest.", valueName: "number")) var attempt: Int64?
  @Option(
    help: ArgumentHelp(
      "Answer as if the log ended there: 2026-11-16, 24h ago. Default: its last event.", valueName: "time"),
    transform: TimeWord.init(_:))
  var asOf: TimeWord?
  @Option(help: "The region, where several have such an instance.") var region: String?
  @Option(help: "The project, where several have such an instance.") var project: String?
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let log = try database.openToAsk()
    let key = try InstanceNames.find(notebook, region: region, project: project, in: log).key
    let (times, present) = (TypedTimes(asOf: asOf), try Present(log))
    let period = try times.period(present)
    Announcement.times(times, present)
    guard let answer = try PeerReader.read(key, attempt: attempt, period, QueryRunner(log)) else {
      throw CommandFailure(
        .failed,
        attempt.map { "\(notebook) has no start number \($0)" } ?? "no start of \(notebook) was observed",
        hint: "`nbtrack history \(notebook)` lists its starts.")
    }
    let verdict = WhyVerdict(answer).sentence
    guard output.resolvedFormat == .table else { return try output.write(WhyTable.table(answer, key, verdict)) }
    let standard = StandardOutput()
    let page = WhyPage(answer, shown: answer.name ?? key.notebookID, verdict: verdict, asOf: period.asOf)
    try standard.write(page.lines.map { $0 + "\n" }.joined())
    try standard.flush()
  }
}
