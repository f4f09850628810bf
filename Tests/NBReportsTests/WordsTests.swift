import NBBasics
import Testing

@testable import NBReports

@Suite struct WordsTests {
  @Test(arguments: [
    (0, "0 s"), (4, "0 s"), (410, "0.41 s"), (994, "0.99 s"), (995, "1 s"), (7_840, "7.8 s"), (9_950, "10 s"),
    (58_400, "58 s"), (59_600, "1 min"), (60_000, "1 min"), (72_250, "1 min 12 s"), (3_599_600, "1 h"),
    (15_120_000, "4.2 h"), (172_619_000, "47.9 h"), (172_700_000, "2 days"), (267_840_000, "3.1 days"),
    (43_200_000_000, "500 days"), (-72_250, "-1 min 12 s"),
  ])
  func `a duration has the units a person reads`(milliseconds: Double, text: String) {
    #expect(DurationWords.text(milliseconds: milliseconds) == text)
  }

  @Test(arguments: [
    (7_890, "7.8 s", "7.9 s"), (28_001, "28 s", "29 s"), (59_001, "59 s", "1 min"), (3_599_001, "59 min 59 s", "1 h"),
    (64_000, "1 min 4 s", "1 min 4 s"), (4, "0 s", "0.01 s"), (7_300_000, "2 h", "2.1 h"),
  ])
  func `limits give way to the outside, so that they still contain what is known`(
    milliseconds: Double, low: String, high: String
  ) {
    #expect(DurationWords.text(milliseconds: milliseconds, .down) == low)
    #expect(DurationWords.text(milliseconds: milliseconds, .up) == high)
    #expect(DurationWords.text(milliseconds: -milliseconds, .up) == (low == "0 s" ? "-0 s" : "-\(low)"))
  }

  @Test(arguments: [
    (20_000, "20 s"), (720_000, "0.2 h"), (359_640_000, "99.9 h"), (359_900_000, "100 h"), (4_320_000_000, "1,200 h"),
  ])
  func `what is charged by the hour stays in hours`(milliseconds: Double, text: String) {
    #expect(DurationWords.hours(milliseconds: milliseconds) == text)
  }

  @Test(arguments: [
    (0, "0 %"), (1, "100 %"), (0.31, "31 %"), (0.028, "2.8 %"), (0.0996, "10 %"), (0.0001, "<0.1 %"),
    (0.9996, ">99.9 %"),
    (0.995, "99.5 %"), (0.9899, "99 %"), (0.5, "50 %"), (0.01, "1 %"),
  ])
  func `a share is a percentage that never claims all or nothing too soon`(fraction: Double, text: String) {
    #expect(NumberWords.percent(fraction) == text)
  }

  @Test func `intervals say what is missing and name a common unit once`() {
    #expect(IntervalWords.range("1 s", "2 s") == "1 to 2 s")
    #expect(IntervalWords.range("58 s", "1 min 31 s") == "58 s to 1 min 31 s")
    #expect(IntervalWords.range("-8 points", "+8.3 points") == "-8 to +8.3 points")
    #expect(IntervalWords.range("1 s", nil) == "1 s or more")
    #expect(IntervalWords.range(nil, "2 s") == "at most 2 s")
    #expect(IntervalWords.range(nil, nil) == nil)
    #expect(IntervalWords.range("2 s", "2 s") == "2 s")
    #expect(IntervalWords.span("5 %", "28 %") == "5–28 %")
    #expect(IntervalWords.span("1 min 2 s", "1 min 4 s") == "1 min 2 s–1 min 4 s")
    #expect(IntervalWords.span("1 s", nil) == "≥1 s")
    #expect(IntervalWords.span(nil, "2 s") == "≤2 s")
    #expect(IntervalWords.estimate("13 %", "5 %", "28 %") == "13 % (5–28 %)")
    #expect(IntervalWords.estimate("13 %", nil, nil) == "13 %")
  }

  @Test func `GB-hours and probabilities keep the digits that matter`() {
    #expect(NumberWords.gigabyteHours(0.833333) == "0.83 GB-h")
    #expect(NumberWords.gigabyteHours(7.5) == "7.5 GB-h")
    #expect(NumberWords.gigabyteHours(74_500.25) == "74,500 GB-h")
    #expect(NumberWords.probability(0.0004) == "p < 0.001")
    #expect(NumberWords.probability(0.0409) == "p = 0.041")
    #expect(NumberWords.probability(0.313) == "p = 0.31")
  }

  @Test(arguments: [(0, "0"), (999, "999"), (1204, "1,204"), (-1_234_567, "-1,234,567")] as [(Int64, String)])
  func `digits stand in groups of three`(number: Int64, text: String) {
    #expect(NumberWords.grouped(number) == text)
  }

  @Test func `an instant names its year only where it is another`() throws {
    let time = try #require(InstantText.instant("2026-11-09T23:59:56.941Z"))
    #expect(TimeWords.minute(time, year: 2026) == "9 Nov 23:59")
    #expect(TimeWords.second(time, year: 2027) == "9 Nov 2026 23:59:56")
    #expect(TimeWords.weekday(time) == "Monday")
    #expect(TimeWords.weekday(Instant(milliseconds: -1)) == "Wednesday")
    #expect(TimeWords.minute("no time", year: 2026) == "no time")
    #expect(TimeWords.inSentence("a 2026-11-16T08:00:00.000Z  b", year: 2026) == "a 16 Nov 08:00  b")
  }

  @Test func `bounds of an instant are one time where both limits look the same`() throws {
    func at(_ text: String) throws -> Instant { try #require(InstantText.instant("2026-11-\(text)Z")) }
    func bounds(_ low: String?, _ high: String, isDated: Bool = false) throws -> String {
      TimeWords.bounds(try low.map(at), try at(high), isDated: isDated, year: 2026)
    }
    #expect(try bounds("17T07:59:55.000", "17T08:00:02.000") == "07:59:55–08:00:02")
    #expect(try bounds("17T08:20:15.001", "17T08:20:15.999") == "08:20:15")
    #expect(try bounds("16T23:59:50.000", "17T00:00:03.000") == "16 Nov 23:59:50–00:00:03")
    #expect(try bounds(nil, "17T08:00:02.000") == "by 08:00:02")
    #expect(try bounds("17T08:00:00.000", "17T08:00:02.000", isDated: true) == "17 Nov 08:00:00–08:00:02")
    #expect(try bounds("16T08:00:00.000", "17T08:00:00.000", isDated: true) == "16 Nov 08:00:00–17 Nov 08:00:00")
  }

  @Test func `days name their month and year once`() throws {
    func days(_ from: String, _ until: String) throws -> String {
      TimeWords.days(
        try #require(InstantText.instant("\(from)T08:00:00Z")),
        try #require(InstantText.instant("\(until)T08:00:00Z")), year: 2026)
    }
    #expect(try days("2026-11-19", "2026-11-19") == "19 Nov")
    #expect(try days("2026-11-09", "2026-11-19") == "9–19 Nov")
    #expect(try days("2026-10-28", "2026-11-03") == "28 Oct–3 Nov")
    #expect(try days("2025-12-28", "2026-01-03") == "28 Dec 2025–3 Jan")
  }

  @Test(arguments: ["", "2026", "2026-11-16 08:00:00", "2026-11-16T08:00:00+00:00", "2026-11-16T08:00:0aZ"])
  func `what is no instant is refused`(text: String) {
    #expect(InstantText.milliseconds(text) == nil)
  }
}
