/// A part with its figures, ready to be written in either form.
enum PartContent {
  case table(TablePart)
  case bars(BarsPart)
  case timeline(TimelinePart)
  case summary(SummaryFigures)
  /// A paragraph.
  case paragraph(String)
  /// Terms and what they mean, under the names of the two CSV columns.
  case pairs([(term: String, meaning: String)], columns: [String])
  /// A question about the window before, when there is none.
  case nothingBefore

  /// Asks what the part shows.
  init(_ part: PartDefinition, _ answers: ReportAnswers) throws {
    switch part.show {
    case .table, .bars, .timeline:
      guard
        let table = try answers.table(
          part.query?.text ?? "", part.parameters, part.period, line: part.query?.line ?? part.line)
      else {
        self = .nothingBefore
        return
      }
      let selection = try RowSelection(table, part, answers)
      self =
        switch part.show {
        case .bars: .bars(BarsPart(part: part, selection: selection))
        case .timeline: .timeline(TimelinePart(part: part, selection: selection))
        default: .table(TablePart(part: part, selection: selection))
        }
    case .summary:
      self = .summary(try SummaryFigures(answers, line: part.line))
    case .text:
      self = .paragraph(try part.text.map { try answers.filled($0.text, line: $0.line, isMarkdown: true) } ?? "")
    case .list:
      self = .pairs(try PartContent.items(part, answers), columns: ["term", "meaning"])
    case .facts:
      self = .pairs(PartContent.facts(answers.context), columns: ["name", "value"])
    }
  }

  /// `term: meaning` items.
  private static func items(
    _ part: PartDefinition, _ answers: ReportAnswers
  ) throws -> [(term: String, meaning: String)] {
    try part.items.map { item in
      let halves = item.text.split(separator: ":", maxSplits: 1).map(\.trimmed)
      guard halves.count == 2 else {
        throw answers.error(item.line, "'\(item.text)' is no item of a list", allowed: ["term: what it means"])
      }
      return (term: halves[0], meaning: try answers.filled(halves[1], line: item.line, isMarkdown: false))
    }
  }

  private static func facts(_ context: ReportContext) -> [(term: String, meaning: String)] {
    [
      (term: "log head", meaning: context.head), (term: "as of", meaning: context.asOf),
      (term: "events up to then", meaning: String(context.events)), (term: "window", meaning: context.window.label),
      (term: "from", meaning: context.window.from), (term: "until", meaning: context.window.until),
    ] + context.versions.map { (term: $0.name, meaning: $0.version) }
  }
}
