import NBBasics
import NBReports
import Testing

@testable import NBReports

@Suite struct TableWriterTests {
  let table = Table(
    columns: [
      Column("notebook_id", .identifier, isKey: true), "name", Column("status"), Column("polls", .number),
      Column("since", .time),
    ],
    rows: [
      ["c98f5ba0-73d2", "a rather long name of a notebook", "RUNNING", 1200, "2026-11-16T08:00:00.000Z"],
      ["1f", "日本", "STOPPED", 7, nil],
    ])

  @Test func `columns are aligned by display width`() {
    #expect(
      table.text(TableWriter()) == """
        notebook_id    name                              status   polls  since
        ─────────────  ────────────────────────────────  ───────  ─────  ────────────────────────
        c98f5ba0-73d2  a rather long name of a notebook  RUNNING   1200  2026-11-16T08:00:00.000Z
        1f             日本                              STOPPED      7

        """)
  }

  @Test func `free text is shortened first`() {
    #expect(
      table.text(TableWriter(width: 80)) == """
        notebook_id    name                     status   polls  since
        ─────────────  ───────────────────────  ───────  ─────  ────────────────────────
        c98f5ba0-73d2  a rather long name of …  RUNNING   1200  2026-11-16T08:00:00.000Z
        1f             日本                     STOPPED      7

        """)
  }

  @Test func `what does not fit follows below with the ids, which stay whole`() {
    #expect(
      table.text(TableWriter(width: 40)) == """
        notebook_id    name       status   polls
        ─────────────  ─────────  ───────  ─────
        c98f5ba0-73d2  a rather…  RUNNING   1200
        1f             日本       STOPPED      7

        notebook_id    since
        ─────────────  ────────────────────────
        c98f5ba0-73d2  2026-11-16T08:00:00.000Z
        1f

        """)
    #expect(table.text(TableWriter(width: 5)).contains("\nc98f5ba0-73d2\n"))
    #expect(table.text(TableWriter(width: 5)).hasSuffix("\nnot shown, for want of width: name, status, polls, since\n"))
  }

  @Test func `no line is wider than the terminal unless ids alone are`() {
    for seed in UInt64(0)..<100 {
      let text = Table.nasty(seed: seed, columns: 5, rows: 5).text(TableWriter(width: 34))
      for line in text.split(separator: "\n") where !line.hasPrefix("not shown") {
        #expect(DisplayWidth.of(String(line)) <= 34)
      }
    }
  }

  @Test func `nothing that acts on a terminal comes through`() {
    for seed in UInt64(0)..<200 {
      let text = Table.nasty(seed: seed, columns: 3, rows: 5).text(TableWriter(width: 60))
      for scalar in text.unicodeScalars {
        #expect(scalar == "\n" || scalar.properties.generalCategory != .control)
        #expect(scalar.value == 0x200E || !scalar.properties.isBidiControl)
      }
    }
  }

  @Test func `an empty result says so`() {
    #expect(Table(columns: ["a"]).text(TableWriter(width: 80)) == "no rows\n")
  }

  @Test func `rows beyond the measured ones keep the layout`() {
    let rows = (0..<1500).map { [Cell.integer(Int64($0)), Cell.text("row")] }
    let lines = Table(columns: [Column("n", .number), "name"], rows: rows).text(TableWriter()).split(separator: "\n")
    #expect(lines.count == 1502)
    #expect(lines[2] == "  0  row")
    #expect(lines[1501] == "1499  row")
  }
}
