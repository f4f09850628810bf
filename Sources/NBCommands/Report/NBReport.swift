import ArgumentParser
import NBReports
import NBSources

/// `nbreport`: renders summaries of the log.
public struct NBReport: ParsableCommand {
  /// The command's name, help text and version.
  public static let configuration = CommandConfiguration(
    commandName: "nbreport",
    abstract: "Render the weekly report on starts, failures and charges, or one of your own.",
    discussion: """
      EXAMPLES:
        nbreport weekly                                        the last complete week, as Markdown
        nbreport weekly --week 2026-W47 --output weekly.md     a week, to a file
        nbreport weekly --format csv --output weekly/          a CSV file for each section
        nbreport weekly --format csv --section failures        one section as CSV
        nbreport my-report.toml                                a definition of your own
        nbreport --list                                        the reports and their sections

      EXIT STATUS:
        0 done, 1 failed, 5 database busy, 6 database of a newer version, 64 wrong usage, 130 interrupted
      """,
    version: Version.text)

  @Argument(
    help: ArgumentHelp("weekly, or the file of a definition.", valueName: "report"),
    completion: .file(extensions: ["toml"]))
  var report: String?

  @Flag(help: "List the reports and their sections.") var list = false
  @Option(
    help: ArgumentHelp(
      "The ISO 8601 week: 2026-W47, last, this. Default: the last complete one before as-of.", valueName: "week"),
    transform: WeekWord.init(_:))
  var week: WeekWord?
  @Option(
    help: ArgumentHelp(
      "Answer as if the log ended there: 2026-11-16, 24h ago. Default: its last event.", valueName: "time"),
    transform: TimeWord.init(_:))
  var asOf: TimeWord?
  @Option(help: ArgumentHelp("Offset from UTC for days, weeks and times without one: +08:00.", valueName: "offset"))
  var utcOffset: UTCOffsetArgument?
  @Option(help: "markdown or csv.") var format: ReportFormat = .markdown
  @Option(help: ArgumentHelp("Only this section.", valueName: "name")) var section: String?
  @Option(help: ArgumentHelp("Write to a file, or to a folder: CSV a file for each section.", valueName: "path"))
  var output: String?
  @Flag(help: "End CSV lines with CR LF.") var crlf = false
  @Flag(name: .customLong("no-csv-guard"), help: "Leave text cells that a spreadsheet would run as they are.")
  var noCSVGuard = false
  @OptionGroup var database: DatabaseOptions

  /// Makes the command with default values, for the parser to fill.
  public init() {}

  /// Throws `ValidationError` unless exactly one of a report and `--list` is given.
  public func validate() throws {
    guard (report != nil) != list else { throw ValidationError("name a report: weekly, or a file; or give --list") }
  }

  /// Writes the report, or the list of reports; throws `CommandFailure` for an unknown section or a faulty definition.
  public func run() throws {
    guard let report else { return try writeList() }
    let file = try ReportFile.named(report)
    let definition = file.definition
    if let section, definition.section(section) == nil {
      throw CommandFailure(
        .usage, "the report \(definition.name) has no section \(section)",
        hint: "Its sections: \(definition.sections.map(\.name).joined(separator: ", ")).")
    }
    let target = try ReportTarget(output, format: format, section: section)
    let provider = try LogReportProvider(
      database, period: ReportPeriod(week: week, asOf: asOf, utcOffset: utcOffset), folder: file.folder)
    Announcement.times(
      TypedTimes(asOf: asOf, week: week, utcOffset: utcOffset?.milliseconds), provider.present)
    let renderer = ReportRenderer(definition, provider: provider)
    do {
      try target.write(try files(renderer, definition))
    } catch let error as DefinitionError {
      throw CommandFailure(error)
    }
  }

  /// What is to be written, under the names that the files have in a folder.
  private func files(_ renderer: ReportRenderer, _ definition: ReportDefinition) throws -> [ReportRenderer.File] {
    let writer = CSVWriter(crlf: crlf, isGuarded: !noCSVGuard)
    switch (format, section) {
    case (.markdown, let section):
      return [.init(name: "\(section ?? definition.name).md", bytes: try renderer.markdown(section: section))]
    case (.csv, let section?):
      return [.init(name: "\(section).csv", bytes: try renderer.csv(section: section, writer: writer))]
    case (.csv, nil):
      return try renderer.csvFiles(writer: writer)
    }
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

/// What a report is written as.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
  case markdown, csv
}
