import NBBasics

extension PartDefinition {
  /// The keys of every part.
  private static let common = ["show", "title", "name"]

  /// Reads a `[[section.part]]`.
  init(_ block: TOMLBlock, file: String) throws(DefinitionError) {
    let kinds = Show.allCases.map(\.rawValue)
    let all = try BlockFields(block, allowed: PartDefinition.common + Set(Show.allCases.flatMap(\.keys)), file: file)
    let word = try all.requiredText("show")
    guard let show = Show(rawValue: word.text) else {
      throw all.error("unknown kind of part '\(word.text)'", line: word.line, allowed: kinds)
    }
    let fields = try BlockFields(block, allowed: PartDefinition.common + show.keys, file: file)
    self.init(show: show, line: block.line)
    title = try fields.text("title")?.text
    name = try fields.text("name")
    if let name, !ReportDefinition.isName(name.text) {
      throw fields.error(
        "'\(name.text)' is no name", line: name.line, allowed: ["lower-case letters, digits, hyphens"])
    }
    by = try fields.text("by")
    if let by, Breakdown.dimension(by.text) == nil {
      throw fields.error("no breakdown by '\(by.text)'", line: by.line, allowed: Breakdown.dimensions)
    }
    text = try fields.text("text")
    items = try fields.list("items")
    try readQuestion(fields, file: file)
    try readRows(fields, file: file)
    steps = try fields.text("steps") ?? TOMLText(text: "steps", line: block.line)
    try requireKeys(fields, file: file)
  }

  private mutating func readQuestion(_ fields: BlockFields, file: String) throws(DefinitionError) {
    query = try fields.text("query")
    for item in try fields.list("parameters") {
      let halves = item.text.split(separator: "=", maxSplits: 1).map(\.trimmed)
      guard halves.count == 2, !halves[0].isEmpty else {
        throw fields.error("'\(item.text)' is no parameter", line: item.line, allowed: ["by=flavor", "step=2"])
      }
      parameters.append(QueryParameter(halves[0], halves[1]))
    }
    if let word = try fields.text("period") {
      guard let period = Period(rawValue: word.text) else {
        throw fields.error(
          "unknown period '\(word.text)'", line: word.line, allowed: Period.allCases.map(\.rawValue))
      }
      self.period = period
    }
  }

  private mutating func readRows(_ fields: BlockFields, file: String) throws(DefinitionError) {
    for item in try fields.list("columns") { columns.append(try ColumnExpression(item, file: file)) }
    for item in try fields.list("where") { conditions.append(try RowCondition(item, file: file)) }
    for item in try fields.list("sort") { orders.append(try RowOrder(item, file: file)) }
    if let item = try fields.text("few") { few = try FewRule(item, file: file) }
    limit = try fields.number("limit")
    countBy = try fields.list("count_by")
    sumBy = try fields.list("sum_by")
    notes = try fields.text("notes")
    if let text = try fields.text("empty") { empty = text.text }
  }

  /// Refuses a part without what its kind cannot do without.
  private mutating func requireKeys(_ fields: BlockFields, file: String) throws(DefinitionError) {
    switch show {
    case .table, .timeline: _ = try fields.requiredText("query")
    case .bars, .lines, .dots, .columns, .strips:
      _ = try fields.requiredText("query")
      picture = try PictureFields(fields, show: show, file: file)
    case .text: _ = try fields.requiredText("text")
    case .list: if items.isEmpty { throw fields.error("a list needs 'items'") }
    case .summary, .facts, .comparison, .attention, .quality, .breakdown: break
    }
  }
}
