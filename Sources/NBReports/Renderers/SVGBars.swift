/// Bars: a row each, solid up to the value and light up to the end, what they say behind them.
struct SVGBars {
  private static let barHeight = 13.0
  private static let rowHeight = 21.0

  private let chart: BarChart
  private let width: Double

  init(_ chart: BarChart, width: Double) {
    self.chart = chart
    self.width = width
  }

  func piece() -> SVGRenderer.Piece {
    var canvas = SVGCanvas()
    var y = 12.0
    if !chart.ends.isEmpty {
      let entries = zip(["f0", "f0 l"], chart.ends).map { (kind: $0.0, text: $0.1) }
      y += SVGFrame.drawLegend(entries, width: width, y: y, &canvas) + 2
    }
    let widest = chart.rows.map { SVGCanvas.width($0.label) }.max() ?? 0
    let labelWidth = min(widest + 10, width * 0.38)
    let words = chart.rows.map(text)
    let wordWidth = min((words.map { SVGCanvas.width($0) }.max() ?? 0) + 12, width * 0.45)
    let frame = SVGFrame(left: labelWidth, right: width - wordWidth, top: y, bottom: y)
    let start = y
    for (index, row) in chart.rows.enumerated() {
      if !row.group.isEmpty, index == 0 || chart.rows[index - 1].group != row.group {
        y += index == 0 ? 0 : 6
        canvas.text(SVGCanvas.fitted(row.group, width), 0, y + 12, "b")
        y += 18
      }
      canvas.text(SVGCanvas.fitted(row.label, labelWidth - 8), 0, y + 12)
      let title = [row.group, row.label, words[index]].filter { !$0.isEmpty }.joined(separator: ", ")
      if let end = row.end, let value = row.value, end > value {
        canvas.rect(
          frame.left, y + 2, frame.width * chart.axis.position(end), Self.barHeight, "f0 l", title: title)
      }
      if let value = row.value {
        let length = max(value > 0 ? 1.5 : 0, frame.width * chart.axis.position(value))
        canvas.rect(frame.left, y + 2, length, Self.barHeight, "f0", title: title)
      }
      let end = max(row.end ?? 0, row.value ?? 0)
      canvas.text(
        words[index], frame.left + frame.width * chart.axis.position(end) + 6, y + 12.5, "m n")
      y += Self.rowHeight
    }
    canvas.line(frame.left, start, frame.left, y, "x")
    return SVGRenderer.Piece(width: width, height: y + 6, body: canvas.body, title: "")
  }

  private func text(_ row: BarChart.Row) -> String {
    guard let value = row.value else { return "not known" }
    let first = Quantity(value, chart.axis.unit).text()
    let words = row.end.map { "\(first) · \(Quantity($0, chart.axis.unit).text())" } ?? first
    return row.beside.isEmpty ? words : "\(words) · \(row.beside)"
  }
}
