import ArgumentParser
import NBEventLog
import NBObservations
import NBReadModel
import NBReports
import NBSources

#if canImport(Glibc)
  import Glibc
#endif

/// `nbtrack history`.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Show the life of one instance: statuses, starts with their steps, refusals, gaps, exposure.",
    discussion: """
      EXAMPLES:
        nbtrack history vision-train-01      by name, or a unique part of it
        nbtrack history f9937afa             or a unique prefix of the id
        nbtrack history f9937afa --last 7d   a window; also --week, --from
        nbtrack history f9937afa --all       nothing left out
        nbtrack history f9937afa --events    its events, with their positions
        nbtrack history f9937afa --raw 4711  one stored answer, redacted
        nbtrack history f9937afa --format jsonl
                                             the same as rows, for programs

      A terminal (or --format table) gets a page for people: the latest starts
      with their steps, earlier ones in a line. Bars: █ the step was certainly
      under way, ░ possibly, · not. Elsewhere it is rows: a status, attempt,
      step, refusal, gap … each.

      EXIT STATUS:
        0 done, 1 failed: no database, no instance or several match the id, no
        such position, 64 wrong usage
      """)

  @Argument(help: ArgumentHelp("An instance, by its id or name, or a unique part of them.", valueName: "notebook"))
  var notebookID: String

  @Flag(help: "List the events instead, one a line.") var events = false
  @Option(help: ArgumentHelp("Print the stored answer at this position instead.", valueName: "position"))
  var raw: Int64?
  @Flag(help: "Leave nothing out of a long history.") var all = false
  @Option(help: "The region, where several have such an instance.") var region: String?
  @Option(help: "The project, where several have such an instance.") var project: String?
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var window: WindowOptions

  func validate() throws {
    if events, raw != nil { throw ValidationError("give one of --events and --raw") }
    if let raw, raw < 1 { throw ValidationError("positions begin with 1") }
    if all, events || raw != nil { throw ValidationError("--all is for the page, not for --events or --raw") }
  }

  func run() throws {
    let log = try database.openToAsk()
    let key = try InstanceNames.find(notebookID, region: region, project: project, in: log).key
    if let raw { return try writeAnswer(at: raw, of: key, log) }
    // Events that were taken back are listed too.
    let present = Present(span: try log.span(includingVoided: events), clock: Clock.now)
    let period = try window.typed.period(present)
    Announcement.times(window.typed, present)
    if events { return try HistoryEventList.write(key, period, in: log, to: output) }
    let progress = Progress(unit: .events)
    progress.begin("reading events", total: nil)
    let history = try InstanceHistory.read(key, period, in: log) { progress.update(Int64($0)) }
    progress.end()
    guard output.resolvedFormat == .table else { return try output.write(HistoryTable.table(history)) }
    let isWindow = period.from != nil || period.until != nil
    let page = HistoryPage(history, all ? .all : isWindow ? .window : .latest)
    let renderer = TerminalRenderer(width: output.pageWidth ?? 80, isColored: output.isColored)
    try Pager.write(renderer.lines(page.document), isAllowed: !output.noPager)
  }

  /// The answer as an envelope: laid out for people, or on one line with `--format jsonl`.
  private func writeAnswer(at position: Int64, of key: StreamKey, _ log: EventLog) throws {
    let last = try log.head().position
    guard position <= last, let event = try EventExport.event(at: position, in: log) else {
      throw CommandFailure(
        .failed, "there is no position \(position): the log ends at \(last)",
        hint: "nbtrack history \(key.notebookID) --events lists the positions of this instance.")
    }
    guard event.answer.content.stream == key else {
      throw CommandFailure(
        .failed, "position \(position) belongs to another instance, \(event.answer.content.stream.notebookID)",
        hint: "nbtrack history \(key.notebookID) --events lists the positions of this one.")
    }
    var line: [UInt8] = []
    event.appendEnvelope(to: &line)
    let text = String(decoding: line, as: UTF8.self)
    try write((output.format == .jsonl ? text : JSONPretty.text(text)) + "\n")
  }

  private func write(_ text: String) throws {
    let standard = StandardOutput()
    try standard.write(text)
    try standard.flush()
  }
}
