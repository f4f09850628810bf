import Foundation
import FoundationXML
import Testing

@testable import NBReports

/// Pictures as SVG and in characters, and documents as HTML.
@Suite struct PictureTests {
  private static let nasty = "</title><script>alert(1)</script> & \"quoted\" 'x' \u{202E}rtl"

  private static let charts: [Chart] = [
    .bars(
      BarChart(
        .duration, rows: [.init(group: nasty, label: nasty, value: 8200, end: 14_000)], ends: ["median", "90 %"])),
    .spans(SpanChart(domain: 0...10, rows: [.init(label: nasty, possible: -1..<12, certain: 2..<3, words: "x")])),
    .lines(
      LineChart(
        .labels(["W46", nasty]), Axis(.duration, 0...60_000),
        panels: [
          .init(
            nasty, [.init("median", [.init(0, 20_000, low: 10_000), .init(1, nil), .init(1, 30_000, high: 90_000)])])
        ])),
    .lines(
      LineChart(
        .axis(Axis(.duration, 5_000...600_000, .logarithmic)), Axis(.share, 0...1),
        panels: [.init("", [.init(nasty, [.init(5_000, 0.1), .init(600_000, 0.9, low: 0.8, high: 0.95)])])],
        isStepped: true)),
    .dots(
      DotChart(
        .share,
        rows: [
          .init(label: nasty, value: 0.1, low: 0.05, high: 0.2, beside: "6 of 59"), .init(label: "few", value: nil),
        ])),
    .columns(
      ColumnChart(
        .count, labels: ["Mon", nasty], parts: [.init(nasty, [0, 3]), .init("b", [1, 2])], meaning: .kinds)),
    .columns(
      ColumnChart(
        .hours, labels: ["Mon"],
        parts: [.init("certain", [3.6e6]), .init("possible", [3.6e6]), .init("no data", [7.2e8], isUnknown: true)],
        meaning: .levels)),
    .strips(
      StripChart(
        domain: 0..<6.048e8,
        rows: [.init(label: nasty, spans: [.init(0..<8.64e7, .running), .init(8.64e7..<1.728e8, .noData)])])),
    .bars(BarChart(.gigabyteHours, rows: [])), .strips(StripChart(domain: 0..<0, rows: [])),
  ]

  private func figure(_ chart: Chart) -> Figure {
    Figure(name: "p", question: Phrase(Self.nasty), answer: Phrase(ChartSentence.of(chart)), chart: chart)
  }

