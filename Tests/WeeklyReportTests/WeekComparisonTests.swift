import NBObservations
import NBReports
import Testing

/// The query `week-over-week`.
@Suite struct WeekComparisonTests {
  private let instance = Observations.Instance(id: Observations.Instance.id(1))

  /// Two weeks of hourly starts of the same instance.
  private func log(
    before: (seconds: Int, gap: Int, failed: Int), now: (seconds: Int, gap: Int, failed: Int), starts: Int = 40
  ) throws -> ReportLog {
    var observations = Observations()
    for (week, time) in [(before, at("2026-11-10T00:00:00Z")), (now, at("2026-11-17T00:00:00Z"))] {
      observations.starts(
        starts, instance, from: time, seconds: { week.seconds + $0 % 8 * week.gap }, gap: week.gap,
        outcome: { $0 < week.failed ? "START_FAILED" : "RUNNING" })
    }
    observations.poll(instance, at("2026-11-23T00:00:00Z"), "STOPPED")
    return try ReportLog(observations)
  }

  private func row(_ log: ReportLog, _ measure: String, _ flavorClass: String = "all") throws -> [String: Cell] {
    let table = try log.answer("week-over-week", week: "2026-W47")
    let row = table.rows.first { row in
      row[0] == .text(measure) && row[1] == .text(flavorClass)
    }
    return Dictionary(uniqueKeysWithValues: zip(table.columns.map(\.name), try #require(row)))
  }

  @Test func `a slower week has a positive difference within its range, and a small p`() throws {
    let log = try log(before: (20, 5, 0), now: (80, 5, 0))
    for flavorClass in ["all", "cpu"] {
      let row = try row(log, "start_p50", flavorClass)
      let difference = try #require(row["difference"]?.number)
      let value = try #require(row["value"]?.number)
      let before = try #require(row["before"]?.number)
      #expect(abs(difference - (value - before)) < 0.002)
      #expect(difference > 50 && difference < 70)
      #expect(try #require(row["difference_low"]?.number) < difference)
      #expect(try #require(row["difference_high"]?.number) > difference)
      #expect(try #require(row["p_value"]?.number) < 0.001)
      #expect(row["n"] == .integer(40) && row["before_n"] == .integer(40))
    }
  }

  @Test func `equal weeks differ by nothing and by nothing but chance`() throws {
    let row = try row(try log(before: (20, 5, 0), now: (20, 5, 0)), "start_p50")
    #expect(row["difference"]?.number == 0)
    #expect(try #require(row["p_value"]?.number) > 0.9)
  }

  @Test func `a changed cadence prints no p-value and says why`() throws {
    let row = try row(try log(before: (20, 5, 0), now: (22, 11, 0)), "start_p50")
    #expect(row["p_value"] == .null)
    #expect(row["note"] == .text("polled at another pace: every 5 s before, 11 s now"))
    #expect(row["difference"] != .null)
  }

  @Test func `failure rates come with Newcombe's range and Fisher's mid-p`() throws {
    // 5 of 30 against 2 of 40: the golden value of the rates needs unequal weeks.
    var observations = Observations()
    observations.starts(
      40, instance, from: at("2026-11-10T00:00:00Z"), seconds: { _ in 20 },
      outcome: { $0 < 2 ? "START_FAILED" : "RUNNING" })
    observations.starts(
      30, instance, from: at("2026-11-17T00:00:00Z"), seconds: { _ in 20 },
      outcome: { $0 < 5 ? "START_FAILED" : "RUNNING" })
    let row = try row(try ReportLog(observations), "failure_rate")
    #expect(row["before"]?.number == 0.05 && row["value"]?.number == 0.166667)
    #expect(row["p_value"]?.number == 0.083425)
    #expect(row["before_n"] == .integer(40) && row["n"] == .integer(30))
  }

  @Test func `exposure is compared without a p-value`() throws {
    let row = try row(try log(before: (20, 5, 0), now: (80, 5, 0)), "exposure_storage")
    #expect(row["p_value"] == .null && row["unit"] == .text("s"))
    #expect(try #require(row["note"]?.text).hasPrefix("1 instances before, 1 now"))
  }

  @Test func `without a week before there is a reason instead of a test`() throws {
    var observations = Observations()
    observations.starts(12, instance, from: at("2026-11-17T00:00:00Z"), seconds: { _ in 20 })
    let row = try row(try ReportLog(observations), "start_p50")
    #expect(row["p_value"] == .null && row["before"] == .null && row["value"] != .null)
    #expect(row["note"] == .text("no start before"))
  }

  @Test func `the most important row comes first, totals before classes`() throws {
    let table = try log(before: (20, 5, 1), now: (20, 5, 1)).answer("week-over-week", week: "2026-W47")
    let keys = table.rows.prefix(2).map { $0.prefix(2).compactMap(\.text) }
    #expect(keys == [["start_p50", "all"], ["failure_rate", "all"]])
    #expect(
      table.columns.map(\.name).joined(separator: " ") == """
        measure flavor_class unit before_n before before_low before_high n value value_low value_high difference \
        difference_low difference_high p_value note
        """)
  }
}
