import NBBasics
import NBReports
import Testing

@testable import NBCommands

@Suite struct StatusListTests {
  private func table(_ rows: [[String]]) -> Table {
    let names = ["notebook_id", "name", "status", "flavor", "image_name", "image_tag", "lease_end"]
    return Table(columns: names.map { Column($0, .identifier) }, rows: rows.map { $0.map(Cell.text) })
  }

  private let row = [
    "b2e5f790-4e5b-4829", "ascend-bench", "START_FAILED", "modelarts.bm.arm.24u.192g.npu.1d910b",
    "mindspore_2.3.0-cann_8.0", "7.0.0", "2026-11-20T00:25:36.962Z",
  ]

  @Test func `eighty columns show id, status, flavor, image and end of lease`() {
    let list = StatusList(table([row]), ids: [row[0]], asOf: "2026-11-19T23:59:56.941Z")
    let lines = String(decoding: list.fitted(to: 80).bytes(TableWriter(width: 80)), as: UTF8.self).split(
      separator: "\n")
    #expect(lines.allSatisfy { DisplayWidth.of(String($0)) <= 80 })
    #expect(lines.count == 3)
    for part in ["b2e5f790 ", "START_FAILED", "bm.arm", "d910b", "mindspore", "20 Nov 00:25"] {
      #expect(lines[2].contains(part))
    }
  }

  @Test func `ids are as long as it takes to tell all instances of the log apart`() {
    let list = StatusList(table([row]), ids: [row[0], "b2e5f790-4eff-0000"], asOf: "2026-11-19T23:59:56.941Z")
    #expect(list.fitted(to: 80).rows[0][0] == .text("b2e5f790-4e5"))
  }

  @Test func `a lease that ends in another year has its year`() {
    let list = StatusList(table([row]), ids: [row[0]], asOf: "2027-01-01T00:00:00.000Z")
    #expect(list.fitted(to: 80).rows[0][5] == .text("20 Nov 2026 00:25"))
  }
}
