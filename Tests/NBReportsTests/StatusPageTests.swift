import NBBasics
import Testing

@testable import NBReports

@Suite struct StatusPageTests {
  private let table = Table(
    columns: [
      "notebook_id", "name", "status", "status_since_high", "last_observed_at", "flavor", "image_name", "image_tag",
      "lease_end", "user_name", "region",
    ],
    rows: [
      [
        "d4b203d1-2e7c", "cpu-explore", "STOPPED", "2026-11-19T18:55:00.823Z", "2026-11-19T23:55:08.401Z",
        "modelarts.vm.cpu.2u", "notebook2.0-mul-kernel-cpu-cp36", "5.0.1", "2026-11-19T19:00:00.000Z", "mei.tanaka",
        "eu-de",
      ],
      [
        "b2e5f790-4e5b-4829", "ascend-bench", "START_FAILED", "2026-11-19T17:06:45.512Z", "2026-11-19T23:56:47.769Z",
        "modelarts.bm.arm.24u.192g.npu.1d910b", "mindspore_2.3.0-cann_8.0", "7.0.0", "2026-11-20T00:25:36.962Z",
        "tomas.novak", "eu-de",
      ],
      [
        "553397d5-e92f", "vision-train-04", "RUNNING", "2025-12-30T23:26:27.454Z", "2026-11-19T23:59:27.840Z",
        "modelarts.vm.gpu.v100", "vision-trainer", "1.8.2", "2026-11-20T00:25:36.962Z", "lena.vogt", "eu-de",
      ],
    ])

  private func lines(width: Int, now: String? = "2026-11-20T00:00:00Z", total: Int = 3) throws -> [String] {
    let labels = InstanceLabels(table.rows.map { ($0[0].text!, $0[1].text) })
    let page = StatusPage(
      StatusPage.byStatus(table), labels: labels, total: total,
      asOf: try #require(Instant(rfc3339: "2026-11-19T23:59:48Z")), now: now.flatMap { Instant(rfc3339: $0) })
    return TerminalRenderer(width: width, isColored: false).lines(page.document)
  }

  @Test func `the head counts statuses, and what needs attention comes first`() throws {
    let text = try lines(width: 80).map { $0 + "\n" }.joined()
    #expect(try matchesGolden("readable/status-80.txt", Array(text.utf8)))
    #expect(text.hasPrefix("3 notebooks: 1 failed, 1 running, 1 stopped; last poll 12 s ago\n"))
  }

  @Test func `a wide terminal shows users, leases and images`() throws {
    let text = try lines(width: 140).map { $0 + "\n" }.joined()
    #expect(try matchesGolden("readable/status-140.txt", Array(text.utf8)))
  }

  @Test func `a list of some, about the past or with a late poller says so`() throws {
    #expect(try lines(width: 80, now: nil, total: 19)[0].hasPrefix("3 of 19 notebooks: "))
    #expect(try lines(width: 80, now: nil)[0].hasSuffix("; as of 19 Nov 23:59 UTC"))
    #expect(try lines(width: 90, now: "2026-11-21T10:00:00Z")[0].hasSuffix("; last poll 34 h ago (19 Nov 23:59 UTC)"))
  }

  @Test func `the lease of what is down is left out`() throws {
    let lines = try lines(width: 140)
    #expect(lines.contains { $0.contains("RUNNING") && $0.contains("20 Nov 00:25") })
    #expect(!lines.contains { $0.contains("STOPPED") && $0.contains("19:00") })
  }

  @Test func `ids are as long as it takes to tell all instances of the log apart`() {
    let labels = InstanceLabels([("b2e5f790-4e5b", "a"), ("b2e5f790-4eff", "b"), ("c", "a")])
    #expect(labels.short("b2e5f790-4e5b-0000") == "b2e5f790-4e5")
    #expect(labels.cell("c") == .text("a (c)"))
    #expect(labels.cell("b2e5f790-4eff") == .text("b"))
    #expect(labels.cell("ffffffff-ffff-ffff") == .code("ffffffff-fff"))
  }
}
