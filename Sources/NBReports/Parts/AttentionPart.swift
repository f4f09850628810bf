/// What somebody should act on, ranked.
struct AttentionPart {
  private let figures: AttentionFigures

  init(_ answers: ReportAnswers, line: Int) throws {
    figures = try AttentionFigures(answers, line: line)
  }

  func content() -> ([Block], [Table]) {
    let rows = figures.items.enumerated().map { place, item in
      [Cell.integer(Int64(place + 1)), .text(item.kind), .text(item.text.plain)]
    }
    let data = Table(title: "", columns: [Column("rank", .number), Column("kind"), Column("text")], rows: rows)
    if figures.items.isEmpty { return ([.paragraph("Nothing needs attention.")], [data]) }
    return ([.ranking(figures.items.map(\.text))], [data])
  }
}
