import NBBasics

/// A chart in block characters, which survive plain-text mail.
struct TextChart {
  private static let barWidth = 36
  private static let spanWidth = 48
  private static let columnWidth = 20
  /// A line of a report less the indent of a picture.
  private static let lineWidth = 96
  private static let labelWidth = 24

  /// On less room than this a line of spans says nothing.
  private static let leastSpanWidth = 10

  private let chart: Chart
  private let width: Int?
  private let style: TerminalStyle

  /// - Parameter width: the columns there are for spans; nil for those of a report.
  init(_ chart: Chart, width: Int? = nil, style: TerminalStyle = TerminalStyle(isColored: false)) {
    self.chart = chart
    self.width = width
    self.style = style
  }

  /// The lines, without line ends. Text in them cannot act on a terminal.
  func lines() -> [String] {
    switch chart {
    case .bars(let chart): TextChart.lines(chart)
    case .spans(let chart): lines(chart)
    case .lines(let chart): TextChart.lines(chart)
    case .dots(let chart): TextChart.lines(chart)
    case .columns(let chart): TextChart.lines(chart)
    case .strips(let chart): TextStrips(chart).lines()
    }
  }

  /// A bar for each point of a panel, solid to the first line and light to the second.
  private static func lines(_ chart: LineChart) -> [String] {
    if case .axis = chart.base { return curves(chart) }
    let rows = chart.panels.flatMap { panel -> [BarChart.Row] in
      guard let lead = panel.lines.first else { return [] }
      return lead.points.map { point in
        let other = panel.lines.dropFirst().first?.points.first { $0.place == point.place }?.value
        return BarChart.Row(group: panel.title, label: chart.label(point.place), value: point.value, end: other)
      }
    }
    return lines(BarChart(chart.axis.unit, rows: rows))
  }

  /// A bar for a few places of each curve.
  private static func curves(_ chart: LineChart) -> [String] {
    let rows = chart.panels.flatMap(\.lines).flatMap { line -> [BarChart.Row] in
      let chosen: [Double] = [15_000, 30_000, 60_000, 120_000, 300_000, 600_000]
      let places = line.points.filter { chosen.contains($0.place) }
      return (places.isEmpty ? line.points.suffix(1) : places[...]).map { point in
        BarChart.Row(group: line.name, label: chart.label(point.place), value: point.value)
      }
    }
    return lines(BarChart(chart.axis.unit, rows: rows))
  }

  /// The interval as a line with the estimate on it, then the words and what stands beside.
  private static func lines(_ chart: DotChart) -> [String] {
    let labels = chart.rows.map { label($0.label) }
    let labelWidth = labels.map(DisplayWidth.of).max() ?? 0
    let besideWidth = chart.rows.map { DisplayWidth.of($0.beside) }.max() ?? 0
    return zip(chart.rows, labels).map { row, label in
      var bar = Array(repeating: Character(" "), count: barWidth)
      if let value = row.value {
        func place(_ value: Double) -> Int { Int((chart.axis.position(value) * Double(barWidth - 1)).rounded()) }
        let (low, high) = (place(row.low ?? 0), place(row.high ?? chart.axis.domain.upperBound))
        for column in low...max(low, high) { bar[column] = "─" }
        bar[place(value)] = "●"
      }
      var line = Padding.pad(label, to: labelWidth, .left) + "  "
      if besideWidth > 0 { line += Padding.pad(VisibleText.of(row.beside), to: besideWidth, .right) + "  " }
      return line + String(bar) + "  " + chart.words(row)
    }
  }

  /// A bar for each column, and its parts in words, as far as they fit on a line.
  private static func lines(_ chart: ColumnChart) -> [String] {
    let labels = chart.labels.map(label)
    let labelWidth = labels.map(DisplayWidth.of).max() ?? 0
    return chart.labels.indices.map { column in
      let known = chart.parts.filter { !$0.isUnknown }
      let solid = chart.meaning == .levels ? known.prefix(2).reduce(0) { $0 + $1.values[column] } : chart.total(column)
      let bar = TextBar.continued(
        solid, to: chart.total(column), scale: chart.axis.domain.upperBound, width: columnWidth)
      let parts = chart.parts.indices.filter { chart.parts[$0].values[column] > 0 }.map { part in
        "\(chart.parts[part].name) \(Quantity(chart.value(part, column), chart.axis.unit).text())"
      }
      let words = parts.isEmpty ? "–" : VisibleText.of(parts.joined(separator: ", "))
      let start = Padding.pad(labels[column], to: labelWidth, .left) + "  " + Padding.pad(bar, to: columnWidth, .left)
      return start + "  " + Padding.cut(words, to: max(20, lineWidth - DisplayWidth.of(start) - 2))
    }
  }

  /// Group (where it changes), label, bar, words.
  private static func lines(_ chart: BarChart) -> [String] {
    let groups = chart.rows.map { label($0.group) }
    let labels = chart.rows.map { label($0.label) }
    let words = chart.rows.map { VisibleText.of(chart.words($0)) }
    let groupWidth = groups.map(DisplayWidth.of).max() ?? 0
    let labelWidth = labels.map(DisplayWidth.of).max() ?? 0
    let wordWidth = words.map(DisplayWidth.of).max() ?? 0
    let width = max(12, min(barWidth, lineWidth - groupWidth - labelWidth - wordWidth - 6))
    return chart.rows.enumerated().map { position, row in
      let isRepeated = position > 0 && groups[position] == groups[position - 1]
      let bar = TextBar.continued(row.value ?? 0, to: row.end, scale: chart.axis.domain.upperBound, width: width)
      var line = groupWidth > 0 ? Padding.pad(isRepeated ? "" : groups[position], to: groupWidth, .left) + "  " : ""
      line += Padding.pad(labels[position], to: labelWidth, .left) + "  "
      line += Padding.pad(bar, to: width, .left) + "  "
      return line + words[position]
    }
  }

  /// Label, line, words; words alone where nothing can be drawn or there is no room for it.
  private func lines(_ chart: SpanChart) -> [String] {
    let labels = chart.rows.map { VisibleText.of($0.label) }
    let labelWidth = labels.map(DisplayWidth.of).max() ?? 0
    let sentences = chart.rows.map { $0.words.replacing { VisibleText.of(String($0)) } }
    let wordWidth = zip(chart.rows, sentences).map { $0.possible == nil ? 0 : DisplayWidth.of($1.plain) }.max() ?? 0
    let room = width.map { $0 - labelWidth - wordWidth - 4 } ?? Self.spanWidth
    return chart.rows.indices.map { index in
      let (row, words) = (chart.rows[index], sentences[index])
      let start = Padding.pad(labels[index], to: labelWidth, .left) + "  "
      let bar =
        room < Self.leastSpanWidth ? nil : TextBar.span(row, chart.axis, width: min(room, Self.spanWidth))
      if words.isEmpty { return start + (bar ?? "") }
      let lead = start + (bar.map { $0 + "  " } ?? "")
      if let width, DisplayWidth.of(lead + words.plain) > width { return Padding.cut(lead + words.plain, to: width) }
      return lead + words.inlines.map { style.paint($0.plain, $0.tone) }.joined()
    }
  }

  private static func label(_ text: String) -> String { Padding.cut(VisibleText.of(text), to: labelWidth) }
}
