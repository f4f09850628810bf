/// The window beside the one before, as a table with one verdict for each figure.
struct ComparisonPart {
  private let figures: ComparisonFigures
  private let context: ReportContext

  init(_ answers: ReportAnswers, line: Int) throws {
    figures = try ComparisonFigures(answers, line: line)
    context = answers.context
  }

  func content() -> ([Block], [Table]) {
    var columns: [DocumentTable.Column] = [
      .init("", isKey: true), .init(context.window.relative.now, .right),
    ]
    if context.before != nil { columns.append(.init(context.window.relative.before, .right, rank: 6)) }
    columns.append(.init("Verdict", rank: 1))
    let rows = figures.lines.map { line -> [DocumentCell] in
      var cells: [DocumentCell] = [.text(line.name), cell(line.value, line.of)]
      if context.before != nil { cells.append(cell(line.before, line.beforeOf)) }
      return cells + [line.verdict.cell]
    }
    return ([.table(DocumentTable(columns: columns, rows: rows))], [data])
  }

  /// `204 of 224 (91 %)`: a part with what it is counted of, so that a reader can compute the share.
  private func cell(_ value: Quantity?, _ of: Double?) -> DocumentCell {
    guard let value else { return .text("–") }
    guard let of else { return .quantity(value) }
    let share = of > 0 ? " (\(NumberWords.percent(value.value / of)))" : ""
    return .text("\(value.text()) of \(NumberWords.grouped(Int64(of)))\(share)")
  }

  private var data: Table {
    Table(
      title: "",
      columns: [
        Column("measure"), Column("flavor_class"), Column("unit"), Column("value", .number),
        Column("value_of", .number),
        Column("before", .number), Column("before_of", .number), Column("verdict"),
      ],
      rows: figures.lines.map { line in
        [
          .text(line.measure), .text(line.flavorClass), .text(ComparisonPart.unit(line.value ?? line.before)),
          ComparisonPart.machine(line.value), line.of.map(Cell.real) ?? .null, ComparisonPart.machine(line.before),
          line.beforeOf.map(Cell.real) ?? .null, .text(line.verdict.words),
        ]
      })
  }

  private static func unit(_ quantity: Quantity?) -> String {
    switch quantity?.unit {
    case .duration, .hours: "s"
    case .gigabyteHours: "gb_hours"
    default: "count"
    }
  }

  /// Times in seconds.
  private static func machine(_ quantity: Quantity?) -> Cell {
    guard let quantity else { return .null }
    return switch quantity.unit {
    case .duration, .hours: .real((quantity.value).rounded() / 1000)
    default: .real(quantity.value)
    }
  }
}
