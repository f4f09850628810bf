/// Spans of time: light where possible, solid where certain.
struct SVGSpans {
  private static let rowHeight = 21.0

  private let chart: SpanChart
  private let width: Double

  init(_ chart: SpanChart, width: Double) {
    self.chart = chart
    self.width = width
  }

  func piece() -> SVGRenderer.Piece {
    var canvas = SVGCanvas()
    let labelWidth = min((chart.rows.map { SVGCanvas.width($0.label) }.max() ?? 0) + 10, width * 0.36)
    let wordWidth = min((chart.rows.map { SVGCanvas.width($0.words.plain) }.max() ?? 0) + 8, width * 0.34)
    let frame = SVGFrame(
      left: labelWidth, right: width - wordWidth, top: 4, bottom: 4 + Double(chart.rows.count) * Self.rowHeight)
    frame.drawHorizontal(chart.axis, &canvas)
    for (index, row) in chart.rows.enumerated() {
      let y = frame.top + Double(index) * Self.rowHeight + 4
      canvas.text(SVGCanvas.fitted(row.label, labelWidth - 8), 0, y + 11)
      let words = row.words.plain
      for (range, kind) in [(row.possible, "f0 l"), (row.certain, "f0")] {
        guard let range else { continue }
        let (x1, x2) = (frame.x(chart.axis.position(range.lowerBound)), frame.x(chart.axis.position(range.upperBound)))
        canvas.rect(x1, y, max(1.5, x2 - x1), 13, kind, title: "\(row.label), \(words)")
      }
      canvas.text(SVGCanvas.fitted(words, wordWidth), frame.right + 6, y + 11, "m n")
    }
    return SVGRenderer.Piece(width: width, height: frame.bottom + 22, body: canvas.body, title: "")
  }
}
