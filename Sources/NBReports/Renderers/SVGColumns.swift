/// Stacked columns with their legend above.
struct SVGColumns {
  private static let plotHeight = 150.0

  private let chart: ColumnChart
  private let width: Double

  init(_ chart: ColumnChart, width: Double) {
    self.chart = chart
    self.width = width
  }

  func piece() -> SVGRenderer.Piece {
    var canvas = SVGCanvas()
    let kinds = chart.parts.enumerated().map { kind($0.element, $0.offset) }
    let legend = SVGFrame.drawLegend(
      zip(kinds, chart.parts).map { (kind: $0.0, text: $0.1.name) }, width: width, y: 12, &canvas)
    let tickWidth =
      (Ticks.values(chart.axis, about: 4).map { SVGCanvas.width(SVGFrame.tick($0, chart.axis)) }.max() ?? 0) + 10
    let top = 12 + legend + (chart.axis.title.isEmpty ? 2 : 18)
    let frame = SVGFrame(left: tickWidth, right: width - 2, top: top, bottom: top + Self.plotHeight)
    frame.drawVertical(chart.axis, &canvas)
    let slot = frame.width / Double(max(1, chart.labels.count))
    for (column, label) in chart.labels.enumerated() {
      let x = frame.left + Double(column) * slot + slot * 0.16
      var from = 0.0
      for (part, kind) in zip(chart.parts, kinds) where part.values[column] > 0 {
        let until = from + part.values[column]
        let (y1, y2) = (frame.y(chart.axis.position(until)), frame.y(chart.axis.position(from)))
        let title = "\(label), \(part.name): \(Quantity(part.values[column], chart.axis.unit).text())"
        canvas.rect(x, y1, slot * 0.68, max(1, y2 - y1 - (chart.meaning == .kinds ? 0.8 : 0)), kind, title: title)
        if kind == "h" { canvas.rect(x, y1, slot * 0.68, max(1, y2 - y1), "o") }
        from = until
      }
    }
    frame.drawLabels(chart.labels, &canvas)
    return SVGRenderer.Piece(width: width, height: frame.bottom + 24, body: canvas.body, title: "")
  }

  /// Levels are one colour that fades; what is unknown is hatched.
  private func kind(_ part: ColumnChart.Part, _ index: Int) -> String {
    if part.isUnknown { return "h" }
    return chart.meaning == .kinds ? "f\(index % 6)" : ["f0", "f0 l", "f0 w"][min(index, 2)]
  }
}
