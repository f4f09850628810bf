import Testing

@testable import NBReports

@Suite struct ChartTests {
  @Test func `a bar is as long as its value and any value shows`() {
    #expect(Bar.solid(5, scale: 10, width: 10) == "█████")
    #expect(Bar.solid(10, scale: 10, width: 10) == "██████████")
    #expect(Bar.solid(0.01, scale: 10, width: 10) == "▏")
    #expect(Bar.solid(5.5, scale: 10, width: 10) == "█████▌")
    #expect(Bar.solid(0, scale: 10, width: 10) == "")
    #expect(Bar.solid(5, scale: 0, width: 10) == "")
    #expect(Bar.solid(20, scale: 10, width: 10) == "██████████")
  }

  @Test func `a bar goes on in light blocks`() {
    #expect(Bar.continued(3, to: 7, scale: 10, width: 10) == "███░░░░")
    #expect(Bar.continued(3, to: nil, scale: 10, width: 10) == "███")
    #expect(Bar.continued(3, to: 2, scale: 10, width: 10) == "███")
  }

  @Test func `a timeline shows what is certain and what is possible`() {
    #expect(Bar.timeline(possible: 1..<8, certain: 3..<6, scale: 10, width: 10) == "·░░███░░··")
    #expect(Bar.timeline(possible: 0..<10, certain: nil, scale: 10, width: 10) == "░░░░░░░░░░")
    // Half a column of certainty is no certainty.
    #expect(Bar.timeline(possible: 0..<10, certain: 2.5..<4, scale: 10, width: 10) == "░░░█░░░░░░")
    #expect(Bar.timeline(possible: 0..<0, certain: nil, scale: 0, width: 3) == "░░░")
  }

  @Test func `a sparkline shows the shares between the limits and the rest`() {
    #expect(Sparkline.ofCumulative([0, 0.1, 0.6, 0.9, 1]) == "·▂█▅▂·")
    #expect(Sparkline.ofCumulative([0.5]) == "██")
    #expect(Sparkline.ofCumulative([0.2, nil, 0.6]) == "▅?██")
    #expect(Sparkline.ofCumulative([0, 0]) == "··█")
  }
}
