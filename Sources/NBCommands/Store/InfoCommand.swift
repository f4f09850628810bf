import ArgumentParser
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
      """)

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let log = try database.openLog()
    let rows = try LogInfo.read(log).map { [Cell.text($0.name), Cell.text($0.value)] }
    try output.write(Table(columns: [Column("name", .text), Column("value", .identifier)], rows: rows))
  }
}
