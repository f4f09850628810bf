import NBObservations
import NBReports
import Testing

@testable import NBCommands

/// What `nbreport` makes of its arguments.
@Suite(.serialized) struct ReportCommandTests {
  private nonisolated(unsafe) static let log = Result {
    var observations = Observations()
    observations.starts(
      12, Observations.Instance(id: Observations.Instance.id(1)), from: at("2026-11-17T08:00:00Z"),
      seconds: { 20 + $0 })
    return try ReportLog(observations)
  }

  /// The failure of a command line; nil when it succeeds.
  private func failure(_ arguments: String...) throws -> CommandFailure? {
    let log = try Self.log.get()
    do {
      try NBReport.parse(arguments + ["--db", log.path]).run()
      return nil
    } catch let failure as CommandFailure {
      return failure
    }
  }

  private func output(_ name: String) throws -> String { try Self.log.get().folder.file(name) }

  @Test func `an unknown report, an unknown section and CSV without a place are wrong usage`() throws {
    #expect(try failure("monthly")?.status == .usage)
    let section = try failure("weekly", "--section", "summry")
    #expect(section?.status == .usage && section?.hint.contains("summary, start-latency") == true)
    #expect(try failure("weekly", "--format", "csv")?.status == .usage)
  }

  @Test func `a missing database is status 1 and creates none`() throws {
    let log = try Self.log.get()
    #expect(throws: CommandFailure.self) {
      try NBReport.parse(["weekly", "--db", log.folder.file("none.db")]).run()
    }
    #expect(!log.folder.contains("none.db"))
  }

  @Test func `a folder gets the document, or a file for each section, and nothing beside`() throws {
    let log = try Self.log.get()
    #expect(try failure("weekly", "--output", output("md/")) == nil)
    #expect(log.folder.bytes(of: "md/weekly.md") != nil)
    #expect(try failure("weekly", "--format", "csv", "--section", "fleet", "--output", output("one/")) == nil)
    #expect(log.folder.bytes(of: "one/fleet.csv") != nil)
    let names = try Set(log.csvFiles("2026-W47").keys)
    #expect(names.count == 10 && names.allSatisfy { $0.hasSuffix(".csv") })
  }

  @Test func `an output that cannot be written leaves nothing behind`() throws {
    #expect(throws: (any Error).self) { try failure("weekly", "--output", output("none/report.md")) }
    #expect(!(try Self.log.get().folder.contains("none")))
  }

  @Test func `a definition of one's own is rendered, with SQL beside it`() throws {
    let log = try Self.log.get()
    log.folder.write("SELECT outcome, count(*) AS starts FROM v_attempts GROUP BY outcome", to: "own/outcomes.sql")
    log.folder.write(
      """
      [report]
      name = "own"
      title = "Mine, {week}"
      [[section]]
      name = "outcomes"
      heading = "Outcomes"
      [[section.part]]
      show = "table"
      query = "outcomes.sql"
      period = "none"
      """, to: "own/own.toml")
    let text = try log.report(output("own/own.toml"), "--week", "2026-W47")
    #expect(
      String(decoding: text, as: UTF8.self) == """
        # Mine, 2026-W47

        ## Outcomes

        | outcome   | starts |
        | --------- | -----: |
        | succeeded |     12 |

        """)
  }

  @Test(arguments: [
    ("query = \"start-latencies\"", "there is no query start-latencies"),
    ("query = \"start-latency\"\nparameters = [\"by=colour\"]", "start-latency cannot be grouped by colour"),
    ("query = \"leases\"\nparameters = [\"step=2\"]", "leases has no window"),
    ("query = \"exposure\"\nparameters = [\"step=2\"]", "exposure takes no step"),
    ("query = \"start-latency\"\nparameters = [\"origin=me\"]", "origin takes requested, inferred, not me"),
  ]) func `a question that cannot be asked is reported with its line`(_ keys: String, _ message: String) throws {
    try Self.log.get().folder.write(
      """
      [report]
      name = "wrong"
      title = "t"
      [[section]]
      name = "s"
      heading = "h"
      [[section.part]]
      show = "table"
      \(keys)
      """, to: "wrong.toml")
    let failure = try #require(try failure(output("wrong.toml"), "--output", output("wrong.md")))
    #expect(failure.status == .failed)
    #expect(failure.message?.hasPrefix(try output("wrong.toml:9: ")) == true)
    #expect(failure.message?.contains(message) == true, "\(failure.message ?? "")")
  }

  @Test func `a user's SQL may only read`() throws {
    let log = try Self.log.get()
    log.folder.write("DELETE FROM attempt", to: "evil/evil.sql")
    log.folder.write(
      """
      [report]
      name = "evil"
      title = "t"
      [[section]]
      name = "s"
      heading = "h"
      [[section.part]]
      show = "table"
      query = "evil.sql"
      """, to: "evil/evil.toml")
    let failure = try failure(output("evil/evil.toml"))
    #expect(failure?.status == .failed)
    #expect(
      failure?.message?.hasSuffix(
        "evil.toml:9: a query may only read. Ask with one SELECT; the log changes by ingest alone.") == true)
    #expect(try log.answer("attempts", week: "2026-W47").rows.count == 12)
  }
}
