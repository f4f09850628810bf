/// Strips of states over time; outages of the poller as columns across all.
struct SVGStrips {
  private static let stripHeight = 12.0
  private static let rowHeight = 19.0

  private let chart: StripChart
  private let rows: [StripChart.Row]
  private let width: Double

  init(_ chart: StripChart, width: Double) {
    self.chart = chart
    rows = chart.drawn
    self.width = width
  }

  func piece() -> SVGRenderer.Piece {
    var canvas = SVGCanvas()
    let states = StripChart.State.allCases.filter { state in rows.contains { $0.length(state) > 0 } }
    let legend = SVGFrame.drawLegend(
      states.map { (kind: Self.kind($0), text: $0.words) }, width: width, y: 12, &canvas)
    let labelWidth = min((rows.map { SVGCanvas.width($0.label) }.max() ?? 0) + 12, width * 0.3)
    let top = 14 + legend
    let frame = SVGFrame(
      left: labelWidth, right: width - 4, top: top, bottom: top + Double(rows.count) * Self.rowHeight + 4)
    for outage in chart.outages {
      let (x1, x2) = (x(outage.lowerBound, frame), x(outage.upperBound, frame))
      canvas.rect(x1, frame.top - 2, max(1.5, x2 - x1), frame.height, "outage")
    }
    let days = chart.days()
    for day in days {
      let x = x(day.place, frame)
      canvas.line(x, frame.top - 2, x, frame.bottom, "g")
    }
    for (index, row) in rows.enumerated() {
      let y = frame.top + Double(index) * Self.rowHeight
      canvas.text(SVGCanvas.fitted(row.label, labelWidth - 8), 0, y + 11)
      for state in states {
        let data = row.spans.filter { $0.state == state }.map { span -> String in
          // Short states stay visible: a start takes a minute of a week.
          let least = state == .failed || state == .starting ? 2.0 : 0.4
          let x1 = x(span.range.lowerBound, frame)
          let length = max(least, x(span.range.upperBound, frame) - x1)
          let n = SVGCanvas.number
          return "M\(n(x1)) \(n(y))h\(n(length))v\(n(Self.stripHeight))h\(n(-length))z"
        }.joined()
        canvas.path(data, Self.kind(state))
      }
    }
    let slot = frame.width / max(1, (chart.domain.upperBound - chart.domain.lowerBound) / 86_400_000)
    let widest = days.map { SVGCanvas.width($0.label) }.max() ?? 0
    let every = max(1, Int(((widest + 6) / max(1, slot)).rounded(.up)))
    for (index, day) in days.enumerated() where index % every == 0 {
      let middle = x(day.place, frame) + slot / 2
      if middle + widest / 2 <= width + 4 { canvas.text(day.label, middle, frame.bottom + 15, "m", .middle) }
    }
    return SVGRenderer.Piece(width: width, height: frame.bottom + 22, body: canvas.body, title: "")
  }

  private func x(_ time: Double, _ frame: SVGFrame) -> Double {
    let length = chart.domain.upperBound - chart.domain.lowerBound
    guard length > 0 else { return frame.left }
    return frame.x(min(1, max(0, (time - chart.domain.lowerBound) / length)))
  }

  private static func kind(_ state: StripChart.State) -> String {
    switch state {
    case .running: "sr"
    case .starting: "ss"
    case .stopped: "sd"
    case .failed: "sf"
    case .other: "se"
    case .noData: "h"
    }
  }
}
