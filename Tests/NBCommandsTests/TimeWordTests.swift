import NBBasics
import Testing

@testable import NBCommands
@testable import NBReadModel

@Suite struct TimeWordTests {
  private static func at(_ text: String) throws -> Instant { try #require(Instant(rfc3339: text)) }
  private static let now = "2026-11-20T23:30:00Z"
  private static let hour: Int64 = 3_600_000

  @Test(arguments: [
    ("2026-11-19T09:00:00.5+02:00", "2026-11-19T07:00:00.500Z"), ("1795078800000", "2026-11-19T09:00:00.000Z"),
    ("2026-11-19", "2026-11-19T00:00:00.000Z"), ("2026-11-19T09:00", "2026-11-19T09:00:00.000Z"),
    ("2026-11-19 09:00:30", "2026-11-19T09:00:30.000Z"), ("now", "2026-11-20T23:30:00.000Z"),
    ("today", "2026-11-20T00:00:00.000Z"), ("Yesterday", "2026-11-19T00:00:00.000Z"),
    ("24h ago", "2026-11-19T23:30:00.000Z"), ("3 d ago", "2026-11-17T23:30:00.000Z"),
  ])
  func `a time may be given as people type it, in UTC`(text: String, meaning: String) throws {
    #expect(try TimeWord(text).instant(now: Self.at(Self.now), utcOffset: 0).rfc3339 == meaning)
  }

  @Test(arguments: [
    ("2026-11-19", "2026-11-18T23:00:00.000Z"), ("2026-11-19T09:00", "2026-11-19T08:00:00.000Z"),
    ("today", "2026-11-20T23:00:00.000Z"), ("yesterday", "2026-11-19T23:00:00.000Z"),
    ("2026-11-19T09:00Z", "2026-11-19T09:00:00.000Z"), ("1h ago", "2026-11-20T22:30:00.000Z"),
  ])
  func `what has no offset is in the zone of --utc-offset`(text: String, meaning: String) throws {
    let text = text.replacing("09:00Z", with: "09:00:00Z")
    #expect(try TimeWord(text).instant(now: Self.at(Self.now), utcOffset: Self.hour).rfc3339 == meaning)
  }

  @Test(arguments: [
    ("2026-02-30", "there is no day 2026-02-30"), ("2026-11-19T25:00", "after the date stands T and a time"),
    ("1763280000", "looks like seconds"), ("24h", "'24h ago' is a time"), ("tomorrow", "24h ago"),
    ("7y ago", "before ago stands a duration"), ("2026-11-19T09:00:00Z tail", "after the date stands T and a time"),
    ("", "give a date"),
  ])
  func `a mistake says what is missing`(text: String, reason: String) {
    do {
      _ = try TimeWord(text)
      Issue.record("\(text) was read")
    } catch {
      #expect(error.description.contains(reason), "\(error.description)")
    }
  }

  @Test func `last and this week are those of now, in local time`() throws {
    // Sunday 23:30 in UTC is Monday an hour to the east.
    let sunday = try Self.at("2026-11-22T23:30:00Z")
    #expect(try WeekWord("this").week(now: sunday, utcOffset: 0).text == "2026-W47")
    #expect(try WeekWord("last").week(now: sunday, utcOffset: 0).text == "2026-W46")
    #expect(try WeekWord("last").week(now: sunday, utcOffset: Self.hour).text == "2026-W47")
    #expect(try WeekWord("2026-w46").week(now: sunday, utcOffset: 0).text == "2026-W46")
    #expect(throws: TimeWord.Mistake.self) { try WeekWord("2026-W54") }
  }

  @Test func `words are read against as-of where it is given, else against the clock, and said aloud`() throws {
    let present = Present(
      span: try Self.at("2026-11-09T00:00:00Z")...Self.at("2026-11-19T23:59:00Z"), clock: try Self.at(Self.now))
    var times = TypedTimes()
    times.from = try TimeWord("yesterday")
    #expect(try times.period(present).from == Self.at("2026-11-19T00:00:00Z"))
    #expect(try times.period(present).asOf == Self.at("2026-11-19T23:59:00Z"))
    #expect(times.spoken(present) == ["--from is 2026-11-19T00:00:00.000Z"])
    times.asOf = try TimeWord("2026-11-18T12:00")
    #expect(try times.period(present).from == Self.at("2026-11-17T00:00:00Z"))
    times = TypedTimes(asOf: .now, week: .relative(-1))
    #expect(try times.period(present).from == Self.at("2026-11-09T00:00:00Z"))
    #expect(times.spoken(present) == ["--as-of is 2026-11-20T23:30:00.000Z", "--week is 2026-W46"])
  }

  @Test(
    arguments: [
      ("2026-11-19T23:59:00Z", "2026-11-20T00:14:00Z", nil),
      ("2026-11-19T23:59:00Z", "2026-11-20T00:14:00.001Z", "the log ends 15 min ago (2026-11-19 23:59 UTC)"),
      ("2026-11-19T23:59:00Z", "2026-11-21T10:30:00Z", "the log ends 34 h ago (2026-11-19 23:59 UTC)"),
      ("2026-11-19T23:59:00Z", "2026-12-01T00:00:00Z", "the log ends 11 days ago (2026-11-19 23:59 UTC)"),
      ("2026-11-19T23:59:00Z", "2026-11-01T00:00:00Z", nil),
    ] as [(String, String, String?)])
  func `a log that ended more than a quarter of an hour ago is announced`(
    last: String, clock: String, line: String?
  ) throws {
    let end = try Self.at(last)
    #expect(Present(span: end...end, clock: try Self.at(clock)).staleness == line)
  }

  @Test(
    arguments: [
      ("statsu", "status"), ("failure-rate", "failure-rates"), ("stepp-latency", "step-latency"), ("LEASES", "leases"),
      ("step_latency", "step-latency"), ("colour", nil), ("qual", "quality"), ("x", nil),
    ] as [(String, String?)])
  func `a mistyped word has a suggestion when one is near`(word: String, meant: String?) {
    let words = ["status", "failure-rates", "failure-reasons", "step-latency", "start-latency", "leases", "quality"]
    #expect(Suggestion.nearest(to: word, among: words) == meant)
  }
}
