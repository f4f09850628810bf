import NBReports
import Testing

@Suite struct ColumnTests {
  @Test func `numbers stand right, text stands left`() {
    #expect(Column("n", .number).alignment == .right)
    #expect(Column("p50_s", .seconds).alignment == .right)
    #expect(Column("name").alignment == .left)
    #expect(Column("since", .time).alignment == .left)
  }
}
