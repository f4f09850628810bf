/// Estimates as dots on their intervals; the name above each, the counts beside it.
struct SVGDots {
  private static let rowHeight = 36.0

  private let chart: DotChart
  private let width: Double

  init(_ chart: DotChart, width: Double) {
    self.chart = chart
    self.width = width
  }

  func piece() -> SVGRenderer.Piece {
    var canvas = SVGCanvas()
    let top = chart.besideTitle.isEmpty ? 2.0 : 18
    let besideWidth = max(
      chart.rows.map { SVGCanvas.width($0.beside) }.max() ?? 0, SVGCanvas.width(chart.besideTitle))
    let frame = SVGFrame(
      left: 14, right: width - besideWidth - 22, top: top, bottom: top + Double(chart.rows.count) * Self.rowHeight)
    canvas.text(chart.besideTitle, width, 11, "m", .end)
    frame.drawHorizontal(chart.axis, &canvas)
    for (index, row) in chart.rows.enumerated() {
      let y = frame.top + Double(index) * Self.rowHeight
      canvas.text(SVGCanvas.fitted(row.label, frame.width), frame.left + 5, y + 14)
      canvas.text(row.beside, width, y + 20, "m n", .end)
      let middle = y + 25
      guard let value = row.value else {
        canvas.text("too few to say", frame.left + 4, middle + 4, "m")
        continue
      }
      let low = frame.x(chart.axis.position(row.low ?? 0))
      let high = frame.x(chart.axis.position(row.high ?? chart.axis.domain.upperBound))
      canvas.rect(low, middle - 2.5, max(1, high - low), 5, "f0 l")
      canvas.mark(
        0, frame.x(chart.axis.position(value)), middle, size: 4.4, "f0", title: "\(row.label): \(chart.words(row))")
    }
    return SVGRenderer.Piece(
      width: width, height: frame.bottom + (chart.axis.title.isEmpty ? 22 : 38), body: canvas.body, title: "")
  }
}
