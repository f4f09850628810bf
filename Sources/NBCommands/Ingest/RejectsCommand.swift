import ArgumentParser
import NBEventLog
import NBReports

/// `nbtrack rejects`.
struct RejectsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rejects",
    abstract: "Input that could not be read, as it was kept: where, why, and its redacted text.",
    usage: "nbtrack rejects [<options>]",
    discussion: """
      EXAMPLES:
        nbtrack rejects                  the last 20
        nbtrack rejects --reason seconds --last 5
                                         whose reason holds a word
      """)

  @Option(help: ArgumentHelp("How many at most, the latest.", valueName: "n"))
  var last = 20
  @Option(help: ArgumentHelp("Only those whose reason contains this, in any case.", valueName: "text"))
  var reason: String?
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard last >= 1 else { throw ValidationError("--last takes a number from 1 on") }
  }

  func run() throws {
    let rows = try database.openLog().rejects(last: last, reason: reason).map { kept -> [Cell] in
      [
        .text(kept.recordedAt.rfc3339), .text(kept.reject.source), .integer(Int64(kept.reject.line)),
        .integer(Int64(kept.reject.byteOffset)), .text(kept.reject.reason), .text(kept.reject.text),
      ]
    }
    try output.write(
      Table(
        columns: [
          Column("recorded_at", .time), Column("source", .text, isKey: true), Column("line", .number, isKey: true),
          Column("byte_offset", .number), Column("reason", .text), Column("text", .text),
        ], rows: rows))
  }
}
