import Testing

@testable import NBReports

@Suite struct DocumentTests {
  private func markdown(_ block: Block) -> String {
    String(decoding: MarkdownRenderer().render(Document(head: [block], year: 2026)), as: UTF8.self)
  }

  @Test func `a sentence is made of text and its forms`() {
    let phrase: Phrase = "\(code: "vm.gpu") fails \(strong: "often"): \(3) of \("a_b") \("FROZEN", .odd)"
    #expect(phrase.plain == "vm.gpu fails often: 3 of a_b FROZEN")
    #expect(markdown(.paragraph(phrase)) == "`vm.gpu` fails **often**: 3 of a\\_b FROZEN\n")
    #expect(Phrase([.text("a"), .text("b")]) == "ab")
  }

  @Test func `a sentence of a definition is read with its marks`() {
    #expect(
      PhraseReader.read("a `b_c` **d e** [f](g) \\* h*i [j ` k")
        == Phrase([
          .text("a "), .code("b_c"), .text(" "), .strong("d e"), .text(" "), .link("f", url: "g"),
          .text(" * h*i [j ` k"),
        ]))
  }

  @Test func `what stands for a placeholder does not act, and takes part in marks`() throws {
    var context = SampleWeek.context
    context.window.label = "**x** `y`"
    let answers = ReportAnswers(FakeProvider(context, [:]), file: "f")
    #expect(
      try answers.phrase("in **{week}** of {week}", line: 1).inlines == [
        .text("in "), .strong("**x** `y`"), .text(" of **x** `y`"),
      ])
  }

  @Test func `a cell keeps its value and its unit until it is written`() {
    let cells: [DocumentCell] = [
      .estimate(Quantity(0.13, .share), Quantity(0.05, .share), Quantity(0.28, .share)),
      .interval(Quantity(31_000, .duration), nil), .change(Quantity(0.03, .share)),
      .changeInterval(Quantity(-12_000, .duration), Quantity(41_000, .duration)), .chance(0.041),
      .quantity(Quantity(74_500, .gigabyteHours)), .toned("FROZEN", .odd), .shape([0, 0.5, nil]), .empty,
    ]
    #expect(
      cells.map { $0.words(year: nil) } == [
        "13 % (5–28 %)", "≥31 s", "+3 points", "-12 to +41 s", "0.041 *", "74,500 GB-h", "FROZEN", "·█?█", "",
      ])
  }

  @Test func `Markdown escapes what cells hold`() {
    let table = DocumentTable(
      columns: [.init("p_50", .left, isKey: true), .init("p")],
      rows: [[.text("a|b"), .chance(0.01)], [.empty, .empty]],
      notes: ["a *note*"])
    #expect(
      markdown(.table(table)) == #"""
        | p\_50  | p       |
        | ------ | ------- |
        | a\|b   | 0.01 \* |
        | (none) |         |

        - a \*note\*

        """#)
  }
}

@Suite struct JournalTests {
  private let day = Document(head: [
    .journal(
      Journal(
        heading: "Tuesday 17 Nov",
        entries: [
          .init(
            time: "08:00", text: "start \(1) \("failed", .bad)", details: ["no *node*"],
            spans: SpanChart(
              domain: 0...100,
              rows: [
                .init(label: "1 <a>", possible: 0..<50, certain: 25..<50, words: "≤10 s  \("FAILED", .bad)"),
                .init(label: "2 b", possible: nil, words: "not begun"),
              ])),
          .init(time: "19 Nov 2026 08:00:00–08:00:10", text: "RUNNING"),
        ]))
  ])

  @Test func `a day on a terminal has times beside what happened, and drawings as wide as there is room`() {
    #expect(
      TerminalRenderer(width: 50, isColored: false).lines(day) == [
        "Tuesday 17 Nov",
        "  08:00                 start 1 failed",
        "    no *node*",
        "    1 <a>  ░░░░░░██████············  ≤10 s  FAILED",
        "    2 b    not begun",
        "  19 Nov 2026 08:00:00–08:00:10  RUNNING",
      ])
    let narrow = TerminalRenderer(width: 40, isColored: true).lines(day)
    #expect(narrow.contains("    1 <a>  ░░░░███·······  ≤10 s  \u{1B}[31mFAILED\u{1B}[0m"))
  }

  @Test func `a day in Markdown is a list in which nothing acts`() {
    #expect(
      String(decoding: MarkdownRenderer().render(day), as: UTF8.self) == """
        ### Tuesday 17 Nov

        - **08:00** start 1 failed
          - no \\*node\\*

              1 <a>  ░░░░░░░░░░░░████████████························  ≤10 s  FAILED
              2 b    not begun

        - **19 Nov 2026 08:00:00–08:00:10** RUNNING

        """)
  }

  @Test func `a day in HTML is a list with its drawing`() {
    let page = String(decoding: HTMLRenderer().render(day), as: UTF8.self)
    #expect(
      page.contains("<h3>Tuesday 17 Nov</h3>\n<ul>\n<li><strong>08:00</strong> start 1 <span class=\"bad\">failed"))
    #expect(page.contains("<li>no *node*</li>"))
    #expect(page.contains("1 &lt;a&gt;") && !page.contains("<a>"))
  }
}
