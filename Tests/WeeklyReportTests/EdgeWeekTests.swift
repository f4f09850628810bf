import NBObservations
import Testing

@testable import NBCommands

/// Weeks in which something is missing still give a report that says so.
@Suite struct EdgeWeekTests {
  private let instance = Observations.Instance(id: Observations.Instance.id(1))

  /// The sentences of the summary.
  private func summary(_ log: ReportLog, _ week: String) throws -> [String] {
    let lines = try log.text("weekly-details", "--week", week, "--section", "summary").split(separator: "\n")
      .dropFirst()
    #expect(lines.count <= 10 && lines.allSatisfy { $0.hasPrefix("- ") })
    return lines.map { String($0.dropFirst(2)) }
  }

  /// What `nbreport` says instead of a report.
  private func refusal(_ log: ReportLog, _ arguments: String...) -> String {
    do {
      try NBReport.parse(["weekly", "--db", log.path] + arguments).run()
      return "a report"
    } catch let failure as CommandFailure {
      return "\(failure.message ?? "") \(failure.hint)"
    } catch {
      return "\(error)"
    }
  }

  @Test func `a week without data, a week to come and the default say what there is instead`() throws {
    var observations = Observations()
    observations.starts(3, instance, from: at("2026-11-03T08:00:00Z"), seconds: { _ in 20 })
    observations.poll(instance, at("2026-12-01T08:00:00Z"), "STOPPED")
    let log = try ReportLog(observations)
    #expect(
      refusal(log, "--week", "2026-W47")
        == "nothing was observed in 2026-W47 The log holds 3 starts of 2026-W45: --week 2026-W45.")
    #expect(refusal(log, "--week", "2027-W01").hasPrefix("2027-W01 had not begun when the log ended, 1 Dec 2026 08:00"))
    #expect(refusal(log).hasPrefix("nothing was observed in 2026-W48"))
    #expect(refusal(log, "--month", "2026-10").hasPrefix("nothing was observed in 2026-10"))
  }

  @Test func `the default says that the only week with starts is not over`() throws {
    var observations = Observations()
    observations.starts(3, instance, from: at("2026-11-17T08:00:00Z"), seconds: { _ in 20 })
    #expect(
      refusal(try ReportLog(observations))
        == "nothing was observed in 2026-W46 The log holds 3 starts of 2026-W47, which is not over: --week 2026-W47.")
  }

  @Test func `an empty log is no report`() throws {
    #expect(refusal(try ReportLog(Observations()), "--week", "2026-W47").hasPrefix("the log is empty"))
  }

  @Test func `a week with one instance and one start names no typical time`() throws {
    var observations = Observations()
    observations.start(instance, at: at("2026-11-17T08:00:00Z"), seconds: 20)
    let lines = try summary(try ReportLog(observations), "2026-W47")
    #expect(lines[0].hasPrefix("1 start: 1 became ready. Data until 17 Nov 2026 08:00 UTC: the week is not complete."))
    #expect(lines[1] == "CPU: 1 of 1 start became ready, too few for a typical time.")
    #expect(!lines.joined().contains("median start"))
  }

  @Test func `a week with nothing but failures has no times, and a rate with its range`() throws {
    var observations = Observations()
    observations.starts(
      12, instance, from: at("2026-11-17T08:00:00Z"), seconds: { _ in 20 }, outcome: { _ in "START_FAILED" })
    observations.poll(instance, at("2026-11-24T08:00:00Z"), "STOPPED")
    let log = try ReportLog(observations)
    let lines = try summary(log, "2026-W47")
    #expect(lines[0] == "12 starts: 12 failed; an estimated 0 % become ready.")
    #expect(lines[1] == "CPU: none of 12 starts is known to have become ready.")
    #expect(lines.contains { $0.contains("12 of 12 starts, 100 % (76–100 %)") })
    #expect(
      try log.text("weekly-details", "--week", "2026-W47", "--section", "failures").contains("| no node |     12 |"))
  }

  @Test func `the first week of the log is compared with nothing`() throws {
    var observations = Observations()
    observations.starts(12, instance, from: at("2026-11-17T08:00:00Z"), seconds: { 20 + $0 })
    let log = try ReportLog(observations)
    let lines = try summary(log, "2026-W47")
    #expect(lines.contains("There is no earlier week to compare with: the log does not reach back before 2026-W47."))
    let section = try log.text("weekly-details", "--week", "2026-W47", "--section", "week-over-week")
    #expect(section.contains("The log does not reach back to the time before."))
    #expect(!section.contains("|"))
  }

  @Test func `the last week of 2026 is week 53, and week 52 is before it`() throws {
    var observations = Observations()
    observations.starts(12, instance, from: at("2026-12-22T08:00:00Z"), seconds: { 20 + $0 })
    observations.starts(12, instance, from: at("2027-01-02T20:00:00Z"), seconds: { 25 + $0 })
    observations.poll(instance, at("2027-01-04T00:00:00Z"), "STOPPED")
    let log = try ReportLog(observations)
    let facts = try log.text("weekly-details", "--section", "definitions")
    #expect(facts.contains("**window**: 2026-W53"))
    #expect(facts.contains("**from**: 2026-12-28T00:00:00.000Z\n- **until**: 2027-01-04T00:00:00.000Z"))
    let lines = try summary(log, "2026-W53")
    #expect(lines[0].hasPrefix("12 starts: 12 became ready;"))
    #expect(lines.contains { $0.hasPrefix("Compared with 2026-W52: median CPU start") })
  }
}
