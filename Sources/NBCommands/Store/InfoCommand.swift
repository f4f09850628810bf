import ArgumentParser
import NBBasics
import NBEventLog
import NBObservations
import NBReadModel
import NBReports

/// `nbtrack info`.
struct InfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info",
    abstract: "What the database holds: positions, head, time span, instances, sizes, versions.",
    usage: "nbtrack info [<options>]",
    discussion: """
      EXAMPLES:
        nbtrack info
        nbtrack info --streams    a line for each instance: its events, and a digest of them that does not
                                  depend on the order in which they came: two databases hold the same
                                  events of an instance exactly when the digests agree
      """)

  @Flag(help: "List the instances, each with a digest of its events.")
  var streams = false

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let log = try database.openLog()
    if streams { return try writeStreams(log) }
    let rows = try LogInfo.read(log).map { [Cell.text($0.name), Cell.text($0.value)] }
    try output.write(Table(columns: [Column("name", .text), Column("value", .identifier)], rows: rows))
  }

  private func writeStreams(_ log: EventLog) throws {
    var table = Table(columns: [
      Column("region", .identifier), Column("project_id", .identifier), Column("notebook_id", .identifier),
      Column("events", .number), Column("first_observed_at", .time), Column("last_observed_at", .time),
      Column("identities", .identifier),
    ])
    let progress = Progress(unit: .events)
    progress.begin("reading identities", total: nil)
    try StreamDigests.forEach(in: log) { row in
      table.rows.append([
        .text(row.stream.region), .text(row.stream.projectID), .text(row.stream.notebookID),
        .integer(Int64(row.events)), .text(row.observed.lowerBound.rfc3339), .text(row.observed.upperBound.rfc3339),
        .text(row.identities.hex),
      ])
    }
    progress.end()
    try output.write(table)
  }
}
