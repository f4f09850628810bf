import NBBasics

/// A part of a section: a table, a chart, sentences.
struct PartDefinition: Hashable {
  /// The kinds of parts.
  enum Show: String, CaseIterable {
    /// A table of a query's rows.
    case table
    /// A bar a row, to one scale.
    case bars
    /// Values over days, weeks or a length of time, with their intervals.
    case lines
    /// An estimate a row, with its interval.
    case dots
    /// Stacked columns over days or weeks.
    case columns
    /// A strip a row: in which state something was when.
    case strips
    /// The window beside the one before, each figure with its verdict.
    case comparison
    /// What somebody should act on, ranked.
    case attention
    /// Starts, times and charges of each user, or of another dimension.
    case breakdown
    /// How well it was observed, in a line.
    case quality
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

    /// Whether it is drawn.
    var isPicture: Bool { [.bars, .lines, .dots, .columns, .strips].contains(self) }

    /// The keys such a part may have, besides `show` and `title`.
    var keys: [String] {
      let asking = ["query", "parameters", "period", "where", "sort", "limit", "empty"]
      let picture = asking + ["answer", "axis", "few", "count_by", "sum_by"]
      return switch self {
      case .table: asking + ["columns", "few", "count_by", "sum_by", "notes"]
      case .bars: picture + ["group", "label", "value", "upto", "ends"]
      case .lines: picture + ["x", "panel", "series", "lines"]
      case .dots: picture + ["label", "value", "beside"]
      case .columns: picture + ["x", "series", "value", "levels", "unknown"]
      case .strips: picture + ["label", "from", "until", "state"]
      case .timeline: asking + ["columns", "steps"]
      case .text: ["text"]
      case .list: ["items"]
      case .breakdown: ["by"]
      case .summary, .facts, .comparison, .attention, .quality: []
      }
    }
  }

  /// The time a query is asked about.
  enum Period: String, CaseIterable {
    /// The report's window.
    case window
    /// The window before it.
    case before
    /// The twelve weeks that end with the window.
    case history
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
  /// The name of its table and of its picture; nil: made from the section.
  var name: TOMLText?
  /// The dimension of a breakdown; nil: the one that was asked for.
  var by: TOMLText?
  var query: TOMLText?
  var parameters: [QueryParameter] = []
  var period: Period = .window
  var columns: [ColumnExpression] = []
  var conditions: [RowCondition] = []
  var orders: [RowOrder] = []
  var limit: Int?
  var few: FewRule?
  /// Rows are counted by these columns instead of shown.
  var countBy: [TOMLText] = []
  /// Rows that are alike in these columns become one, their numbers added up.
  var sumBy: [TOMLText] = []
  /// The column whose texts are listed below the table.
  var notes: TOMLText?
  /// The sentence instead of a table without rows.
  var empty = "Nothing to show."
  var text: TOMLText?
  var items: [TOMLText] = []
  /// What a picture draws.
  var picture = PictureFields()
  /// Timeline: the query that gives the steps.
  var steps = TOMLText(text: "steps", line: 0)
}
