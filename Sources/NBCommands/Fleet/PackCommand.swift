import ArgumentParser
import NBFleet
import NBObservations
import NBSources

#if canImport(Glibc)
  import Glibc
#endif

/// `nbtrack pack`.
struct PackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pack",
    abstract: "Make blocks of answers, one a notebook and day: the log of a fleet.",
    discussion: """
      EXAMPLES:
        nbtrack pack --key fleet.key hour-07/ | zstd > blocks/07.zst
        nbtrack pack --key fleet.key --days 2026-11-16..2026-11-17 -

      A filter without a database, for fleets that need more than one machine:
      docs/fleet.md. Reads what ingest reads, redacts it alike, and writes JSON
      lines: rejects, the blocks in the order of their notebooks, and a last
      line with counts, without which the output was cut.

      EXIT STATUS:
        0 done, 1 a source could not be read: what was written is of no use,
        2 done, some input was rejected, 64 wrong usage
      """)

  @Argument(
    help: ArgumentHelp("Files, directories, or - for standard input.", valueName: "source"), completion: .file())
  var sources: [String] = ["-"]

  @Option(
    help: ArgumentHelp("32 random bytes, the same for the whole fleet and for ever.", valueName: "file"),
    completion: .file())
  var key: String
  @Option(help: ArgumentHelp("Call a source of rejects by this and its name, not by its path.", valueName: "text"))
  var sourcePrefix: String?
  @Option(help: ArgumentHelp("Reject what was observed on other days, as by a wrong clock.", valueName: "from..until"))
  var days: DaysArgument?
  @Flag(help: "Replace ids and names of users by keyed fingerprints.")
  var pseudonymise = false
  @Flag(help: "Take times before 2015 and in the future, for simulations and replays.")
  var allowAnyTime = false
  @Option(help: ArgumentHelp("Beyond it, the largest blocks are closed early.", valueName: "bytes"))
  var memory = MemoryArgument(argument: "1GiB")!

  func validate() throws {
    guard sources.filter({ $0 == "-" }).count <= 1 else { throw ValidationError("- can be read once") }
  }

  func run() throws {
    let key = try FleetKeyFile.read(key)
    let list = SourceList.expand(sources)
    if let failure = list.failures.first { throw failure }
    guard !list.sources.isEmpty else {
      throw CommandFailure(
        .failed, "\(list.emptyDirectories.joined(separator: ", ")) holds no .json, .jsonl or .ndjson file")
    }
    var rules = allowAnyTime ? .anything : InputRules.plausible(latest: max(Clock.now, Version.releasedAt))
    rules.run = days.map { $0.days.lowerBound.start...$0.days.upperBound.end }
    let maker = ObservationMaker(
      fingerprinter: Fingerprinter(key: key.bytes), pseudonymise: pseudonymise, rules: rules)
    let run = PackRun(keyID: key.id, memory: memory.bytes, maker: maker, sourcePrefix: sourcePrefix)
    for source in list.sources { try run.read(source) }
    let summary = try run.finish()
    for line in run.rejects.lines { StandardError.write(line) }
    if summary.rejected > 0 { throw CommandFailure(.rejected) }
  }
}
