import Testing

@testable import NBReports

@Suite struct RowSelectionTests {
  private let table = Table(
    columns: [Column("flavor", .identifier), Column("n", .number), Column("rate", .rate), Column("seen", .time)],
    rows: [
      ["b", 10, 0.2, "2026-11-22T23:00:00.000Z"], ["a", 10, 0.2, "2026-11-20T00:00:00.000Z"], ["c", 3, 0.9, nil],
      ["d", nil, nil, "garbage"], ["B", 20, 0.1, "2026-11-21T23:59:59.998Z"],
    ])

  private func flavors(_ lines: String) throws -> [String] {
    try selection(lines).table.rows.map { $0[0].text ?? "-" }
  }

  private func selection(_ lines: String) throws -> RowSelection {
    let text = """
      [report]
      name = "r"
      title = "T"
      [[section]]
      name = "s"
      heading = "S"
      [[section.part]]
      show = "table"
      query = "q"
      \(lines)
      """
    let definition = try ReportDefinition(text, file: "f")
    let answers = ReportAnswers(FakeProvider(SampleWeek.context, [:]), file: "f")
    return try RowSelection(table, definition.sections[0].parts[0], answers)
  }

  @Test func `without rules rows stay as the query gives them`() throws {
    #expect(try flavors("") == ["b", "a", "c", "d", "B"])
  }

  @Test func `rows are ordered by the keys in turn, absent values last, ties as they came`() throws {
    #expect(try flavors("sort = \"n desc\"") == ["B", "b", "a", "c", "d"])
    #expect(try flavors("sort = \"n\"") == ["c", "b", "a", "B", "d"])
    #expect(try flavors("sort = [\"n desc\", \"flavor\"]") == ["B", "a", "b", "c", "d"])
    #expect(try flavors("sort = \"flavor\"") == ["B", "a", "b", "c", "d"])
  }

  @Test func `an order takes the first column with a value`() throws {
    #expect(try flavors("sort = \"rate|n desc\"") == ["c", "b", "a", "B", "d"])
  }

  @Test(arguments: [
    ("flavor = a, c", ["a", "c"]), ("flavor != a, c", ["b", "d", "B"]), ("n < 10", ["c"]), ("n > 9", ["b", "a", "B"]),
    ("n = 10", ["b", "a"]), ("n absent", ["d"]), ("n present", ["b", "a", "c", "B"]), ("seen older 24h", ["a", "B"]),
    ("seen older 3d", []),
  ])
  func `conditions choose rows`(condition: String, expected: [String]) throws {
    // The end of the window is 2026-11-22T23:59:59.999Z.
    #expect(try flavors("where = \"\(condition)\"") == expected)
  }

  @Test func `few groups come last with their counts only`() throws {
    let selection = try selection("few = \"n < 5\"\nsort = \"rate desc\"")
    #expect(selection.hasFew)
    #expect(selection.table.rows.map { $0[0].text! } == ["b", "a", "B", "c", "d"])
    #expect(selection.table.rows[3] == ["c", 3, nil, nil])
    #expect(try selection2HasNoFew())
  }

  private func selection2HasNoFew() throws -> Bool {
    let selection = try selection("where = \"n > 9\"\nfew = \"n < 5\"")
    return !selection.hasFew && selection.table.rows[0][2] == 0.2
  }

  @Test func `the limit comes after the order`() throws {
    #expect(try flavors("sort = \"n desc\"\nlimit = 2") == ["B", "b"])
  }

  @Test func `rows can be counted`() throws {
    let selection = try selection("count_by = \"n\"\nsort = [\"count desc\", \"n\"]")
    #expect(selection.table.columns.map(\.name) == ["n", "count"])
    #expect(selection.table.rows == [[10, 2], [3, 1], [20, 1], [nil, 1]])
  }
}
