import NBBasics

/// A chart in block characters, which survive plain-text mail.
struct TextChart {
  private static let barWidth = 36
  private static let spanWidth = 48
  private static let labelWidth = 24

  private let chart: Chart

  init(_ chart: Chart) { self.chart = chart }

  /// The lines, without line ends. Text in them cannot act on a terminal.
  func lines() -> [String] {
    switch chart {
    case .bars(let chart): TextChart.lines(chart)
    case .spans(let chart): TextChart.lines(chart)
    }
  }

  /// Group (where it changes), label, bar, words.
  private static func lines(_ chart: BarChart) -> [String] {
    let groups = chart.rows.map { label($0.group) }
    let labels = chart.rows.map { label($0.label) }
    let groupWidth = groups.map(DisplayWidth.of).max() ?? 0
    let labelWidth = labels.map(DisplayWidth.of).max() ?? 0
    return chart.rows.enumerated().map { position, row in
      let isRepeated = position > 0 && groups[position] == groups[position - 1]
      let bar = TextBar.continued(
        row.value ?? 0, to: row.end, scale: chart.axis.domain.upperBound, width: barWidth)
      var line = groupWidth > 0 ? Padding.pad(isRepeated ? "" : groups[position], to: groupWidth, .left) + "  " : ""
      line += Padding.pad(labels[position], to: labelWidth, .left) + "  "
      line += Padding.pad(bar, to: barWidth, .left) + "  "
      return line + VisibleText.of(chart.words(row))
    }
  }

  /// Label, line, words; words alone where nothing can be drawn.
  private static func lines(_ chart: SpanChart) -> [String] {
    let labels = chart.rows.map { VisibleText.of($0.label) }
    let labelWidth = labels.map(DisplayWidth.of).max() ?? 0
    return zip(chart.rows, labels).map { row, label in
      let words = VisibleText.of(row.words.plain)
      let bar = TextBar.span(row, chart.axis, width: spanWidth)
      let drawn = [bar, words].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: "  ")
      return Padding.pad(label, to: labelWidth, .left) + "  " + drawn
    }
  }

  private static func label(_ text: String) -> String { Padding.cut(VisibleText.of(text), to: labelWidth) }
}
