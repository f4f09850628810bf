import ArgumentParser
import NBBasics
import NBCollector
import NBSources

/// `nbtrack watch`.
struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Collect: ask the service itself, at the right times, and append what it answers.",
    discussion: """
      EXAMPLES:
        nbtrack watch --cloud otc        an entry of clouds.yaml
        nbtrack watch --region cn-north-4
                                         HUAWEICLOUD_SDK_AK and _SK are set
        nbtrack watch --cloud otc --check
                                         log in, list one page, write nothing
        nbtrack watch --cloud otc --once one look at everything
        nbtrack watch --cloud otc --for 55s
                                         from cron, every minute
        nbtrack watch --config watch.toml
                                         a service, several projects

      It only reads: the calls it makes are GETs, and a login. No option takes
      a secret; they come from clouds.yaml, the environment, or files that the
      configuration names. docs/collecting.md says how often it asks and why.

      EXIT STATUS:
        0 all was seen, or ended by a signal, 1 something could not be seen,
        2 an answer was rejected, 5 database busy or watched already,
        64 wrong usage
      """)

  @OptionGroup(title: "Target") var target: TargetOptions
  @OptionGroup(title: "Rhythm") var rates: RateOptions
  @OptionGroup var database: DatabaseOptions

  @Option(help: ArgumentHelp("Several targets, from a file.", valueName: "file"))
  var config: String?
  @Flag(help: "One look at everything, then the end.")
  var once = false
  @Option(name: .customLong("for"), help: ArgumentHelp("End after this time.", valueName: "duration"))
  var length: DurationArgument?
  @Flag(help: "Log in, list one page, say what would be done; write nothing.")
  var check = false
  @Option(help: ArgumentHelp("Also write what is appended, redacted, as envelope lines.", valueName: "file"))
  var record: String?
  @Option(help: ArgumentHelp("Keep Prometheus metrics in this file.", valueName: "file"))
  var metrics: String?
  @Flag(help: "Replace ids and names of users by keyed fingerprints.")
  var pseudonymise = false
  @Flag(help: "Print method, path, status and times of each request.")
  var trace = false
  @Option(help: "Of the summary: json for an object.")
  var format: IngestCommand.SummaryFormat = .text

  func validate() throws {
    _ = try rates.rates()
    guard !once || length == nil else { throw ValidationError("--once and --for exclude each other") }
    guard config == nil || target.choice == TargetChoice() else {
      throw ValidationError(
        "--config has its own targets: options of a target, such as --cloud, are for runs without it")
    }
  }

  func run() throws {
    // A core file would hold secrets.
    ProcessGuard.forbidCore()
    guard CurlTransport.version != nil else {
      throw CommandFailure(.failed, WatchHelp.noLibcurl.message, hint: WatchHelp.noLibcurl.hint)
    }
    let plan = try self.plan()
    if check { return try WatchCheck.run(plan.targets, isTracing: trace) }
    let log = try database.openToAppend()
    let run = try WatchRun(
      log: log, record: try plan.record.map { try RecordFile(path: $0) },
      settings: WatchRun.Settings(
        database: database.resolvedPath, isSingle: once, length: length?.milliseconds, pseudonymise: pseudonymise,
        metrics: plan.metrics, isTracing: trace,
        reload: {
          let fresh = try self.plan()
          return (fresh.targets, fresh.metrics)
        }))
    try run.run(plan.targets, summaryAsJSON: format == .json)
  }

  private func plan() throws -> (targets: [PlannedTarget], metrics: String?, record: String?) {
    if let config {
      let file = try WatchPlan.file(config, rates: rates, isSingle: once)
      return (file.targets, metrics ?? file.metrics, record ?? file.record)
    }
    guard let one = try WatchPlan.target(target.choice, rates: try rates.rates(), isSingle: once) else {
      throw WatchPlan.noCredentials(target.choice)
    }
    return ([one], metrics, record)
  }
}
