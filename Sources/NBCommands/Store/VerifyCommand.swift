import ArgumentParser
import NBBasics
import NBEventLog
import NBObservations
import NBReadModel
import NBReports
import NBSources

/// `nbtrack verify`.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Recompute identities, chain, positions and every projection, and compare.",
    discussion: """
      EXAMPLES:
        nbtrack verify                prints: ok events=12000 head=9f3c…, and
                                      what was taken back or erased
        nbtrack verify --head 9f3c…   at which position the log had this head
        nbtrack verify --manifest manifest.jsonl --head 9f3c…
                                      the same of a fleet: behind which run
        nbtrack verify --manifest manifest.jsonl --run 2026-11-17 blocks/
                                      the blocks of a run, payloads included

      Nothing is written. Projections that another version made are not compared:
      the next command that reads them rebuilds them.

      EXIT STATUS:
        0 intact, 4 something differs (or the log never had that head)
      """)

  @Argument(
    help: ArgumentHelp("With --run: the blocks of the run, files, directories or -.", valueName: "source"),
    completion: .file())
  var sources: [String] = []
  @OptionGroup var database: DatabaseOptions

  @Option(help: ArgumentHelp("Check the manifest of a fleet instead.", valueName: "file"), completion: .file())
  var manifest: String?
  @Option(name: .customLong("run"), help: ArgumentHelp("And the blocks of this run.", valueName: "name"))
  var runName: String?
  @Option(help: ArgumentHelp("A head printed earlier: 64 hex digits.", valueName: "hex"))
  var head: String?

  func validate() throws {
    guard manifest != nil || runName == nil else { throw ValidationError("--run needs --manifest") }
    guard runName != nil || sources.isEmpty else { throw ValidationError("blocks are checked for a --run") }
    guard let head else { return }
    guard Hex.bytes(head).flatMap(Digest.init(bytes:)) != nil else {
      throw ValidationError("--head takes the 64 hex digits of a head")
    }
  }

  private static func summary(
    _ head: LogHead, voids: (voids: Int64, events: Int64), redactions: (redactions: Int64, answers: Int64)
  ) -> String {
    let events = head.position - voids.voids - redactions.redactions
    return "ok events=\(events) head=\(head.digest.hex)"
      + (voids.voids > 0 ? " voids=\(voids.voids) voided=\(voids.events)" : "")
      + (redactions.redactions > 0 ? " redactions=\(redactions.redactions) redacted=\(redactions.answers)" : "") + "\n"
  }

  private static func line(_ redaction: StoredRedaction) -> String {
    let entry = redaction.entry
    return VisibleText.of(
      "redacted at position \(redaction.position), \(entry.recordedAt.rfc3339), from \(entry.erasures.count)"
        + " answers: \(entry.scope) (\(entry.reason))") + "\n"
  }

  func run() throws {
    if let manifest {
      return try ManifestCheck(path: manifest, run: runName, sources: sources, head: head).perform()
    }
    let log = try database.openLog()
    let verification = Verification(log, usesThreads: true)
    let progress = Progress(unit: .events)
    // A head that cannot be read is for verify to tell.
    progress.begin("verify", total: try? log.head().position)
    let result = try verification.run { progress.update(Int64($0)) }
    progress.end()
    let output = StandardOutput()
    switch result {
    case .violated(let problem):
      try output.write("violated: \(problem)\n")
      try output.flush()
      throw CommandFailure(.integrityViolated)
    case .intact(let current, let projections):
      try output.write(Self.summary(current, voids: log.voidCounts(), redactions: log.redactionCounts()))
      for redaction in try log.redactions() { try output.write(Self.line(redaction)) }
      if projections == .outdated {
        StandardError.write(
          """
          nbtrack: the projections were made by another version and were not compared
          Run `nbtrack rebuild`, or leave it to the next command that reads them.
          """)
      }
    }
    if let head, let digest = Hex.bytes(head).flatMap(Digest.init(bytes:)) {
      guard let position = try verification.position(ofHead: digest) else {
        try output.write("the log never had the head \(digest.hex)\n")
        try output.flush()
        throw CommandFailure(.integrityViolated)
      }
      try output.write("head=\(digest.hex) position=\(position)\n")
    }
    try output.flush()
  }
}
