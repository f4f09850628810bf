import ArgumentParser
import NBFleet
import NBSources

/// `nbtrack seal`.
struct SealCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "seal",
    abstract: "Make the line of a run for a fleet's manifest.",
    discussion: """
      EXAMPLES:
        zstdcat blocks/run-7/*.zst |
          nbtrack seal --run 2026-11-17 --manifest manifest.jsonl > line
        cat line >> manifest.jsonl

      A run is one batch of input that was packed and committed as a whole. Its
      line holds the Merkle root of its blocks and a head that covers all runs
      before it; nbtrack verify --manifest checks both. Blocks come in any
      order; an engine may leave their payloads away.

      EXIT STATUS:
        0 done, 1 a source could not be read, 4 the blocks or the manifest were
        changed, or the run is in the manifest already, 64 wrong usage
      """)

  @Argument(
    help: ArgumentHelp("Blocks: files, directories, or - for standard input.", valueName: "source"),
    completion: .file())
  var sources: [String] = ["-"]
  @Option(name: .customLong("run"), help: ArgumentHelp("The name of the run.", valueName: "name"))
  var name: String
  @Option(
    help: ArgumentHelp("The lines of the runs before; none for the first.", valueName: "file"), completion: .file())
  var manifest: String?

  func run() throws {
    let runs = try manifest.map(ManifestFile.read) ?? []
    guard !runs.contains(where: { $0.name == name }) else {
      throw CommandFailure(.integrityViolated, "the run \(name) is in the manifest already")
    }
    let leaves = try ManifestFile.leaves(sources)
    var line: [UInt8] = []
    RunEntry(name: name, behind: runs.last, leaves).appendLine(to: &line)
    let output = StandardOutput()
    try line.withUnsafeBytes { try output.write($0) }
    try output.flush()
  }
}

/// Reads a manifest, and blocks for the runs in it.
enum ManifestFile {
  /// The runs, each of which follows from the one before.
  static func read(_ path: String) throws -> [RunEntry] {
    var reader = FleetLineReader()
    var runs: [RunEntry] = []
    try LineSource(path == "-" ? .standardInput : Source(path: path)).forEach { line in
      guard case .run(let run) = try reader.read(line) else { return }
      guard run.follows(runs.last) else {
        throw FleetFault.damaged(
          "\(path): run \(run.run) (\(run.name)) does not follow from the run before it",
          hint: "The manifest was changed: restore it from a copy.")
      }
      runs.append(run)
    }
    return runs
  }

  /// The leaves of blocks, their payloads verified where they are there.
  static func leaves(_ sources: [String]) throws -> RunLeaves {
    let list = SourceList.expand(sources)
    if let failure = list.failures.first { throw failure }
    var reader = RunReader()
    for source in list.sources { try LineSource(source).forEach { try reader.take($0) } }
    return reader.leaves
  }
}
