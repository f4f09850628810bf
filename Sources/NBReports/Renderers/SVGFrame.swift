/// The area of marks within a piece: axes, grid, legend.
struct SVGFrame {
  let left: Double
  let right: Double
  var top: Double
  var bottom: Double

  var width: Double { right - left }
  var height: Double { bottom - top }

  /// Where a share of the horizontal axis lies.
  func x(_ share: Double) -> Double { left + share * width }
  /// Where a share of the vertical axis lies.
  func y(_ share: Double) -> Double { bottom - share * height }

  /// Grid lines and names of a vertical axis, its title above.
  func drawVertical(_ axis: Axis, _ canvas: inout SVGCanvas) {
    for value in Ticks.values(axis, about: 4) {
      let y = y(axis.position(value))
      canvas.line(left, y, right, y, value == 0 ? "x" : "g")
      canvas.text(Self.tick(value, axis), left - 6, y + 4, "m n", .end)
    }
    canvas.text(axis.title, 0, top - 10, "m")
  }

  /// Grid lines and names of a horizontal axis below, its title below them.
  func drawHorizontal(_ axis: Axis, _ canvas: inout SVGCanvas, grid: Bool = true) {
    var free = -Double.infinity
    for value in Ticks.values(axis, about: max(2, Int(width / 80))) {
      let x = x(axis.position(value))
      if grid { canvas.line(x, top, x, bottom, value == 0 ? "x" : "g") }
      let text = Self.tick(value, axis)
      let half = SVGCanvas.width(text) / 2
      guard x - half > free else { continue }
      let anchor: SVGCanvas.Anchor = x + half > right + 10 ? .end : .middle
      canvas.text(text, anchor == .end ? right + 6 : x, bottom + 15, "m n", anchor)
      free = x + half + 6
    }
    if !axis.title.isEmpty { canvas.text(axis.title, right, bottom + 31, "m", .end) }
  }

  /// Names below places of equal width; some are left out where there is no room for all.
  func drawLabels(_ labels: [String], _ canvas: inout SVGCanvas) {
    guard !labels.isEmpty else { return }
    let slot = width / Double(labels.count)
    let widest = labels.map { SVGCanvas.width($0) }.max() ?? 0
    let every = max(1, Int(((widest + 8) / slot).rounded(.up)))
    for (index, label) in labels.enumerated() where (labels.count - 1 - index) % every == 0 {
      canvas.text(label, left + (Double(index) + 0.5) * slot, bottom + 16, "m", .middle)
    }
  }

  /// What marks mean, from the left, in as many lines as it takes; returns their height.
  static func drawLegend(
    _ entries: [(kind: String, text: String)], width: Double, y: Double, _ canvas: inout SVGCanvas
  ) -> Double {
    guard !entries.isEmpty else { return 0 }
    var (x, line) = (0.0, y)
    for entry in entries {
      let text = SVGCanvas.fitted(entry.text, width - 20)
      let length = 17 + SVGCanvas.width(text) + 12
      if x > 0, x + length > width + 12 {
        x = 0
        line += SVGCanvas.lineHeight
      }
      canvas.rect(x, line - 9, 11, 10, entry.kind)
      if entry.kind == "h" { canvas.rect(x, line - 9, 11, 10, "o") }
      canvas.text(text, x + 16, line)
      x += length
    }
    return line - y + SVGCanvas.lineHeight
  }

  /// A value of an axis: shares without decimals where none are needed.
  static func tick(_ value: Double, _ axis: Axis) -> String {
    switch axis.unit {
    case .share: "\(NumberWords.trimmed(value * 100, decimals: 1)) %"
    case .hours: "\(NumberWords.grouped(NumberWords.trimmed(value / 3_600_000, decimals: 1))) h"
    default: Quantity(value, axis.unit).text()
    }
  }
}
