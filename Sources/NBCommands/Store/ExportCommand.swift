import ArgumentParser
import NBEventLog
import NBObservations
import NBReadModel
import NBSources

/// `nbtrack export`.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the log back as envelopes, redacted, in the order of positions.",
    usage: "nbtrack export [<options>]",
    discussion: """
      EXAMPLES:
        nbtrack export > log.jsonl
        nbtrack export | nbtrack ingest --db copy.db -     the same identities, head and projections
      """)

  enum ExportFormat: String, ExpressibleByArgument, CaseIterable {
    case jsonl
  }

  @Option(help: "jsonl.") var format: ExportFormat = .jsonl
  @OptionGroup var database: DatabaseOptions

  func run() throws {
    let log = try database.openLog()
    let output = StandardOutput()
    var line: [UInt8] = []
    try LogExport.forEach(in: log) { entry in
      line.removeAll(keepingCapacity: true)
      entry.appendEnvelope(to: &line)
      line.append(UInt8(ascii: "\n"))
      try line.withUnsafeBytes { try output.write($0) }
      return !output.isClosed
    }
    try output.flush()
  }
}
