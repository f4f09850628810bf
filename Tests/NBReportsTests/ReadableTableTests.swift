import NBBasics
import Testing

@testable import NBReports

@Suite struct ReadableTableTests {
  private func text(_ table: Table, width: Int? = nil, labels: InstanceLabels? = nil, isWide: Bool = false) -> String {
    let page = ReadableTable(table, labels: labels, isWide: isWide).document(table, year: 2026)
    let lines = TerminalRenderer(width: width, isColored: false).lines(Document(head: [.table(page)], year: 2026))
    return lines.map { $0 + "\n" }.joined()
  }

  private var rates: Table {
    Table(
      columns: columns("flavor kind \(rateColumns)", texts: ["kind", "flavor"]),
      rows: [
        ["modelarts.vm.cpu.2u", "start", 136, 130, 2, 2, 0, 2, 12, 0.015152, 0.004163, 0.053608],
        ["modelarts.p3.large.gpu", "start", 92, 84, 5, 1, 0, 2, 0, 0.05618, 0.024216, 0.124953],
      ])
  }

  @Test func `an estimate stands with its limits, and what is the same in every row below`() throws {
    #expect(try matchesGolden("readable/rates.txt", Array(text(rates).utf8)))
  }

  @Test func `columns give way by what they say`() throws {
    #expect(try matchesGolden("readable/rates-60.txt", Array(text(rates, width: 60).utf8)))
  }

  @Test func `steps have one name, and their notes in plain words below`() throws {
    let table = Table(
      columns: columns("flavor_class " + stepColumns),
      rows: [
        [
          "gpu", 1, "prepare storage", 80, 78, 1, 1, 8.2, 1, 50, 14, 2, 130, nil, nil, nil, "joint-ems",
          "12 rows implied",
        ],
        [
          "gpu", 2, "prepare compute", 80, 78, 1, 1, 40, nil, 50, 120, 2, nil, nil, nil, nil, "joint-ems",
          "weak: start and end in the same gap in 82% of rows; 12 rows implied; iteration cap",
        ],
      ])
    #expect(try matchesGolden("readable/steps-80.txt", Array(text(table, width: 80).utf8)))
  }

  @Test func `attempts are told by name, with their times to the minute`() throws {
    let labels = InstanceLabels([("c98f5ba0-1", "train"), ("d1d1d1d1-2", "train"), ("e2", "lab")])
    let table = Table(
      columns: columns(attemptColumns),
      rows: [
        [
          "eu", "p", "c98f5ba0-1", 1, "start", "requested", "succeeded", "2026-11-17T07:59:58.000Z",
          "2026-11-17T08:00:00.000Z", "2026-11-17T08:01:30.000Z", "2026-11-17T08:02:00.000Z", 60_000, 120_000, nil, "x",
        ],
        [
          "eu", "p", "e2", 3, "start", "requested", "in_progress", nil, "2025-11-17T08:00:00.000Z", nil, nil, 60_000,
          nil, nil, "y",
        ],
        [
          "eu", "p", "ffffffff-3", 3, "create", "requested", "failed", nil, "2025-11-17T08:00:00.000Z", nil, nil,
          60_000, nil, 95_123, "y",
        ],
      ])
    #expect(try matchesGolden("readable/attempts-80.txt", Array(text(table, width: 80, labels: labels).utf8)))
    #expect(try matchesGolden("readable/attempts-wide.txt", Array(text(table, labels: labels, isWide: true).utf8)))
  }

  @Test func `the statistical questions say first what their rows mean`() throws {
    for (query, answer) in [
      ("step-latency", "step-latency flavor_class"), ("start-latency", "start-latency flavor_class"),
      ("failure-rates", "failure-rates flavor"), ("exposure", "exposure flavor"),
    ] {
      var page = TablePage(width: 100)
      (page.year, page.query, page.days) = (2026, query, "16–19 Nov")
      let document = Document(head: page.blocks(SampleWeek.answers[answer]!), year: 2026)
      let bytes = TerminalRenderer(width: 100, isColored: false).render(document)
      #expect(try matchesGolden("readable/\(query).txt", bytes))
    }
  }

  @Test func `statuses are coloured, and nothing else changes`() {
    var page = TablePage(width: 100)
    page.isColored = true
    let text = SampleWeek.answers["instances"]!.text(TableWriter(page))
    #expect(text.contains("\u{1B}[32mRUNNING\u{1B}[0m"))
    #expect(text.contains("\u{1B}[33mFROZEN\u{1B}[0m"))
  }

  @Test func `figures of a quality table have the units of their rows`() throws {
    #expect(try matchesGolden("readable/quality.txt", Array(text(SampleWeek.answers["quality"]!).utf8)))
    #expect(
      try matchesGolden(
        "readable/comparison-100.txt", Array(text(SampleWeek.answers["week-over-week"]!, width: 100).utf8)))
    #expect(
      try matchesGolden(
        "readable/exposure-100.txt", Array(text(SampleWeek.answers["exposure instance"]!, width: 100).utf8)))
    #expect(
      try matchesGolden("readable/storage-100.txt", Array(text(SampleWeek.answers["storage-only"]!, width: 100).utf8)))
  }
}
