import ArgumentParser
import NBBasics
import NBEventLog
import NBObservations
import NBReadModel
import NBReports
import NBSources

/// `nbtrack void`.
struct VoidCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "void",
    abstract: "Take events back that should never have come: a wrong clock, a wrong file.",
    discussion: """
      EXAMPLES:
        nbtrack void --positions 120-140 --reason "test data" --dry-run
                                         say what it would take back
        nbtrack void --recorded-since 2026-11-19T09:00:00Z --reason "wrong clock"
        nbtrack void --source-commit 120 --reason "the file of another fleet"

      Nothing is erased. The log gets an entry that names the events, and from
      then on every answer is as if they had never come; so is that of a copy
      made with nbtrack export. It cannot be taken back itself. `nbtrack ingest`
      says which positions it gave, `nbtrack history ID --events` lists them.

      EXIT STATUS:
        0 done, or there was nothing left to take back, 1 failed,
        5 database busy, 64 wrong usage
      """)

  @Option(help: ArgumentHelp("These events, such as 120-140,150.", valueName: "list"))
  var positions: PositionsArgument?
  @Option(
    help: ArgumentHelp("What was appended at this time or later: 2026-11-19T09:00, 1h ago.", valueName: "time"),
    transform: TimeWord.init(_:))
  var recordedSince: TimeWord?
  @Option(help: ArgumentHelp("What was appended in one transaction with this position.", valueName: "position"))
  var sourceCommit: Int64?
  @Option(help: ArgumentHelp("Why, for whoever reads the log later.", valueName: "text"))
  var reason: String
  @Flag(help: "Say what would be taken back, and write nothing.") var dryRun = false
  @OptionGroup var database: DatabaseOptions

  func validate() throws {
    let given = [positions != nil, recordedSince != nil, sourceCommit != nil].filter { $0 }.count
    guard given == 1 else {
      throw ValidationError("give one of --positions, --recorded-since and --source-commit")
    }
    guard sourceCommit ?? 1 >= 1 else { throw ValidationError("positions begin with 1") }
    guard reason.contains(where: { !$0.isWhitespace }), reason.utf8.count <= 4096 else {
      throw ValidationError("--reason takes some words, at most 4096 bytes")
    }
  }

  func run() throws {
    let log = dryRun ? try database.openLog() : try database.openToChange()
    let selected = try selection.positions(in: log)
    let head = try log.head()
    guard let bounds = selected.bounds, bounds.upperBound <= head.position else { throw nothingThere(head) }
    let plan = try VoidPlan(selected, in: log)
    let output = StandardOutput()
    if dryRun {
      try output.write(Self.lines(plan).joined(separator: "\n") + "\n")
    } else {
      let result = try LogWriter(log).void(selected, reason: reason, recordedAt: Clock.now)
      try output.write(
        "voided events=\(plan.events) instances=\(plan.instances) positions=\(plan.positions.text)"
          + " already=\(plan.alreadyVoid) entries=\(result.positions.map(Self.text) ?? "-") head=\(result.head.digest.hex)\n"
      )
    }
    try output.flush()
    if plan.events == 0 {
      StandardError.write(
        plan.alreadyVoid > 0
          ? "nbtrack: already void, nothing to take back" : "nbtrack: there are no events, only voids")
    }
  }

  private var selection: VoidSelection {
    if let positions { return .positions(positions.positions) }
    if let recordedSince { return .recordedSince(recordedSince.instant(now: Clock.now, utcOffset: 0)) }
    return .commit(sourceCommit ?? 1)
  }

  private func nothingThere(_ head: LogHead) -> CommandFailure {
    recordedSince != nil
      ? CommandFailure(
        .failed, "nothing was recorded since then",
        hint: "`nbtrack history ID --events` says when events were recorded.")
      : CommandFailure(
        .failed, "there is no such position: the log ends at \(head.position)",
        hint: "`nbtrack history ID --events` lists the positions of an instance.")
  }

  private static func lines(_ plan: VoidPlan) -> [String] {
    var lines = [
      "dry run, nothing was written",
      "  events     \(plan.events)\(plan.alreadyVoid > 0 ? ", and \(plan.alreadyVoid) that are void already" : "")",
    ]
    guard let observed = plan.observed else { return lines }
    lines.append("  positions  \(plan.positions.text)")
    lines.append("  instances  \(plan.instances)")
    lines.append("  observed   \(observed.lowerBound.rfc3339) to \(observed.upperBound.rfc3339)")
    if let recorded = plan.recorded {
      lines.append(
        "  recorded   \(recorded.lowerBound.rfc3339) to \(recorded.upperBound.rfc3339), in "
          + NumberWords.count(Int64(plan.commits), "transaction"))
    }
    return lines
  }

  private static func text(_ range: ClosedRange<Int64>) -> String {
    range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
  }
}

/// `120-140,150` on the command line.
struct PositionsArgument: ExpressibleByArgument {
  let positions: PositionRanges

  init?(argument: String) {
    guard let positions = PositionRanges(text: argument) else { return nil }
    self.positions = positions
  }
}
