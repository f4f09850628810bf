/// One panel of lines, each named at its end, with its interval as a band.
struct SVGLines {
  private static let plotHeight = 150.0

  private let chart: LineChart
  private let panel: LineChart.Panel
  private let width: Double
  private let clip: String
  private let frame: SVGFrame

  init(_ chart: LineChart, panel: Int, width: Double, clip: String) {
    self.chart = chart
    self.panel = chart.panels[panel]
    self.width = width
    self.clip = clip
    let tickWidth =
      (Ticks.values(chart.axis, about: 4).map { SVGCanvas.width(SVGFrame.tick($0, chart.axis)) }.max() ?? 0) + 10
    let nameWidth = (self.panel.lines.map { SVGCanvas.width($0.name) }.max() ?? 0) + 22
    let top = (self.panel.title.isEmpty ? 4.0 : 22) + (chart.axis.title.isEmpty ? 4 : 20)
    frame = SVGFrame(
      left: tickWidth, right: width - min(nameWidth, width * 0.36), top: top, bottom: top + Self.plotHeight)
  }

  func piece() -> SVGRenderer.Piece {
    var canvas = SVGCanvas()
    canvas.text(SVGCanvas.fitted(panel.title, width), 0, 13, "b")
    let n = SVGCanvas.number
    canvas.append(
      "<clipPath id=\"\(clip)\"><rect x=\"\(n(frame.left))\" y=\"\(n(frame.top))\" width=\"\(n(frame.width + 4))\" "
        + "height=\"\(n(frame.height))\"/></clipPath>\n")
    frame.drawVertical(chart.axis, &canvas)
    var bottom = frame.bottom + 24
    switch chart.base {
    case .labels(let labels): frame.drawLabels(labels, &canvas)
    case .axis(let axis):
      frame.drawHorizontal(axis, &canvas, grid: false)
      bottom += axis.title.isEmpty ? 0 : 16
    }
    for (index, line) in panel.lines.enumerated() {
      // Beside the leading line the limits of others stand at their points: areas over areas cannot be read.
      if isOrdered, index > 0 {
        canvas.path(whiskers(line), "k\(index % 6) s", clip: clip)
      } else {
        canvas.path(band(line), "f\(index % 6) w", clip: clip)
      }
    }
    var ends: [(y: Double, index: Int)] = []
    for (index, line) in panel.lines.enumerated() {
      let dashes = index > 0 && isOrdered ? " d" : ""
      canvas.path(stroke(line), "k\(index % 6)\(dashes)", clip: clip)
      if isOrdered {
        for point in line.points where point.value != nil {
          canvas.mark(
            index, x(point.place), y(point.value ?? 0), "f\(index % 6)",
            title: "\(chart.label(point.place)), \(line.name): \(chart.words(point))")
        }
      }
      if let last = line.points.last(where: { $0.value != nil })?.value { ends.append((y(last), index)) }
    }
    name(ends, &canvas)
    return SVGRenderer.Piece(width: width, height: bottom, body: canvas.body, title: panel.title)
  }

  private var isOrdered: Bool { if case .labels = chart.base { true } else { false } }

  private func x(_ place: Double) -> Double {
    switch chart.base {
    case .labels(let labels): frame.left + (place + 0.5) * frame.width / Double(max(1, labels.count))
    case .axis(let axis): frame.x(axis.position(place))
    }
  }

  private func y(_ value: Double) -> Double { frame.y(chart.axis.position(value)) }

  /// The names of the lines at their ends, none over another.
  private func name(_ ends: [(y: Double, index: Int)], _ canvas: inout SVGCanvas) {
    var free = -Double.infinity
    for end in ends.sorted(by: { ($0.y, $0.index) < ($1.y, $1.index) }) {
      let y = max(end.y + 4, free)
      canvas.mark(end.index, frame.right + 6, y - 4, size: 3, "f\(end.index % 6)")
      canvas.text(
        SVGCanvas.fitted(panel.lines[end.index].name, width - frame.right - 10), frame.right + 13, y, "t")
      free = y + 14
    }
  }

  /// The runs of neighbouring points that satisfy a condition.
  private func runs(_ line: LineChart.Line, _ holds: (LineChart.Point) -> Bool) -> [[LineChart.Point]] {
    line.points.split { !holds($0) }.map(Array.init)
  }

  private func stroke(_ line: LineChart.Line) -> String {
    runs(line) { $0.value != nil }.map { run in
      run.indices.map { index in
        let (x, y) = (x(run[index].place), y(run[index].value ?? 0))
        if index == 0 { return SVGCanvas.move(x, y) }
        let step = chart.isStepped ? SVGCanvas.draw(x, self.y(run[index - 1].value ?? 0)) : ""
        return step + SVGCanvas.draw(x, y)
      }.joined()
    }.joined()
  }

  /// A bar from limit to limit at each point; without a cap where the data do not reach that far.
  private func whiskers(_ line: LineChart.Line) -> String {
    line.points.filter { $0.value != nil && ($0.low != nil || $0.high != nil) }.map { point in
      let x = x(point.place)
      let (top, bottom) = (y(point.high ?? chart.axis.domain.upperBound), y(point.low ?? 0))
      func cap(_ y: Double) -> String { SVGCanvas.move(x - 4, y) + SVGCanvas.draw(x + 4, y) }
      let isOpen = (point.high ?? .infinity) > chart.axis.domain.upperBound
      return SVGCanvas.move(x, top) + SVGCanvas.draw(x, bottom) + (isOpen ? "" : cap(top)) + cap(bottom)
    }.joined()
  }

  /// The area between the limits; a limit that the data do not reach lies at the edge. A single point has a bar.
  private func band(_ line: LineChart.Line) -> String {
    runs(line) { $0.low != nil || $0.high != nil }.map { run in
      var points = run
      let half = isOrdered ? 0.12 : 0
      if run.count == 1, isOrdered {
        points = [run[0], run[0]]
        points[0].place -= half
        points[1].place += half
      }
      func outline(_ limit: (LineChart.Point) -> Double) -> [(x: Double, y: Double)] {
        var corners: [(x: Double, y: Double)] = []
        for (index, point) in points.enumerated() {
          if chart.isStepped, index > 0 { corners.append((x(point.place), y(limit(points[index - 1])))) }
          corners.append((x(point.place), y(limit(point))))
        }
        return corners
      }
      let upper = outline { $0.high ?? chart.axis.domain.upperBound }
      let lower = outline { $0.low ?? 0 }
      return (upper + lower.reversed()).enumerated().map { index, corner in
        index == 0 ? SVGCanvas.move(corner.x, corner.y) : SVGCanvas.draw(corner.x, corner.y)
      }.joined() + "z"
    }.joined()
  }
}
