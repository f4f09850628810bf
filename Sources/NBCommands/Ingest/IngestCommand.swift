import ArgumentParser
import NBBasics
import NBEventLog
import NBObservations
import NBReports
import NBSources

#if canImport(Glibc)
  import Glibc
#endif

/// `nbtrack ingest`.
struct IngestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ingest",
    abstract: "Append answers of the notebook API to the log.",
    discussion: """
      EXAMPLES:
        nbtrack ingest polls.jsonl more/ old.jsonl.gz
                                         files and directories
        poller | nbtrack ingest -        standard input
        nbtrack ingest --follow polls/   go on reading as files grow and come
        nbtrack ingest --dry-run dump.json
                                         say what would be read
        nbtrack ingest answer.json --kind start \\
          --observed-at 2026-11-16T08:00:00Z

      A source holds envelopes (one JSON object a line, an array, or
      concatenated objects), or is one bare answer. Credentials are removed
      before anything is written. What cannot be read is kept in the table
      `reject`: see nbtrack rejects. Ingesting the same observation again
      changes nothing. What comes over standard input is committed within a
      second, and on SIGINT and SIGTERM.

      EXIT STATUS:
        0 done, 1 a source could not be read, 2 some input was rejected,
        5 database busy, 64 wrong usage
      """)

  @Argument(
    help: ArgumentHelp("Files, directories, or - for standard input.", valueName: "source"), completion: .file())
  var sources: [String] = ["-"]

  @OptionGroup var database: DatabaseOptions

  @Option(help: "Bare answers: which call was answered: start, poll, create, stop or delete.")
  var kind: ObservationKind?
  @Option(help: ArgumentHelp("Bare answers: when they arrived, or mtime.", valueName: "time"))
  var observedAt: ObservedAtArgument?
  @Option(help: "Bare answers: the instance, when the body has no id.")
  var notebookID: String?
  @Option(help: "Bare answers: the project.")
  var projectID: String?
  @Option(help: "Bare answers: the region.")
  var region: String?
  @Option(help: "Bare answers: the HTTP status. Default: 200.")
  var httpStatus: Int?

  @Option(
    help: ArgumentHelp("Also write rejected input, redacted, to this file as JSON lines.", valueName: "file"),
    completion: .file())
  var rejects: String?
  @Flag(help: "End at the first rejected line; nothing of its batch is kept.")
  var strict = false
  @Flag(help: "Do everything but write, and say what was understood.")
  var dryRun = false
  @Option(
    help: ArgumentHelp(
      "Observations a transaction. Default: 50000, fewer while all differ, more while those come that are older than what the log has.",
      valueName: "n"))
  var batch: Int?
  @Flag(help: "Go on reading as files grow, and as new ones come; ends on SIGINT or SIGTERM.")
  var follow = false
  @Flag(help: "Replace ids and names of users by keyed fingerprints. The first ingest decides for the database.")
  var pseudonymise = false
  @Flag(help: "Take times before 2015 and in the future, for simulations and replays.")
  var allowAnyTime = false
  @Option(help: "Of the summary: json for an object.")
  var format: SummaryFormat = .text

  enum SummaryFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  func validate() throws {
    guard batch ?? 1 >= 1 else { throw ValidationError("--batch takes a number from 1 on") }
    guard (httpStatus.map { (0...999).contains($0) }) ?? true else {
      throw ValidationError("--http-status takes an integer from 0 to 999")
    }
    guard sources.filter({ $0 == "-" }).count <= 1 else { throw ValidationError("- can be read once") }
  }

  func run() throws {
    Interruption.await()
    let log = dryRun ? try database.openForDryRun() : try database.openToAppend()
    let run = try IngestRun(
      log: log, settings: try settings(log), rejectsFile: rejects.map { try RejectsFile(path: $0) })
    let failures: Int
    do {
      failures = follow ? try followAll(run) : try readAll(run)
      try run.finish()
    } catch {
      // What was acknowledged before is told all the same.
      try? run.settle()
      if run.summary.appended > 0 { try? run.summary.write(asJSON: format == .json) }
      throw error
    }
    try run.summary.write(asJSON: format == .json)
    if dryRun { for line in run.understood.lines { StandardError.write(line) } }
    for line in run.rejects.lines { StandardError.write(line) }
    if Interruption.isRequested, !follow {
      let kept = NumberWords.count(Int64(run.summary.appended), "new observation")
      StandardError.write("interrupted: \(kept) kept; run it again to go on")
      throw CommandFailure(.interrupted)
    }
    if failures > 0 { throw CommandFailure(.failed) }
    if run.summary.rejected > 0 { throw CommandFailure(.rejected) }
  }

  /// Reads what there is; the number of sources that could not be read.
  private func readAll(_ run: IngestRun) throws -> Int {
    let list = SourceList.expand(sources)
    for failure in list.failures { StandardError.write("nbtrack: \(failure)") }
    for directory in list.emptyDirectories {
      StandardError.write("nbtrack: \(directory) holds no .json, .jsonl or .ndjson file")
    }
    var failures = list.failures.count
    if sources == ["-"], Terminal.isTerminal(STDIN_FILENO) {
      StandardError.write("reading standard input; Ctrl-D ends it")
    }
    if list.sources.isEmpty, !list.emptyDirectories.isEmpty { failures += 1 }
    for source in list.sources where !Interruption.isRequested {
      do {
        try run.read(source)
      } catch let error as Failure where error.area == .source {
        StandardError.write("nbtrack: \(error)")
        failures += 1
      } catch let missing as MissingOption {
        // One of many files of a directory is a reject; one that was named is meant.
        guard source.isFound else {
          try run.finish()
          try run.summary.write(asJSON: format == .json)
          throw CommandFailure(
            .usage, "\(missing.source) is an answer without an envelope: \(missing.option) is needed",
            hint: "Give \(missing.option), or wrap the answer into an envelope line.")
        }
        run.keep(missing.reject)
      }
    }
    return failures
  }

  private func followAll(_ run: IngestRun) throws -> Int {
    let following = FollowRun(sources, run)
    try following.follow()
    return following.failures
  }

  private func settings(_ log: EventLog) throws -> IngestRun.Settings {
    let chosen = try log.settledPseudonymising(pseudonymise, isDryRun: dryRun)
    return IngestRun.Settings(
      facts: bareFacts, usesModificationTime: observedAt?.usesModificationTime ?? false, batch: batch ?? 50_000,
      batchMayGrow: batch == nil, newBodies: batch ?? 20_000, isStrict: strict, pseudonymise: chosen, isDryRun: dryRun,
      rules: allowAnyTime ? .anything : .plausible(latest: max(Clock.now, Version.releasedAt)))
  }

  private var bareFacts: BareAnswerFacts {
    var facts = BareAnswerFacts()
    facts.kind = kind
    facts.observedAt = observedAt?.instant
    facts.notebookID = notebookID
    facts.projectID = projectID
    facts.region = region
    facts.httpStatus = httpStatus
    return facts
  }
}

/// A time, or `mtime` for the time at which the file was last written.
struct ObservedAtArgument: ExpressibleByArgument {
  let instant: Instant?

  var usesModificationTime: Bool { instant == nil }

  init?(argument: String) {
    if argument == "mtime" {
      instant = nil
    } else if let time = InstantArgument(argument: argument) {
      instant = time.instant
    } else {
      return nil
    }
  }
}
