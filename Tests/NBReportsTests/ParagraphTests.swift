import Testing

@testable import NBReports

@Suite struct ParagraphTests {
  private let filler = String(repeating: "x", count: 97)

  @Test func `lines break at 100 columns and go on behind the indent`() {
    #expect(Paragraph.lines("\(filler) ab c", first: "- ", indent: 2) == "- \(filler)\n  ab c\n")
    #expect(Paragraph.lines("\(filler) ab c") == "\(filler) ab\nc\n")
    #expect(Paragraph.lines("") == "\n")
  }

  @Test(arguments: ["%", "s", "min", "h,", "GB-h."])
  func `a unit stays on the line of its number`(unit: String) {
    #expect(Paragraph.lines("\(filler) 12 \(unit) y") == "\(filler)\n12 \(unit) y\n")
  }

  @Test(arguments: ["-", "+", "#x", "12.", "3)", ">"])
  func `no line begins with what Markdown would read as a mark`(mark: String) {
    #expect(Paragraph.lines("\(filler) ab \(mark) y") == "\(filler) ab \(mark)\ny\n")
  }
}
