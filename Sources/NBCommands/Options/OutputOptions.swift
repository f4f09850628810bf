import ArgumentParser
import NBReports
import NBSources

#if canImport(Glibc)
  import Glibc
#endif

extension OutputFormat: ExpressibleByArgument {}
extension ColorChoice: ExpressibleByArgument {}

/// How rows are written.
struct OutputOptions: ParsableArguments {
  @Option(help: "table, csv, json, jsonl or markdown. Default: table on a terminal, else csv.")
  var format: OutputFormat?

  @Flag(help: "End CSV lines with CR LF.")
  var crlf = false

  @Flag(name: .customLong("no-csv-guard"), help: "Leave text cells that a spreadsheet would run as they are.")
  var noCSVGuard = false

  @Option(help: "Colour: never, auto or always.")
  var color: ColorChoice = .auto

  /// The format after defaults.
  var resolvedFormat: OutputFormat { format ?? (Terminal.isTerminal(STDOUT_FILENO) ? .table : .csv) }

  /// Writes a table to standard output, its notes to standard error. A closed pipe is a quiet end.
  func write(_ table: Table) throws {
    var writer = resolvedFormat.writer(
      crlf: crlf, isGuarded: !noCSVGuard,
      width: Terminal.isTerminal(STDOUT_FILENO) ? Terminal.width(STDOUT_FILENO) : nil)
    let output = StandardOutput()
    var bytes: [UInt8] = []
    writer.begin(table.columns, into: &bytes)
    for row in table.rows {
      writer.write(row, into: &bytes)
      if bytes.count > 1 << 16 {
        try bytes.withUnsafeBytes { try output.write($0) }
        bytes.removeAll(keepingCapacity: true)
        if output.isClosed { return }
      }
    }
    writer.end(into: &bytes)
    try bytes.withUnsafeBytes { try output.write($0) }
    try output.flush()
    for note in table.notes { StandardError.write(note) }
  }
}
