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
    let section = try failure("weekly-details", "--section", "summry")
    #expect(section?.status == .usage && section?.hint.contains("summary") == true)
    #expect(try failure("weekly", "--week", "2026-W47", "--format", "csv")?.status == .usage)
    #expect(
      try failure("weekly", "--week", "2026-W47", "--output", output("one.csv"))?.hint.contains("--table") == true)
  }

  @Test func `a missing database is status 1 and creates none`() throws {
    let log = try Self.log.get()
    #expect(throws: CommandFailure.self) {
      try NBReport.parse(["weekly", "--db", log.folder.file("none.db")]).run()
    }
    #expect(!log.folder.contains("none.db"))
  }

  @Test func `a folder gets the document with its pictures, or a file for each table, and nothing beside`() throws {
    let log = try Self.log.get()
    #expect(try failure("weekly", "--week", "2026-W47", "--output", output("md/"), "--format", "markdown") == nil)
    let text = try #require(log.folder.bytes(of: "md/weekly.md"))
    #expect(String(decoding: text, as: UTF8.self).contains("(starts-by-day.svg)"))
    #expect(log.folder.bytes(of: "md/starts-by-day.svg") != nil)
    #expect(
      try failure("weekly", "--week", "2026-W47", "--table", "disks-by-owner", "--output", output("one.csv")) == nil)
    #expect(log.folder.bytes(of: "one.csv") != nil)
    let names = try Set(log.csvFiles("2026-W47").keys)
    #expect(names.count > 20 && names.allSatisfy { $0.hasSuffix(".csv") })
  }

  @Test func `the ending of the output says the format`() throws {
    let log = try Self.log.get()
    for (name, beginning) in [
      ("a.html", "<!DOCTYPE html>"), ("a.md", "# Notebooks, week 47"), ("a.txt", "Notebooks, week"),
    ] {
      #expect(try failure("weekly", "--week", "2026-W47", "--output", output(name)) == nil)
      #expect(String(decoding: log.folder.bytes(of: name) ?? [], as: UTF8.self).hasPrefix(beginning))
    }
  }

  @Test func `months, windows, filters and breakdowns shape a report`() throws {
    let log = try Self.log.get()
    let month = try log.text("weekly", "--month", "2026-11")
    #expect(month.hasPrefix("# Notebooks, November 2026\n") && month.contains("This month"))
    let window = try log.text("weekly", "--from", "2026-11-17", "--until", "2026-11-18", "--user", "user")
    #expect(window.hasPrefix("# Notebooks, 17 Nov 2026\n") && window.contains("Only user user."))
    #expect(try !log.text("weekly", "--week", "2026-W47").contains("## By"))
    #expect(try log.text("weekly", "--week", "2026-W47", "--by", "workspace").contains("## By workspace"))
    let nobody = try failure("weekly", "--week", "2026-W47", "--user", "nobody")
    #expect(nobody?.status == .failed && "\(nobody?.message ?? "") \(nobody?.hint ?? "")".contains("seen: user"))
    #expect(throws: (any Error).self) { try NBReport.parse(["weekly", "--by", "colour"]) }
    #expect(throws: (any Error).self) { try NBReport.parse(["weekly", "--week", "last", "--month", "last"]) }
  }

  @Test func `an output that cannot be written leaves nothing behind`() throws {
    #expect(throws: (any Error).self) {
      try failure("weekly", "--week", "2026-W47", "--output", output("none/report.md"))
    }
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
    let failure = try #require(try failure(output("wrong.toml"), "--week", "2026-W47", "--output", output("wrong.md")))
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
    let failure = try failure(output("evil/evil.toml"), "--week", "2026-W47")
    #expect(failure?.status == .failed)
    #expect(
      failure?.message?.hasSuffix(
        "evil.toml:9: a query may only read. Ask with one SELECT; the log changes by ingest alone.") == true)
    #expect(try log.answer("attempts", week: "2026-W47").rows.count == 12)
  }
}
