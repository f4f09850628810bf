/// Pictures as SVG: pieces for a page that styles them, or files that stand alone.
package struct SVGRenderer {
  /// A piece of a picture, to be laid out by whoever shows it.
  struct Piece {
    let width: Double
    let height: Double
    let body: String
    /// What it is beside the others; empty for a single one.
    let title: String
  }

  /// The usual width of a piece in units; text is 12 units high.
  static let usualWidth = 420.0
  private static let margin = 12.0

  private let figure: Figure

  package init(_ figure: Figure) { self.figure = figure }

  /// Whether a picture wants the whole width of a page.
  static func isWide(_ chart: Chart) -> Bool {
    switch chart {
    case .strips: true
    case .lines(let chart): chart.panels.count > 1
    case .bars, .spans, .dots, .columns: false
    }
  }

  /// The pieces of a chart, each `width` units wide. `clip` names areas that are clipped and must differ within a page.
  static func pieces(_ chart: Chart, width: Double, clip: String) -> [Piece] {
    switch chart {
    case .bars(let chart): [SVGBars(chart, width: width).piece()]
    case .spans(let chart): [SVGSpans(chart, width: width).piece()]
    case .dots(let chart): [SVGDots(chart, width: width).piece()]
    case .columns(let chart): [SVGColumns(chart, width: width).piece()]
    case .strips(let chart): [SVGStrips(chart, width: width).piece()]
    case .lines(let chart):
      chart.panels.indices.map { SVGLines(chart, panel: $0, width: width, clip: "\(clip)-\($0)").piece() }
    }
  }

  /// A file that stands alone: title, answer, picture.
  package func file() -> [UInt8] {
    let isWide = Self.isWide(figure.chart)
    let columns = isWide && Self.pieces(figure.chart, width: 300, clip: "c").count > 1 ? 3 : 1
    let pieceWidth = columns > 1 ? 300.0 : isWide ? 860 : 560
    let pieces = Self.pieces(figure.chart, width: pieceWidth, clip: "c")
    let perRow = min(columns, max(1, pieces.count))
    let width = max(Double(perRow) * pieceWidth, 560) + 2 * Self.margin
    var canvas = SVGCanvas()
    var y = Self.margin + 14
    for line in Self.wrapped(figure.question.plain, width - 2 * Self.margin, column: 7.4) {
      canvas.text(line, Self.margin, y, "b q")
      y += 18
    }
    for line in Self.wrapped(figure.answer.plain, width - 2 * Self.margin, column: SVGCanvas.columnWidth) {
      canvas.text(line, Self.margin, y, "m")
      y += SVGCanvas.lineHeight
    }
    for start in stride(from: 0, to: pieces.count, by: perRow) {
      let row = pieces[start..<min(start + perRow, pieces.count)]
      for (column, piece) in row.enumerated() {
        let x = Self.margin + Double(column) * pieceWidth
        canvas.append("<g transform=\"translate(\(SVGCanvas.number(x)) \(SVGCanvas.number(y)))\">\n\(piece.body)</g>\n")
      }
      y += row.map(\.height).max() ?? 0
    }
    let (w, h) = (SVGCanvas.number(width), SVGCanvas.number(y + Self.margin))
    return Array(
      """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(w)" height="\(h)" viewBox="0 0 \(w) \(h)" role="img" \
      aria-labelledby="title desc">
      <title id="title">\(MarkupText.escaped(figure.question.plain))</title>
      <desc id="desc">\(MarkupText.escaped(figure.answer.plain))</desc>
      <style>
      \(ChartStyle.sheet)
      .q{font-size:14px}
      </style>
      <defs>\(ChartStyle.definitions)</defs>
      <rect class="p" width="\(w)" height="\(h)"/>
      \(canvas.body)</svg>

      """.utf8)
  }

  /// A sentence in lines that fit.
  private static func wrapped(_ text: String, _ width: Double, column: Double) -> [String] {
    var lines: [String] = []
    for word in VisibleText.of(text).split(separator: " ") {
      if let last = lines.last, Double(last.count + 1 + word.count) * column <= width {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
