import Testing

@testable import NBReports

@Suite struct ChartTests {
  @Test func `a bar is as long as its value and any value shows`() {
    #expect(TextBar.solid(5, scale: 10, width: 10) == "█████")
    #expect(TextBar.solid(10, scale: 10, width: 10) == "██████████")
    #expect(TextBar.solid(0.01, scale: 10, width: 10) == "▏")
    #expect(TextBar.solid(5.5, scale: 10, width: 10) == "█████▌")
    #expect(TextBar.solid(0, scale: 10, width: 10) == "")
    #expect(TextBar.solid(5, scale: 0, width: 10) == "")
    #expect(TextBar.solid(20, scale: 10, width: 10) == "██████████")
  }

  @Test func `a bar goes on in light blocks`() {
    #expect(TextBar.continued(3, to: 7, scale: 10, width: 10) == "███░░░░")
    #expect(TextBar.continued(3, to: nil, scale: 10, width: 10) == "███")
    #expect(TextBar.continued(3, to: 2, scale: 10, width: 10) == "███")
  }

  @Test func `a timeline shows what is certain and what is possible`() {
    #expect(line(1..<8, certain: 3..<6) == "·░░███░░··")
    #expect(line(0..<10) == "░░░░░░░░░░")
    // Half a column of certainty is no certainty.
    #expect(line(0..<10, certain: 2.5..<4) == "░░░█░░░░░░")
    #expect(line(-1..<12, certain: 0..<5) == "‹████░░░░›")
    #expect(TextBar.span(row(0..<0), Axis(.duration, 0...0), width: 3) == "░░░")
    #expect(TextBar.span(row(nil), Axis(.duration, 0...10), width: 3) == nil)
  }

  private func row(_ possible: Range<Double>?, certain: Range<Double>? = nil) -> SpanChart.Row {
    SpanChart.Row(label: "", possible: possible, certain: certain, words: "")
  }

  private func line(_ possible: Range<Double>, certain: Range<Double>? = nil) -> String? {
    TextBar.span(row(possible, certain: certain), Axis(.duration, 0...10), width: 10)
  }

  @Test func `a sparkline shows the shares between the limits and the rest`() {
    #expect(Sparkline.ofCumulative([0, 0.1, 0.6, 0.9, 1]) == "·▂█▅▂·")
    #expect(Sparkline.ofCumulative([0.5]) == "██")
    #expect(Sparkline.ofCumulative([0.2, nil, 0.6]) == "▅?██")
    #expect(Sparkline.ofCumulative([0, 0]) == "··█")
  }
}
