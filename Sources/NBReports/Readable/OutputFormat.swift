/// The values of `--format`.
package enum OutputFormat: String, Sendable, CaseIterable {
  /// Aligned columns for a terminal.
  case table
  /// RFC 4180.
  case csv
  /// One JSON array of objects.
  case json
  /// One JSON object a line.
  case jsonl
  /// A GitHub table.
  case markdown

  /// A writer of this form. `crlf` and `isGuarded` concern CSV, `page` concerns tables.
  package func writer(crlf: Bool = false, isGuarded: Bool = true, page: TablePage = TablePage()) -> any RowWriter {
    switch self {
    case .table: TableWriter(page)
    case .csv: CSVWriter(crlf: crlf, isGuarded: isGuarded)
    case .json: JSONWriter()
    case .jsonl: JSONLinesWriter()
    case .markdown: MarkdownWriter()
    }
  }
}
