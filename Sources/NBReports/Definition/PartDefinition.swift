/// A part of a section: a table, a chart, sentences.
struct PartDefinition: Hashable {
  /// The kinds of parts.
  enum Show: String, CaseIterable {
    /// A table of a query's rows.
    case table
    /// A bar a row, to one scale.
    case bars
    /// A drawing a row: when each step of a start was under way.
    case timeline
    /// The sentences for a reader in a hurry.
    case summary
    /// A paragraph.
    case text
    /// Terms and what they mean.
    case list
    /// Head, as-of, events, versions.
    case facts

    /// The keys such a part may have, besides `show` and `title`.
    var keys: [String] {
      let asking = ["query", "parameters", "period", "where", "sort", "limit", "empty"]
      return switch self {
      case .table: asking + ["columns", "few", "count_by", "notes"]
      case .bars: asking + ["group", "label", "value", "upto"]
      case .timeline: asking + ["columns", "steps"]
      case .text: ["text"]
      case .list: ["items"]
      case .summary, .facts: []
      }
    }
  }

  /// The time a query is asked about.
  enum Period: String, CaseIterable {
    /// The report's window.
    case window
    /// The window before it.
    case before
    /// The report's window and the one before it, to compare them.
    case both
    /// The state at the end of the window.
    case end
    /// Whatever the query takes by itself.
    case none
  }

  var show: Show
  var line: Int
  var title: String?
  var query: DefinitionText?
  var parameters: [QueryParameter] = []
  var period: Period = .window
  var columns: [ColumnExpression] = []
  var conditions: [RowCondition] = []
  var orders: [RowOrder] = []
  var limit: Int?
  var few: FewRule?
  /// Rows are counted by these columns instead of shown.
  var countBy: [DefinitionText] = []
  /// The column whose texts are listed below the table.
  var notes: DefinitionText?
  /// The sentence instead of a table without rows.
  var empty = "Nothing to show."
  var text: DefinitionText?
  var items: [DefinitionText] = []
  /// Bars: the columns of group, label, length and end of the lighter continuation.
  var group: DefinitionText?
  var label: DefinitionText?
  var value: DefinitionText?
  var upTo: DefinitionText?
  /// Timeline: the query that gives the steps.
  var steps = DefinitionText(text: "steps", line: 0)
}