  @Test(arguments: charts) func `a picture is well-formed XML with a title, a description and no markup of strangers`(
    chart: Chart
  ) throws {
    let bytes = SVGRenderer(figure(chart)).file()
    #expect(XMLParser(data: Data(bytes)).parse())
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("<title id=\"title\">&lt;/title&gt;") && text.contains("<desc id="))
    #expect(!text.contains("<script") && !text.contains("\u{202E}") && !text.contains("nan") && !text.contains("inf,"))
  }

  @Test(arguments: charts) func `every coordinate of a picture lies within it`(chart: Chart) throws {
    for piece in SVGRenderer.pieces(chart, width: 420, clip: "c") {
      for match in piece.body.matches(of: /\b(x|y|width|height)="(-?[0-9.]+)"/) {
        let value = try #require(Double(match.2))
        #expect(value >= 0 && value <= max(piece.width, piece.height) + 40, "\(match.0)")
      }
    }
  }

  @Test(arguments: charts) func `a page of pictures has no script, no resource from elsewhere, and ids of its own`(
    chart: Chart
  ) throws {
    let figures = [figure(chart), figure(chart)].map(Block.figure)
    let document = Document(
      head: [.heading(1, Phrase(Self.nasty))],
      sections: [.init(name: "s", blocks: [.heading(2, "S"), .chart(chart)] + figures)])
    let page = String(decoding: HTMLRenderer().render(document), as: UTF8.self)
    #expect(!page.contains("<script") && !page.contains("javascript:") && !page.contains("@import"))
    #expect(page.contains("default-src 'none'"))
    for match in page.matches(of: /(?:src|href|url)\s*[=(]\s*"?([^")]*)/) { #expect(match.1.hasPrefix("#")) }
    let ids = page.matches(of: /\bid="([^"]+)"/).map { String($0.1) }
    #expect(Set(ids).count == ids.count)
    // What is named by an attribute is there.
    for match in page.matches(of: /aria-labelledby="([^"]+)"/) {
      for id in match.1.split(separator: " ") { #expect(ids.contains(String(id))) }
    }
  }

  @Test(arguments: charts) func `a picture on a terminal and its table act on nothing`(chart: Chart) {
    let lines = TextChart(chart).lines()
    #expect(lines.allSatisfy { !$0.unicodeScalars.contains("\u{202E}") && !$0.contains("\n") })
    let table = ChartTable.of(chart)
    #expect(table.rows.allSatisfy { $0.count == table.columns.count })
  }

  @Test func `a link leads to the web, to mail or beside the page, and nowhere else`() {
    let links: [(String, Bool)] = [
      ("https://example.com", true), ("mailto:a@example.com", true), ("details.html", true), ("a/b:c.html", true),
      ("javascript:alert(1)", false), ("JAVASCRIPT:alert(1)", false), ("data:text/html,x", false),
      (" javascript:x", false),
    ]
    for (url, isLink) in links {
      #expect(HTMLPage.text(Phrase([.link("x", url: url)])).contains("<a ") == isLink, "\(url)")
    }
  }

  @Test func `axes name round values within their domain`() {
    func texts(_ axis: Axis) -> [String] { Ticks.values(axis, about: 4).map { SVGFrame.tick($0, axis) } }
    #expect(texts(Axis(.duration, upTo: [99_000])) == ["0 s", "30 s", "1 min", "1 min 30 s", "2 min"])
    #expect(texts(Axis(.share, upTo: [0.45])) == ["0 %", "20 %", "40 %", "60 %"])
    #expect(texts(Axis(.count, upTo: [3])) == ["0", "1", "2", "3"])
    #expect(texts(Axis(.hours, upTo: [43 * 3.6e6])) == ["0 h", "20 h", "40 h", "60 h"])
    #expect(texts(Axis(.count, upTo: [])) == ["0", "1"])
    #expect(texts(Axis(.duration, 5_000...600_000, .logarithmic)) == ["10 s", "30 s", "2 min", "10 min"])
  }

  @Test func `a logarithm is as good as that of the C library`() {
    for value in [0.001, 0.5, 1, 1.5, 2, 10, 120, 1e9] {
      #expect(abs(Logarithm.natural(value) - log(value)) < 1e-9 * max(1, abs(log(value))))
    }
  }

  @Test func `an outage is what all notebooks have in common of their time without data`() {
    func row(_ spans: [(Double, Double, StripChart.State)]) -> StripChart.Row {
      .init(label: "", spans: spans.map { .init($0.0 * 3.6e6..<$0.1 * 3.6e6, $0.2) })
    }
    let chart = StripChart(
      domain: 0..<24 * 3.6e6,
      rows: [
        row([(0, 4, .noData), (4, 10, .running), (10, 13, .noData), (13, 24, .stopped)]),
        row([(0, 5, .noData), (5, 11, .running), (11, 14, .noData), (14, 15, .running)]),
        // First seen later, and gone before the end: nothing against an outage.
        row([(12, 12.5, .noData), (12.5, 13, .stopped)]),
      ])
    #expect(chart.outages.map { [$0.lowerBound / 3.6e6, $0.upperBound / 3.6e6] } == [[0, 4], [11, 12.5]])
    #expect(StripChart(domain: 0..<1, rows: []).outages.isEmpty)
  }

  @Test func `of many strips a picture draws those with the most going on, failures first, in their order`() {
    func spans(_ count: Int, _ last: StripChart.State) -> [StripChart.Span] {
      (0..<count).map { .init(Double($0)..<Double($0 + 1), $0 == count - 1 ? last : .stopped) }
    }
    var rows = (0..<60).map { StripChart.Row(label: "\($0)", spans: spans($0 + 1, .running)) }
    rows[3].spans = spans(1, .failed)
    let chart = StripChart(domain: 0..<60, rows: rows)
    #expect(chart.drawn.map(\.label) == (["3"] + (21..<60).map(String.init)))
    #expect(ChartSentence.of(.strips(chart)).hasPrefix("60 notebooks, "))
    #expect(ChartSentence.of(.strips(chart)).hasSuffix("Drawn: the 40 with the most going on; the table has all."))
    #expect(StripChart(domain: 0..<60, rows: Array(rows.prefix(40))).drawn.count == 40)
  }

  @Test func `levels add up, and what nobody knows stands apart`() {
    guard case .columns(let chart) = Self.charts[6] else { return }
    #expect(ChartSentence.of(Self.charts[6]) == "2 h (1–2 h); no data for another 200 h.")
    #expect(chart.value(1, 0) == 7.2e6 && chart.value(2, 0) == 7.2e8)
    #expect(chart.axis.domain.upperBound < 1e8)
  }

  @Test func `marks are darker than three to one on white and lighter than that on black`() throws {
    for (colours, isDark) in [(ChartStyle.light, false), (ChartStyle.dark, true)] {
      let values = Dictionary(
        uniqueKeysWithValues: colours.matches(of: /--([a-z0-9]+):(#[0-9a-f]+)/).map { (String($0.1), String($0.2)) })
      let paper = try luminance(#require(values["paper"]))
      #expect(isDark == (paper < 0.5))
      for (name, least) in [("ink", 7.0), ("muted", 4.5)] + (0..<6).map({ ("c\($0)", 3.0) }) {
        let ink = try luminance(#require(values[name]))
        let contrast = (max(ink, paper) + 0.05) / (min(ink, paper) + 0.05)
        #expect(contrast >= least, "\(name) \(contrast)")
      }
    }
  }

  /// Relative luminance (WCAG 2.2).
  private func luminance(_ colour: String) throws -> Double {
    var digits = Array(colour.dropFirst())
    if digits.count == 3 { digits = digits.flatMap { [$0, $0] } }
    let parts = try stride(from: 0, to: 6, by: 2).map { place -> Double in
      let value = Double(try #require(Int(String(digits[place...place + 1]), radix: 16))) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }
}
