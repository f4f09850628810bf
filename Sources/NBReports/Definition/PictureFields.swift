import NBBasics

/// What a picture draws: the columns of its marks, and what is said beside them.
struct PictureFields: Hashable {
  /// The sentence below the question; nil: made from the marks.
  var answer: TOMLText?
  /// What the scale measures, in words.
  var axis = ""
  /// The columns that rows are called by.
  var label: [TOMLText] = []
  /// Bars: the column that several rows have in common.
  var group: TOMLText?
  /// The column of the length, the estimate or the size.
  var value: TOMLText?
  /// Bars: the column of the end of the lighter continuation.
  var upTo: TOMLText?
  /// Bars: what both ends are called.
  var ends: [TOMLText] = []
  /// Lines and columns: the column of the place.
  var x: TOMLText?
  /// Lines: a panel for each value of this column.
  var panel: TOMLText?
  /// A line, or a part of each column, for each value of this column.
  var series: TOMLText?
  /// Lines: the columns that are drawn, with their names.
  var lines: [ColumnExpression] = []
  /// Dots: what stands beside an estimate.
  var beside: ColumnExpression?
  /// Columns: rising levels, from what is certain to what is possible.
  var levels: [ColumnExpression] = []
  /// Columns: what is known of nothing.
  var unknown: ColumnExpression?
  /// Strips: the columns of begin, end and state.
  var from: TOMLText?
  var until: TOMLText?
  var state: TOMLText?

  init() {}

  /// Reads the keys of a picture; refuses one without what its kind cannot do without.
  init(_ fields: BlockFields, show: PartDefinition.Show, file: String) throws(DefinitionError) {
    answer = try fields.text("answer")
    axis = try fields.text("axis")?.text ?? ""
    label = try fields.list("label")
    group = try fields.text("group")
    value = try fields.text("value")
    upTo = try fields.text("upto")
    ends = try fields.list("ends")
    x = try fields.text("x")
    panel = try fields.text("panel")
    series = try fields.text("series")
    for item in try fields.list("lines") { lines.append(try ColumnExpression(item, file: file)) }
    if let item = try fields.text("beside") { beside = try ColumnExpression(item, file: file) }
    for item in try fields.list("levels") { levels.append(try ColumnExpression(item, file: file)) }
    if let item = try fields.text("unknown") { unknown = try ColumnExpression(item, file: file) }
    from = try fields.text("from")
    until = try fields.text("until")
    state = try fields.text("state")
    for key in PictureFields.required(show) where !fields.has(key) {
      throw fields.error("\(fields.block.header) needs '\(key)'")
    }
    if show == .columns, levels.isEmpty, series == nil || value == nil {
      throw fields.error("columns need 'levels', or 'series' and 'value'")
    }
  }

  private static func required(_ show: PartDefinition.Show) -> [String] {
    switch show {
    case .bars, .dots: ["label", "value"]
    case .lines: ["x", "lines"]
    case .columns: ["x"]
    case .strips: ["label", "from", "until", "state"]
    default: []
    }
  }
}
