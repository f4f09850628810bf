import NBReports
import Testing

@Suite struct MarkdownWriterTests {
  @Test func `a table is padded and numbers stand right`() {
    let table = Table(
      columns: [Column("flavor", .identifier), Column("n", .number), "name"],
      rows: [["modelarts.vm.cpu.2u", 7, "a|b"], ["", 1200, "日本"], ["odd id`", nil, "x_y"]])
    #expect(
      table.text(MarkdownWriter()) == #"""
        | flavor                |    n | name |
        | --------------------- | ---: | ---- |
        | `modelarts.vm.cpu.2u` |    7 | a\|b |
        |                       | 1200 | 日本 |
        | odd id\`              |      | x\_y |

        """#)
  }

  @Test func `what Markdown would read is escaped`() {
    #expect(MarkdownText.escaped("|\\`<>*_[]") == "\\|\\\\\\`\\<\\>\\*\\_\\[\\]")
    #expect(MarkdownText.escaped("a\nb\r\nc\td") == "a\\nb\\r\\nc\\td")
    #expect(MarkdownText.escaped("\\n") == "\\\\n")
    #expect(MarkdownText.escaped("&lt; R&D ~~x~~ ~") == "\\&lt; R&D \\~~x\\~~ ~")
  }

  @Test func `every nasty table keeps one line a row and one cell a column`() {
    for seed in UInt64(0)..<200 {
      let table = Table.nasty(seed: seed, columns: 3, rows: 5)
      let lines = table.text(MarkdownWriter()).split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count == 5 + 3)
      for line in lines.dropLast() { #expect(unescapedPipes(line) == 4) }
    }
  }

  @Test func `an id that would leave its backticks does not stand in them`() {
    #expect(MarkdownText.code("modelarts.vm.cpu.2u") == "`modelarts.vm.cpu.2u`")
    #expect(MarkdownText.code("a`b") == "a\\`b")
    #expect(MarkdownText.code("a|b") == "a\\|b")
    #expect(MarkdownText.code("") == "")
  }

  @Test func `an empty table is its heading`() {
    #expect(Table(columns: ["a"]).text(MarkdownWriter()) == "| a   |\n| --- |\n")
  }

  @Test func `rows beyond the measured ones are written with the same widths`() {
    let rows = (0..<1200).map { [Cell.integer(Int64($0))] }
    let lines = Table(columns: [Column("n", .number)], rows: rows).text(MarkdownWriter()).split(separator: "\n")
    #expect(lines.count == 1202)
    #expect(lines[2] == "|   0 |")
    #expect(lines[1201] == "| 1199 |")
  }

  private func unescapedPipes(_ line: Substring) -> Int {
    var count = 0
    var isEscaped = false
    for character in line.unicodeScalars {
      if character == "|", !isEscaped { count += 1 }
      isEscaped = character == "\\" && !isEscaped
    }
    return count
  }
}
