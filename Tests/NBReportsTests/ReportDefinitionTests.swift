import Testing

@testable import NBReports

@Suite struct ReportDefinitionTests {
  private static let head = "[report]\nname = \"r\"\ntitle = \"T\"\n"
  private static let section = head + "[[section]]\nname = \"s\"\nheading = \"S\"\n"
  private static let part = section + "[[section.part]]\n"

  @Test func `the weekly report has its sections by name and in order`() throws {
    let definition = try SampleWeek.definition()
    #expect(definition.name == "weekly-details")
    #expect(
      definition.sections.map(\.name) == [
        "summary", "start-latency", "step-latency", "failures", "exposure", "breakdown", "fleet", "slowest",
        "week-over-week", "quality", "definitions",
      ])
  }

  @Test(arguments: [
    ("", 1, "a definition begins with [report]"),
    (head, 1, "a report needs a [[section]]"),
    (head + "[report]\n", 4, "[report] stands twice"),
    ("[report]\nname = \"r\"\n", 1, "[report] needs 'title'"),
    ("[report]\nname = \"R x\"\ntitle = \"T\"\n", 2, "'R x' is no name"),
    (head + "[[section.part]]\nshow = \"summary\"\n", 4, "a part before the first [[section]]"),
    (head + "[[section]]\nname = \"s\"\n", 4, "[[section]] needs 'heading'"),
    (section + "[[section]]\nname = \"s\"\nheading = \"S\"\n", 7, "the section 's' stands twice, first in line 4"),
    (section + "limit = 3\n", 7, "unknown key 'limit' under [[section]]"),
    (part, 7, "[[section.part]] needs 'show'"),
    (part + "show = \"tabel\"\n", 8, "unknown kind of part 'tabel'"),
    (part + "show = \"table\"\n", 7, "[[section.part]] needs 'query'"),
    (part + "show = \"text\"\nquery = \"q\"\n", 9, "unknown key 'query' under [[section.part]]"),
    (part + "show = \"table\"\nquery = \"q\"\ncolums = \"n: N\"\n", 10, "unknown key 'colums' under [[section.part]]"),
    (part + "show = \"table\"\nquery = \"q\"\nlimit = \"3\"\n", 10, "'limit' is not a number"),
    (part + "show = \"table\"\nquery = 3\n", 9, "'query' is not a text"),
    (part + "show = \"table\"\nquery = \"q\"\nsort = 3\n", 10, "'sort' is not a list"),
    (part + "show = \"table\"\nquery = \"q\"\nperiod = \"year\"\n", 10, "unknown period 'year'"),
    (part + "show = \"table\"\nquery = \"q\"\nparameters = [\n\"by\"]\n", 11, "'by' is no parameter"),
    (part + "show = \"table\"\nquery = \"q\"\ncolumns = [\"a: A\",\n\"b\"]\n", 11, "'b' is no column"),
    (part + "show = \"table\"\nquery = \"q\"\ncolumns = \"b as x: B\"\n", 10, "unknown format 'x'"),
    (part + "show = \"table\"\nquery = \"q\"\ncolumns = \"|: B\"\n", 10, "'|: B' names no column of the query"),
    (part + "show = \"table\"\nquery = \"q\"\nwhere = \"a ~ b\"\n", 10, "'a ~ b' is no condition"),
    (part + "show = \"table\"\nquery = \"q\"\nwhere = \"a older x\"\n", 10, "'a older x' is no condition"),
    (part + "show = \"table\"\nquery = \"q\"\nsort = \"a down\"\n", 10, "'a down' is no order"),
    (part + "show = \"table\"\nquery = \"q\"\nfew = \"n\"\n", 10, "'n' is no rule for few"),
    (part + "show = \"bars\"\nquery = \"q\"\nlabel = \"l\"\n", 7, "[[section.part]] needs 'value'"),
    (part + "show = \"dots\"\nquery = \"q\"\nvalue = \"l\"\n", 7, "[[section.part]] needs 'label'"),
    (part + "show = \"columns\"\nquery = \"q\"\nx = \"l\"\n", 7, "columns need 'levels', or 'series' and 'value'"),
    (part + "show = \"lines\"\nquery = \"q\"\nx = \"l\"\nlines = \"p50\"\n", 11, "'p50' is no column"),
    (part + "show = \"breakdown\"\nby = \"colour\"\n", 9, "no breakdown by 'colour'"),
    (part + "show = \"text\"\nname = \"A b\"\n", 9, "'A b' is no name"),
    (
      part + "show = \"quality\"\nname = \"a\"\n[[section.part]]\nshow = \"quality\"\nname = \"a\"\n", 12,
      "the name 'a' stands twice, first in line 9"
    ),
    (part + "show = \"list\"\n", 7, "a list needs 'items'"),
  ])
  func `a mistake names file, line and what is wrong`(text: String, line: Int, message: String) {
    let error = #expect(throws: DefinitionError.self) { try ReportDefinition(text, file: "my.toml") }
    #expect(error.map { "\($0.line): \($0.message)" } == "\(line): \(message)")
  }

  @Test func `an error says what is allowed`() {
    let text = Self.part + "show = \"tabel\"\n"
    let error = #expect(throws: DefinitionError.self) { try ReportDefinition(text, file: "my.toml") }
    #expect(
      error?.description == "my.toml:8: unknown kind of part 'tabel'; allowed are: "
        + "table, bars, lines, dots, columns, strips, comparison, attention, breakdown, quality, timeline, summary, "
        + "text, list, facts")
  }

  @Test(arguments: [
    ("show = \"table\"\nquery = \"q\"\ncolumns = \"x: X\"", 10, "the query 'q' has no column 'x'"),
    ("show = \"table\"\nquery = \"q\"\ncolumns = \"n@x: X\"", 10, "the query 'q' has no column 'x'"),
    ("show = \"table\"\nquery = \"q\"\nsort = \"x desc\"", 10, "the query 'q' has no column 'x'"),
    ("show = \"table\"\nquery = \"q\"\nwhere = \"x > 2\"", 10, "the query 'q' has no column 'x'"),
    ("show = \"table\"\nquery = \"q\"\nfew = \"n + x < 5\"", 10, "the query 'q' has no column 'x'"),
    ("show = \"table\"\nquery = \"q\"\ncount_by = \"x\"", 10, "the query 'q' has no column 'x'"),
    ("show = \"table\"\nquery = \"q\"\nnotes = \"x\"", 10, "the query 'q' has no column 'x'"),
    ("show = \"bars\"\nquery = \"q\"\nlabel = \"n\"\nvalue = \"x\"", 11, "the query 'q' has no column 'x'"),
    ("show = \"dots\"\nquery = \"q\"\nlabel = \"x\"\nvalue = \"n\"", 10, "the query 'q' has no column 'x'"),
    ("show = \"lines\"\nquery = \"q\"\nx = \"n\"\nlines = \"x: X\"", 11, "the query 'q' has no column 'x'"),
    ("show = \"columns\"\nquery = \"q\"\nx = \"n\"\nlevels = \"x: X\"", 11, "the query 'q' has no column 'x'"),
    (
      "show = \"strips\"\nquery = \"q\"\nlabel = \"n\"\nfrom = \"n\"\nuntil = \"n\"\nstate = \"x\"", 13,
      "the query 'q' has no column 'x'"
    ),
    ("show = \"text\"\ntext = \"in {wek}\"", 9, "unknown placeholder '{wek}'"),
    ("show = \"list\"\nitems = [\n\"no colon\"]", 10, "'no colon' is no item of a list"),
  ])
  func `a mistake that only the answers show is named with its line`(text: String, line: Int, message: String) throws {
    let definition = try ReportDefinition(Self.part + text + "\n", file: "my.toml")
    let provider = FakeProvider(
      SampleWeek.context, ["q": Table(columns: [Column("n", .number)], rows: [[1], [2]])])
    let error = #expect(throws: DefinitionError.self) {
      try ReportRenderer(definition, provider: provider).markdown()
    }
    #expect(error.map { "\($0.line): \($0.message)" } == "\(line): \(message)")
  }

  @Test func `an unknown section names those there are`() throws {
    let renderer = ReportRenderer(try SampleWeek.definition(), provider: SampleWeek.provider())
    let error = #expect(throws: DefinitionError.self) { try renderer.document(section: "sumary") }
    #expect(
      error?.description.hasPrefix("weekly.toml:1: the report has no section 'sumary'; allowed are: summary, ") == true)
  }
}
