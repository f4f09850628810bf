import NBBasics

/// The figures of a picture as a table, for readers who do not see it.
enum ChartTable {
  static func of(_ chart: Chart) -> DocumentTable {
    switch chart {
    case .bars(let chart): bars(chart)
    case .spans(let chart):
      DocumentTable(
        columns: [.init("", isKey: true), .init("Duration")],
        rows: chart.rows.map { [.text($0.label), .text($0.words.plain)] })
    case .lines(let chart): lines(chart)
    case .dots(let chart): dots(chart)
    case .columns(let chart): columns(chart)
    case .strips(let chart): strips(chart)
    }
  }

  private static func bars(_ chart: BarChart) -> DocumentTable {
    let hasGroups = chart.rows.contains { !$0.group.isEmpty }
    let hasEnds = chart.rows.contains { $0.end != nil }
    let hasBeside = chart.rows.contains { !$0.beside.isEmpty }
    var columns: [DocumentTable.Column] = hasGroups ? [.init("Group", isKey: true)] : []
    columns += [.init("Name", isKey: true), .init(chart.ends.first ?? valueTitle(chart.axis), .right)]
    if hasEnds { columns.append(.init(chart.ends.count > 1 ? chart.ends[1] : "Up to", .right)) }
    if hasBeside { columns.append(.init("Beside", .right)) }
    return DocumentTable(
      columns: columns,
      rows: chart.rows.map { row in
        var cells: [DocumentCell] = hasGroups ? [.text(row.group)] : []
        cells += [.text(row.label), cell(row.value, chart.axis)]
        if hasEnds { cells.append(cell(row.end, chart.axis)) }
        if hasBeside { cells.append(.text(row.beside)) }
        return cells
      })
  }

  private static func lines(_ chart: LineChart) -> DocumentTable {
    let all = chart.panels.flatMap { panel in panel.lines.map { (panel: panel.title, line: $0) } }
    var places: [Double] = []
    for point in all.flatMap(\.line.points) where !places.contains(point.place) { places.append(point.place) }
    places.sort()
    let base = if case .axis(let axis) = chart.base { axis.title } else { "" }
    return DocumentTable(
      columns: [.init(base.isEmpty ? "When" : base, isKey: true)]
        + all.map { .init([$0.panel, $0.line.name].filter { !$0.isEmpty }.joined(separator: ", "), .right) },
      rows: places.map { place in
        [.text(chart.label(place))]
          + all.map { entry in
            entry.line.points.first { $0.place == place }.map { .text(chart.words($0)) } ?? .empty
          }
      })
  }

  private static func dots(_ chart: DotChart) -> DocumentTable {
    DocumentTable(
      columns: [
        .init("Name", isKey: true), .init(valueTitle(chart.axis), .right),
        .init(chart.besideTitle.isEmpty ? "Counts" : chart.besideTitle, .right),
      ], rows: chart.rows.map { [.text($0.label), .text(chart.words($0)), .text($0.beside)] })
  }

  private static func columns(_ chart: ColumnChart) -> DocumentTable {
    DocumentTable(
      columns: [.init("When", isKey: true)] + chart.parts.map { .init($0.name, .right) },
      rows: chart.labels.indices.map { column in
        [.text(chart.labels[column])] + chart.parts.indices.map { cell(chart.value($0, column), chart.axis) }
      })
  }

  private static func strips(_ chart: StripChart) -> DocumentTable {
    let states = StripChart.State.allCases.filter { state in chart.rows.contains { $0.length(state) > 0 } }
    return DocumentTable(
      columns: [.init("Name", isKey: true)] + states.map { .init($0.words, .right) },
      rows: chart.rows.map { row in
        [.text(row.label)]
          + states.map { state in
            let length = row.length(state)
            return length > 0 ? .quantity(Quantity(length, .hours)) : .empty
          }
      })
  }

  private static func valueTitle(_ axis: Axis) -> String { axis.title.isEmpty ? "Value" : axis.title }

  private static func cell(_ value: Double?, _ axis: Axis) -> DocumentCell {
    value.map { .quantity(Quantity($0, axis.unit)) } ?? .empty
  }
}
