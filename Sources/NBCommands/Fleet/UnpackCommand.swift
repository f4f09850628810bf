import ArgumentParser
import NBEventLog
import NBFleet
import NBObservations
import NBReadModel
import NBSources

/// `nbtrack unpack`.
struct UnpackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unpack",
    abstract: "Append the observations of blocks to an ordinary log.",
    discussion: """
      EXAMPLES:
        zstdcat blocks/*.zst | nbtrack unpack --db one.db --notebook-id f9937afa-…
        nbtrack unpack --db all.db --key fleet.key blocks/

      The database then has log, history, export and verify like any other.
      With the key of the fleet, what is ingested into it later gets comparable
      fingerprints. Running it again changes nothing.

      EXIT STATUS:
        0 done, 1 failed, 4 a block was changed, 5 database busy,
        64 wrong usage
      """)

  @Argument(
    help: ArgumentHelp("Blocks: files, directories, or - for standard input.", valueName: "source"),
    completion: .file())
  var sources: [String] = ["-"]
  @OptionGroup var database: DatabaseOptions
  @Option(help: ArgumentHelp("Only this notebook; may be repeated.", valueName: "id"))
  var notebookID: [String] = []
  @Option(help: ArgumentHelp("Only this project; may be repeated.", valueName: "id"))
  var projectID: [String] = []
  @Option(
    help: ArgumentHelp("The fleet's key, for a database that has none yet.", valueName: "file"), completion: .file())
  var key: String?

  func run() throws {
    let key = try key.map(FleetKeyFile.read)
    let list = SourceList.expand(sources)
    if let failure = list.failures.first { throw failure }
    let log = try database.openToAppend()
    if let key, try !log.adopt(fingerprintKey: key.bytes) {
      throw CommandFailure(
        .failed, "\(database.resolvedPath) has another key already", hint: "Leave --key out, or start another database."
      )
    }
    let run = UnpackRun(
      try LogWriter(log), notebooks: Set(notebookID), projects: Set(projectID), keyID: key?.id)
    for source in list.sources { try LineSource(source).forEach { try run.take($0) } }
    try run.append()
    var summary = run.summary
    summary.head = try log.head().digest
    try summary.write(asJSON: false)
  }
}

/// One run of unpack: blocks to observations to the log, batch by batch.
private final class UnpackRun {
  private static let batchSize = 20_000

  private let writer: LogWriter
  private let notebooks: Set<String>
  private let projects: Set<String>
  private let keyID: String?
  private var reader = BlockReader()
  private var batch: [Observation] = []
  private(set) var summary = IngestSummary()

  init(_ writer: LogWriter, notebooks: Set<String>, projects: Set<String>, keyID: String?) {
    self.writer = writer
    self.notebooks = notebooks
    self.projects = projects
    self.keyID = keyID
  }

  func take(_ line: UnsafeRawBufferPointer) throws {
    guard let block = try reader.block(line) else { return }
    guard notebooks.isEmpty || notebooks.contains(block.stream.notebookID),
      projects.isEmpty || projects.contains(block.stream.projectID)
    else { return }
    if let keyID, keyID != block.keyID {
      throw FleetFault.damaged("\(block.place) has fingerprints of the key \(block.keyID), not of \(keyID)")
    }
    batch += try BlockContent(block).observations
    if batch.count >= Self.batchSize { try append() }
  }

  /// Appends what was read.
  func append() throws {
    summary.observations += batch.count
    summary.note(batch)
    summary.add(try writer.append(batch, recordedAt: Clock.now))
    batch = []
  }
}
