/// Stacked columns with their legend above.
struct SVGColumns {
  private static let plotHeight = 150.0
  private static let unknownHeight = 44.0

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
      zip(kinds, chart.parts).filter { !$0.1.isUnknown }.map { (kind: $0.0, text: $0.1.name) }, width: width, y: 12,
      &canvas)
    let axes = [chart.axis] + (unknown.map { [axis(of: $0)] } ?? [])
    let ticks = axes.flatMap { axis in Ticks.values(axis, about: 4).map { SVGFrame.tick($0, axis) } }
    let tickWidth = (ticks.map { SVGCanvas.width($0) }.max() ?? 0) + 10
    let top = 12 + legend + (chart.axis.title.isEmpty ? 2 : 18)
    let frame = SVGFrame(left: tickWidth, right: width - 2, top: top, bottom: top + Self.plotHeight)
    frame.drawVertical(chart.axis, &canvas)
    for (column, label) in chart.labels.enumerated() {
      var from = 0.0
      for (part, kind) in zip(chart.parts, kinds) where part.values[column] > 0 && !part.isUnknown {
        let until = from + part.values[column]
        let (y1, y2) = (frame.y(chart.axis.position(until)), frame.y(chart.axis.position(from)))
        let height = max(1, y2 - y1 - (chart.meaning == .kinds ? 0.8 : 0))
        canvas.rect(x(column, frame), y1, slot(frame) * 0.68, height, kind, title: title(part, label, column))
        from = until
      }
    }
    frame.drawLabels(chart.labels, &canvas)
    let bottom = drawUnknown(below: frame, &canvas)
    return SVGRenderer.Piece(width: width, height: bottom, body: canvas.body, title: "")
  }

  /// The part of which nothing is known, where there is any of it.
  private var unknown: ColumnChart.Part? { chart.parts.first { $0.isUnknown && chart.sum($0) > 0 } }

  private func axis(of part: ColumnChart.Part) -> Axis {
    Axis(chart.axis.unit, upTo: part.values, title: part.name)
  }

  private func slot(_ frame: SVGFrame) -> Double { frame.width / Double(max(1, chart.labels.count)) }

  private func x(_ column: Int, _ frame: SVGFrame) -> Double {
    frame.left + Double(column) * slot(frame) + slot(frame) * 0.16
  }

  private func title(_ part: ColumnChart.Part, _ label: String, _ column: Int) -> String {
    "\(label), \(part.name): \(Quantity(part.values[column], chart.axis.unit).text())"
  }

  /// What nobody knows has a scale of its own below: it may be many times what is known. Returns the end of all.
  private func drawUnknown(below upper: SVGFrame, _ canvas: inout SVGCanvas) -> Double {
    let end = upper.bottom + 24
    guard let part = unknown else { return end }
    let axis = axis(of: part)
    var frame = upper
    frame.top = end + 24
    frame.bottom = frame.top + Self.unknownHeight
    let values = Ticks.values(axis, about: 2)
    for value in values {
      let y = frame.y(axis.position(value))
      canvas.line(frame.left, y, frame.right, y, value == 0 ? "x" : "g")
      if value == 0 || value == values.last {
        canvas.text(SVGFrame.tick(value, axis), frame.left - 6, y + 4, "m n", .end)
      }
    }
    canvas.text(axis.title, 0, frame.top - 10, "m")
    for (column, label) in chart.labels.enumerated() where part.values[column] > 0 {
      let top = frame.y(axis.position(part.values[column]))
      let height = max(1, frame.bottom - top)
      canvas.rect(x(column, frame), top, slot(frame) * 0.68, height, "h", title: title(part, label, column))
      canvas.rect(x(column, frame), top, slot(frame) * 0.68, height, "o")
    }
    return frame.bottom + 8
  }

  /// Levels are one colour that fades; what is unknown is hatched.
  private func kind(_ part: ColumnChart.Part, _ index: Int) -> String {
    if part.isUnknown { return "h" }
    return chart.meaning == .kinds ? "f\(index % 6)" : ["f0", "f0 l", "f0 w"][min(index, 2)]
  }
}
