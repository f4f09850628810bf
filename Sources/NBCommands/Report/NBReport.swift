import ArgumentParser
import NBReadModel
import NBReports
import NBSources

/// `nbreport`: renders summaries of the log.
package struct NBReport: ParsableCommand {
  /// The command's name, help text and version.
  package static let configuration = CommandConfiguration(
    commandName: "nbreport",
    abstract: "Render the weekly report on starts, failures and charges, or one of your own.",
    discussion: """
      EXAMPLES:
        nbreport weekly                           the last complete week, one page
        nbreport weekly --output week.html        with pictures, to forward
        nbreport weekly --format markdown --output week/
                                                  Markdown, pictures beside it
        nbreport weekly-details --week 2026-W47   every figure with its interval
        nbreport weekly --month 2026-11 --by user --output november.html
        nbreport weekly --workspace team-a        one workspace
        nbreport weekly-details --output week.xlsx
                                                  a sheet for each table
        nbreport weekly-details --format csv --output week/
                                                  a file for each table
        nbreport my-report.toml                   a definition of your own
        nbreport --list                           the reports and their sections

      EXIT STATUS:
        0 done, 1 failed, 5 database busy, 6 database of a newer version,
        64 wrong usage, 130 interrupted
      """,
    version: Version.text)

  @Argument(
    help: ArgumentHelp("weekly, weekly-details, or the file of a definition.", valueName: "report"),
    completion: .file(extensions: ["toml"]))
  var report: String?

  @Flag(help: "List the reports and their sections.") var list = false
  @Option(
    help: ArgumentHelp(
      "The ISO 8601 week: 2026-W47, last, this. Default: the last complete one before as-of.", valueName: "week"),
    transform: WeekWord.init(_:))
  var week: WeekWord?
  @Option(
    help: ArgumentHelp("A calendar month instead: 2026-11, last, this.", valueName: "month"),
    transform: MonthWord.init(_:))
  var month: MonthWord?
  @Option(
    help: ArgumentHelp("Any time instead, from here: 2026-11-16, 2026-11-16T08:00, 24h ago.", valueName: "time"),
    transform: TimeWord.init(_:))
  var from: TimeWord?
  @Option(
    help: ArgumentHelp("End of that time, exclusive. Default: as-of.", valueName: "time"), transform: TimeWord.init(_:))
  var until: TimeWord?
  @Option(
    help: ArgumentHelp(
      "Answer as if the log ended there: 2026-11-16, 24h ago. Default: its last event.", valueName: "time"),
    transform: TimeWord.init(_:))
  var asOf: TimeWord?
  @Option(help: ArgumentHelp("Offset from UTC for days, weeks and times without one: +08:00.", valueName: "offset"))
  var utcOffset: UTCOffsetArgument?

  @Option(
    help: ArgumentHelp(
      "Break the figures down by user, workspace, project, region, flavor or image-name.", valueName: "dim"))
  var by: String?
  @Option(help: "Only this user.") var user: String?
  @Option(help: "Only this workspace.") var workspace: String?
  @Option(help: "Only this project.") var project: String?
  @Option(help: "Only this region.") var region: String?

  @Option(
    help: "text, markdown, html, csv or xlsx. Default: by the output's ending; text on a terminal, else markdown.")
  var format: ReportFormat?
  @Option(help: ArgumentHelp("Only this section.", valueName: "name")) var section: String?
  @Option(help: ArgumentHelp("CSV and xlsx: only this table.", valueName: "name")) var table: String?
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write to a file, or to a folder if it ends in /: several files.", valueName: "path"),
    completion: .file())
  var output: String?
  @Flag(help: "CSV for spreadsheets: byte order mark, CR LF, dates that a spreadsheet understands.") var excel = false
  @Option(help: "CSV: comma, semicolon or tab. With --excel, semicolon means decimal commas.")
  var separator: CSVSeparator = .comma
  @Flag(help: "End CSV lines with CR LF.") var crlf = false
  @Flag(name: .customLong("no-csv-guard"), help: "Do not escape cells that a spreadsheet would treat as formulas.")
  var noCSVGuard = false
  @OptionGroup var database: DatabaseOptions

  /// Makes the command with default values, for the parser to fill.
  package init() {}

  /// Throws `ValidationError` unless exactly one of a report and `--list` is given, and for times that contradict.
  package func validate() throws {
    guard (report != nil) != list else { throw ValidationError("name a report: weekly, or a file; or give --list") }
    do {
      try period.check()
    } catch {
      throw ValidationError(error.message)
    }
    if let by, Breakdown.dimension(by) == nil {
      throw ValidationError("--by takes \(Breakdown.dimensions.joined(separator: ", ")), not \(by)")
    }
  }

  /// Writes the report, or the list of reports; throws `CommandFailure` for an unknown section, a time without data or a
  /// faulty definition.
  package func run() throws {
    guard let report else { return try writeList() }
    let file = try ReportFile.named(report)
    let definition = file.definition
    if let section, definition.section(section) == nil {
      let names = definition.sections.map(\.name)
      throw CommandFailure(
        .usage, "the report \(definition.name) has no section \(section)",
        hint: Suggestion.hint(for: section, among: names, or: "Its sections: \(names.joined(separator: ", "))."))
    }
    let target = ReportTarget(output)
    let files = ReportFiles(
      format: ReportFormat.resolved(format, output: output), section: section, table: table, csv: csvWriter)
    do {
      let provider = try LogReportProvider(
        database, period: period, folder: file.folder, filters: filters, by: by.flatMap(Breakdown.dimension))
      for line in provider.announcements { StandardError.write(line) }
      let renderer = ReportRenderer(definition, provider: provider)
      try target.write(try files.files(renderer, definition, provider.context, inFolder: target.isFolder))
    } catch let error as DefinitionError {
      throw CommandFailure(error)
    } catch let fault as QuestionFault {
      throw CommandFailure(.usage, fault.message, hint: fault.hint)
    }
  }

  private var period: ReportPeriod {
    ReportPeriod(
      week: week, month: month, from: from, until: until, asOf: asOf, utcOffset: utcOffset?.milliseconds ?? 0)
  }

  private var filters: [TypedQuestion.Setting] {
    TypedQuestion.Setting.options([
      ("user", user), ("workspace", workspace), ("project", project), ("region", region),
    ])
  }

  private var csvWriter: CSVWriter {
    CSVWriter(
      crlf: crlf || excel, isGuarded: !noCSVGuard, separator: separator.byte, isForSpreadsheets: excel)
  }

  private func writeList() throws {
    let rows = try ReportFile.embedded.flatMap { file in
      try file.read().sections.map { [Cell.text(file.name), .text($0.name), .text($0.heading)] }
    }
    try OutputOptions.parse([]).write(
      Table(
        columns: [Column("report", .identifier), Column("section", .identifier), Column("heading", .text)], rows: rows))
  }
}
