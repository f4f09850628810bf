/// The values of `--format`.
public enum OutputFormat: String, Sendable, CaseIterable {
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

  /// A writer of this form. `crlf` and `isGuarded` concern CSV, `width` (columns of the terminal, nil: unlimited)
  /// concerns tables.
  public func writer(crlf: Bool = false, isGuarded: Bool = true, width: Int? = nil) -> any RowWriter {
    switch self {
    case .table: TableWriter(width: width)
    case .csv: CSVWriter(crlf: crlf, isGuarded: isGuarded)
    case .json: JSONWriter()
    case .jsonl: JSONLinesWriter()
    case .markdown: MarkdownWriter()
    }
  }
}
