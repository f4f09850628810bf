/// What a part of a definition becomes: blocks to read, and the rows behind them.
struct PartContent {
  /// The blocks, without the title of the part.
  let blocks: [Block]
  /// The rows, for forms that machines read.
  private(set) var data: [Document.NamedTable] = []

  /// Asks what the part shows.
  ///
  /// - Parameter usualName: what its table and its picture are called where it has no name of its own.
  init(_ part: PartDefinition, _ answers: ReportAnswers, usualName: String) throws {
    let name = part.name?.text ?? usualName
    var data: [Table] = []
    switch part.show {
    case .table, .bars, .lines, .dots, .columns, .strips, .timeline:
      guard let selection = try PartContent.selection(part, answers) else {
        blocks = [.paragraph("The log does not reach back to the time before.")]
        self.data = [.init(name: name, table: try PartContent.columns(part, answers).titled(part.title ?? name))]
        return
      }
      switch part.show {
      case .bars, .lines, .dots, .columns, .strips:
        blocks = try PicturePart(part: part, selection: selection, answers: answers, name: name).blocks()
        data = [selection.table.titled("")]
      case .timeline:
        let timeline = TimelinePart(part: part, selection: selection)
        blocks = try timeline.blocks(answers)
        data = [selection.table.titled(""), try timeline.steps(answers).titled(": steps")]
      default:
        blocks = [try TablePart(part: part, selection: selection).block(answers)]
        data = [selection.table.titled("")]
      }
    case .summary:
      let lines = SummarySentences.lines(try SummaryFigures(answers, line: part.line))
      // A line each, however long: a reader in a hurry gets ten lines, not ten paragraphs.
      blocks = [.list(DocumentList(lines, isWrapped: false))]
      let rows = lines.enumerated().map { [Cell.integer(Int64($0.offset + 1)), .text($0.element.plain)] }
      data = [Table(title: "", columns: [Column("line", .number), Column("text")], rows: rows)]
    case .comparison: (blocks, data) = try ComparisonPart(answers, line: part.line).content()
    case .attention: (blocks, data) = try AttentionPart(answers, line: part.line).content()
    case .breakdown: (blocks, data) = try BreakdownPart(part, answers).content()
    case .quality: blocks = [.paragraph(try QualitySentence.of(answers, line: part.line))]
    case .text:
      blocks = [.paragraph(try part.text.map { try answers.phrase($0.text, line: $0.line) } ?? "")]
    case .list: (blocks, data) = PartContent.terms(try PartContent.items(part, answers), ["term", "meaning"])
    case .facts: (blocks, data) = PartContent.terms(PartContent.facts(answers.context), ["name", "value"])
    }
    let title = try answers.phrase(
      part.title ?? part.query?.text ?? part.show.rawValue, line: part.line)
    self.data = data.enumerated().map { place, table in
      Document.NamedTable(
        name: place == 0 ? name : "\(name)-steps", table: table.titled(title.plain + (table.title ?? "")))
    }
  }

  /// The columns of a comparison for which there is no earlier time, so that files have the same header every week.
  private static func columns(_ part: PartDefinition, _ answers: ReportAnswers) throws -> Table {
    var table = try answers.columns(part.query?.text ?? "", part.parameters, line: part.query?.line ?? part.line)
    table.rows = []
    return table
  }

  /// The rows that the part shows; nil when it asks about the window before and there is none.
  private static func selection(_ part: PartDefinition, _ answers: ReportAnswers) throws -> RowSelection? {
    let line = part.query?.line ?? part.line
    let table = try answers.table(part.query?.text ?? "", part.parameters, part.period, line: line)
    return try table.map { try RowSelection($0, part, answers) }
  }

  private static func terms(
    _ pairs: [(term: String, meaning: Phrase)], _ columns: [String]
  ) -> ([Block], [Table]) {
    let entries = pairs.map { DocumentTerms.Entry(term: $0.term, meaning: $0.meaning) }
    let rows = pairs.map { [Cell.text($0.term), .text($0.meaning.plain)] }
    return ([.terms(DocumentTerms(entries))], [Table(title: "", columns: columns.map { Column($0) }, rows: rows)])
  }

  /// `term: meaning` items.
  private static func items(
    _ part: PartDefinition, _ answers: ReportAnswers
  ) throws -> [(term: String, meaning: Phrase)] {
    try part.items.map { item in
      let halves = item.text.split(separator: ":", maxSplits: 1).map(\.trimmed)
      guard halves.count == 2 else {
        throw answers.error(item.line, "'\(item.text)' is no item of a list", allowed: ["term: what it means"])
      }
      return (term: halves[0], meaning: try answers.phrase(halves[1], line: item.line))
    }
  }

  private static func facts(_ context: ReportContext) -> [(term: String, meaning: Phrase)] {
    [
      (term: "log head", meaning: Phrase(context.head)), (term: "as of", meaning: Phrase(context.asOf)),
      (term: "events up to then", meaning: "\(context.events)"),
      (term: "window", meaning: Phrase(context.window.label)),
      (term: "from", meaning: Phrase(context.window.from)), (term: "until", meaning: Phrase(context.window.until)),
    ] + context.versions.map { (term: $0.name, meaning: Phrase($0.version)) }
  }
}

extension Table {
  /// The rows alone, under a title.
  fileprivate func titled(_ title: String) -> Table { Table(title: title, columns: columns, rows: rows) }
}
