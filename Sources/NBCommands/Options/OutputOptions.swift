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
  @Option(help: "table (for people), csv, json, jsonl or markdown. Default: table on a terminal, else csv.")
  var format: OutputFormat?

  @Flag(help: "Tables: show every column, however wide.")
  var wide = false

  @Flag(name: .customLong("no-pager"), help: "Do not page what is longer than the terminal.")
  var noPager = false

  @Flag(help: "End CSV lines with CR LF.")
  var crlf = false

  @Flag(name: .customLong("no-csv-guard"), help: "Do not escape cells that a spreadsheet would treat as formulas.")
  var noCSVGuard = false

  @Option(help: "Colour: never, auto or always.")
  var color: ColorChoice = .auto

  /// The format after defaults.
  var resolvedFormat: OutputFormat { format ?? (Terminal.isTerminal(STDOUT_FILENO) ? .table : .csv) }

  /// Columns of a page for people: those of the terminal, else what COLUMNS says; nil: as many as it takes.
  var pageWidth: Int? {
    Terminal.width(STDOUT_FILENO) ?? (Terminal.isTerminal(STDOUT_FILENO) ? 80 : nil)
  }

  /// Whether a person reads the output, whose form is no contract.
  var isForPeople: Bool { [.table, .markdown].contains(resolvedFormat) }

  /// Whether standard output gets colours.
  var isColored: Bool { Terminal.usesColor(color, isTerminal: Terminal.isTerminal(STDOUT_FILENO)) }

  /// The page of a table for people; `answer` says more of what it shows.
  func page(_ answer: AnswerPage = AnswerPage()) -> TablePage {
    var page = TablePage(width: wide ? nil : pageWidth)
    page.isWide = wide
    page.isColored = isColored
    page.year = answer.year
    page.labels = answer.labels
    page.query = answer.query
    page.days = answer.days
    return page
  }

  /// Writes a table to standard output; for machines its notes go to standard error. A closed pipe is a quiet end.
  func write(_ table: Table, _ answer: AnswerPage = AnswerPage()) throws {
    if resolvedFormat == .table {
      return try write(Document(head: page(answer).blocks(table), year: answer.year))
    }
    try stream(table.columns) { emit in
      for row in table.rows { guard try emit(row) else { return } }
    }
    for note in table.notes { StandardError.write(note) }
  }

  /// Writes a document for people to standard output, through a pager where it is longer than the terminal.
  func write(_ document: Document) throws {
    try Pager.write(
      TerminalRenderer(width: wide ? nil : pageWidth, isColored: isColored).lines(document), isAllowed: !noPager)
  }
}

/// What a page says beside the rows of an answer.
struct AnswerPage {
  /// The year that dates need not say.
  var year: Int64?
  /// What instances are called.
  var labels: InstanceLabels?
  /// The named query that was asked, for its sentences.
  var query: String?
  /// The days that the answer is about.
  var days: String?
}
