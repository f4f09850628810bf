import NBReports
import Testing

@Suite struct ColumnKindTests {
  @Test(arguments: [
    ("p50_low_s", ColumnKind.seconds), ("total_low_ms", .milliseconds), ("lower_gb_hours", .gigabyteHours),
    ("gb_hours_best", .gigabyteHours), ("failure_rate_low", .rate), ("ready_share_high", .rate),
    ("ready_within_60s", .rate), ("n", .number), ("days", .number), ("notebook_id", .identifier),
    ("flavor", .identifier),
  ])
  func `the name of a column of the contract says its kind`(name: String, kind: ColumnKind) {
    #expect(ColumnKind.named(name) == kind)
  }

  @Test(arguments: [("last_observed_at", ColumnKind.time), ("begin_low", .time), ("name", .text), ("status", .text)])
  func `text columns are times or free text`(name: String, kind: ColumnKind) {
    #expect(ColumnKind.named(name, isText: true) == kind)
  }

  @Test func `keys are known by name, numbers stand right`() {
    #expect(Column("attempt", .number).isKey)
    #expect(!Column("name").isKey)
    #expect(Column("n", .number).alignment == .right)
    #expect(Column("name").alignment == .left)
  }
}
