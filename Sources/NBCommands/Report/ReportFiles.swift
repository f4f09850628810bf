import NBBasics
import NBReports
import NBSources

#if canImport(Glibc)
  import Glibc
#endif

/// What is written of a report, and how.
struct ReportFiles {
  var format: ReportFormat
  /// Nil: the whole report.
  var section: String?
  /// Nil: all tables; of CSV and spreadsheets alone.
  var table: String?
  var csv = CSVWriter()

  /// The files of a report under the names that they have in a folder.
  ///
  /// - Parameter inFolder: whether several files may stand beside each other.
  func files(
    _ renderer: ReportRenderer, _ definition: ReportDefinition, _ context: ReportContext, inFolder: Bool
  ) throws -> [ReportRenderer.File] {
    let document = try renderer.document(section: section)
    let name = "\(section ?? definition.name).\(format.ending)"
    switch format {
    case .text:
      let width = Terminal.isTerminal(STDOUT_FILENO) ? Terminal.width(STDOUT_FILENO) ?? 80 : 100
      return [.init(name: name, bytes: TerminalRenderer(width: width, isColored: false).render(document))]
    case .markdown where inFolder:
      let pictures = MarkdownRenderer.pictures(document).map { ReportRenderer.File(name: $0.name, bytes: $0.bytes) }
      return [.init(name: name, bytes: MarkdownRenderer(.files).render(document))] + pictures
    case .markdown: return [.init(name: name, bytes: MarkdownRenderer().render(document))]
    case .html: return [.init(name: name, bytes: HTMLRenderer().render(document))]
    case .csv: return try csvFiles(document, inFolder: inFolder)
    case .xlsx:
      let bytes = try Spreadsheet.workbook(
        try chosen(document), title: "\(definition.name) \(context.window.label)",
        created: (Instant(rfc3339: context.asOf)?.milliseconds ?? 0) / 1000)
      return [.init(name: name, bytes: bytes)]
    }
  }

  private func csvFiles(_ document: Document, inFolder: Bool) throws -> [ReportRenderer.File] {
    let tables = try chosen(document)
    guard inFolder || tables.count == 1 else {
      throw CommandFailure(
        .usage, "there are \(tables.count) tables, and CSV is a file for each",
        hint: "Give --output FOLDER/ with the slash at its end, or --table NAME: "
          + "\(tables.map(\.name).joined(separator: ", ")).")
    }
    return tables.map { .init(name: "\($0.name).csv", bytes: CSVRenderer(csv).bytes($0.table)) }
  }

  private func chosen(_ document: Document) throws -> [Document.NamedTable] {
    let tables = document.sections.flatMap(\.data)
    guard let table else { return tables }
    guard let found = tables.first(where: { $0.name == table }) else {
      throw CommandFailure(
        .usage, "the report has no table \(table)",
        hint: Suggestion.hint(
          for: table, among: tables.map(\.name), or: "Its tables: \(tables.map(\.name).joined(separator: ", "))."))
    }
    return [found]
  }
}
