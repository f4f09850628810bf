import NBBasics
import NBEventLog
import NBObservations
import NBSQLite
import NBTestFiles
import Testing

@testable import NBReadModel

@Suite struct LeaseQueryTests {
  private let directory = TemporaryDirectory()
  private let begin: Int64 = 1_794_816_000_000

  /// What the question says of one instance, seen at `begin` with a lease of an hour from then.
  private func leases(
    _ status: String, _ asOf: Int64, enabled: String = "true", type: String? = nil, within: String? = nil
  ) throws -> [[String: Value]] {
    let model = try Model(directory, "\(status)-\(asOf)-\(enabled)-\(type ?? "")-\(within ?? "").db")
    let kind = type.map { ",\"type\":\"\($0)\"" } ?? ""
    try model.ingest([
      #"{"observed_at":\#(begin),"kind":"poll","body":{"id":"n","status":"\#(status)","flavor":"f","lease":{"create_at":\#(begin),"duration":3600000,"enable":\#(enabled)\#(kind)}}}"#,
      #"{"observed_at":\#(begin + 7_200_000),"kind":"poll","body":{"id":"other","status":"RUNNING","flavor":"f"}}"#,
    ])
    let query = try #require(NamedQuery.named("leases"))
    var question = Question(query, Period(asOf: Instant(milliseconds: begin + asOf)))
    if let within { question.texts["within"] = within }
    var rows: [[Value]] = []
    let columns = try QueryRunner(model.log).answer(question) { rows.append($0) }
    return rows.map { row in Dictionary(uniqueKeysWithValues: zip(columns.map(\.name), row)) }
  }

  @Test(arguments: [(1_800_001, 29), (3_600_001, -1), (3_660_000, -1), (3_660_001, -2), (0, 60)] as [(Int64, Int64)])
  func `minutes left are whole ones, rounded down - E23`(asOf: Int64, minutes: Int64) throws {
    let row = try #require(try leases("RUNNING", asOf).first)
    #expect(row["minutes_left"] == .integer(minutes))
    #expect(row["lease_end"] == .text(Instant(milliseconds: begin + 3_600_000).rfc3339))
  }

  @Test func `a stop is due from the limit to the end itself - E23`() throws {
    #expect(try leases("RUNNING", 0, within: "60m").count == 1)
    #expect(try leases("STARTING", 0, within: "59m").isEmpty)
    #expect(try leases("RUNNING", 3_600_000, within: "1s").count == 1)
    #expect(try leases("RUNNING", 3_600_001, within: "1h").isEmpty)
  }

  @Test func `a lease that is off or idle has no end - E23`() throws {
    #expect(try leases("RUNNING", 0, enabled: "false").first?["lease_end"] == .null)
    #expect(try leases("RUNNING", 0, type: "idle").first?["lease_end"] == .null)
    #expect(try leases("RUNNING", 0, type: "Timing").first?["lease_end"] != .null)
    #expect(try leases("RUNNING", 0, enabled: "false", within: "2h").isEmpty)
  }

  @Test func `an instance that is down or failed cannot be stopped by its lease, one of an unknown status may - E23`()
    throws
  {
    for status in InstanceStatus.allCases where status != .gone {
      let isUp = status.statusClass != .down && status.statusClass != .failed
      let word = status == .other ? "UNHEARD_OF" : status.word
      #expect(try leases(word, 0).count == (isUp ? 1 : 0), "\(word)")
    }
  }
}
