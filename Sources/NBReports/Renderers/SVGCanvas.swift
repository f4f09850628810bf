import NBBasics

/// Shapes and texts of an SVG picture, in order. Colours and fonts come from the style sheet (``ChartStyle``), by class.
struct SVGCanvas {
  /// How many units a column of text takes, about.
  static let columnWidth = 6.8
  /// The height of a line of text.
  static let lineHeight = 16.0

  enum Anchor: String {
    case start, middle, end
  }

  private(set) var body = ""

  mutating func rect(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ kind: String, title: String? = nil
  ) {
    guard width > 0, height > 0 else { return }
    let shape =
      "<rect class=\"\(kind)\" x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" width=\"\(Self.number(width))\" "
      + "height=\"\(Self.number(height))\""
    body += title.map { "\(shape)><title>\(MarkupText.escaped($0))</title></rect>\n" } ?? "\(shape)/>\n"
  }

  mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ kind: String) {
    body +=
      "<path class=\"\(kind)\" d=\"M\(Self.number(x1)) \(Self.number(y1))L\(Self.number(x2)) \(Self.number(y2))\"/>\n"
  }

  /// A path of absolute points; nothing where there are none.
  mutating func path(_ data: String, _ kind: String, clip: String? = nil) {
    guard !data.isEmpty else { return }
    let clip = clip.map { " clip-path=\"url(#\($0))\"" } ?? ""
    body += "<path class=\"\(kind)\" d=\"\(data)\"\(clip)/>\n"
  }

  mutating func text(
    _ text: String, _ x: Double, _ y: Double, _ kind: String = "t", _ anchor: Anchor = .start
  ) {
    guard !text.isEmpty else { return }
    let anchor = anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\""
    body +=
      "<text class=\"\(kind)\" x=\"\(Self.number(x))\" y=\"\(Self.number(y))\"\(anchor)>\(MarkupText.escaped(text))"
      + "</text>\n"
  }

  /// Markup that is safe already.
  mutating func append(_ markup: String) { body += markup }

  /// A circle, square, triangle or diamond: shapes tell series apart without colour.
  mutating func mark(_ shape: Int, _ x: Double, _ y: Double, size: Double = 3.6, _ kind: String, title: String? = nil) {
    let n = Self.number
    let data: String
    switch shape % 4 {
    case 0:
      data =
        "M\(n(x - size)) \(n(y))a\(n(size)) \(n(size)) 0 1 0 \(n(2 * size)) 0a\(n(size)) \(n(size)) 0 1 0 \(n(-2 * size)) 0z"
    case 1: data = "M\(n(x - size)) \(n(y - size))h\(n(2 * size))v\(n(2 * size))h\(n(-2 * size))z"
    case 2: data = "M\(n(x)) \(n(y - size * 1.2))l\(n(size * 1.2)) \(n(size * 2.1))h\(n(-size * 2.4))z"
    default:
      data =
        "M\(n(x)) \(n(y - size * 1.3))l\(n(size * 1.3)) \(n(size * 1.3))l\(n(-size * 1.3)) \(n(size * 1.3))l\(n(-size * 1.3)) \(n(-size * 1.3))z"
    }
    let title = title.map { "<title>\(MarkupText.escaped($0))</title>" } ?? ""
    body += "<path class=\"\(kind)\" d=\"\(data)\">\(title)</path>\n"
  }

  /// The width of a text, about.
  static func width(_ text: String) -> Double { Double(DisplayWidth.of(VisibleText.of(text))) * columnWidth }

  /// A text cut to a width.
  static func fitted(_ text: String, _ width: Double) -> String {
    Padding.cutMiddle(VisibleText.of(text), to: max(3, Int(width / columnWidth)))
  }

  /// A coordinate with at most one decimal.
  static func number(_ value: Double) -> String {
    Decimal.scaled(value, decimals: 1).map { Decimal.text(scaled: $0, decimals: 1, trimmed: true) } ?? "0"
  }

  static func move(_ x: Double, _ y: Double) -> String { "M\(number(x)) \(number(y))" }
  static func draw(_ x: Double, _ y: Double) -> String { "L\(number(x)) \(number(y))" }
}
