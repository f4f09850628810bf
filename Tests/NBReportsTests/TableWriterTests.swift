import NBBasics
import NBReports
import Testing

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
        notebook                          status   polls  since
        ────────────────────────────────  ───────  ─────  ─────────────────
        a rather long name of a notebook  RUNNING  1,200  16 Nov 2026 08:00
        日本                              STOPPED      7

        """)
  }

  @Test func `labels are cut only when nothing else can give way`() {
    #expect(
      table.text(TableWriter(TablePage(width: 54))) == """
        notebook                    status   since
        ──────────────────────────  ───────  ─────────────────
        a rather long name of a n…  RUNNING  16 Nov 2026 08:00
        日本                        STOPPED
        not shown: polls (--wide shows all)

        """)
    #expect(
      table.text(TableWriter(TablePage(width: 40))) == """
        notebook      status   since
        ────────────  ───────  ─────────────────
        a rather lo…  RUNNING  16 Nov 2026 08:00
        日本          STOPPED
        not shown: polls (--wide shows all)

        """)
  }

  @Test func `no line is wider than the terminal`() {
    for seed in UInt64(0)..<100 {
      let text = Table.nasty(seed: seed, columns: 5, rows: 5).text(TableWriter(TablePage(width: 60)))
      for line in text.split(separator: "\n") { #expect(DisplayWidth.of(String(line)) <= 60) }
    }
  }

  @Test func `nothing that acts on a terminal comes through`() {
    for seed in UInt64(0)..<200 {
      let text = Table.nasty(seed: seed, columns: 3, rows: 5).text(TableWriter(TablePage(width: 60)))
      for scalar in text.unicodeScalars {
        #expect(scalar == "\n" || scalar.properties.generalCategory != .control)
        #expect(scalar.value == 0x200E || !scalar.properties.isBidiControl)
      }
    }
  }

  @Test func `an empty result says so`() {
    #expect(Table(columns: ["a"]).text(TableWriter(TablePage(width: 80))) == "no rows\n")
  }

  @Test func `rows beyond the measured ones keep the layout`() {
    let rows = (0..<1500).map { [Cell.integer(Int64($0)), Cell.text("row")] }
    let lines = Table(columns: [Column("n", .number), "name"], rows: rows).text(TableWriter()).split(separator: "\n")
    #expect(lines.count == 1502)
    #expect(lines[2] == "     0  row")
    #expect(lines[1501] == " 1,499  row")
  }
}
