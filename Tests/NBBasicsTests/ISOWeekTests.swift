import Testing

@testable import NBBasics

@Suite struct ISOWeekTests {
  @Test(arguments: [
    ("2026-W47", "2026-11-16T00:00:00Z"), ("2026-W53", "2026-12-28T00:00:00Z"), ("2027-W01", "2027-01-04T00:00:00Z"),
    ("2020-W53", "2020-12-28T00:00:00Z"), ("2021-W01", "2021-01-04T00:00:00Z"), ("2026-W01", "2025-12-29T00:00:00Z"),
    ("2024-W01", "2024-01-01T00:00:00Z"), ("1970-W01", "1969-12-29T00:00:00Z"), ("2009-W53", "2009-12-28T00:00:00Z"),
  ])
  func `begins on the Monday that ISO 8601 says`(text: String, monday: String) throws {
    let week = try #require(ISOWeek(text: text))
    #expect(week.start == Instant(rfc3339: monday))
    #expect(week.text == text)
    #expect(ISOWeek(holding: week.start) == week)
    #expect(ISOWeek(holding: week.end + -1) == week)
    #expect(ISOWeek(holding: week.end) != week)
    #expect(ISOWeek(holding: week.start + -1) == week.previous)
  }

  @Test(arguments: [
    "2025-W53", "2026-W54", "2026-W00", "2026-W5", "2026-47", "2026W47", "26-W47", "2026-w47", "2026-W+1", "+026-W01",
    "0000-W10", "2026-W47 ", "2026-W471", "-2026-W01", "",
  ])
  func `refuses weeks that do not exist and other spellings`(text: String) {
    #expect(ISOWeek(text: text) == nil)
  }

  @Test func `every day of forty years is in exactly the week that its text names`() {
    var day = CivilDate(year: 2000, month: 1, day: 1).daysSince1970
    let end = CivilDate(year: 2040, month: 1, day: 1).daysSince1970
    while day < end {
      let week = ISOWeek(holding: Instant(milliseconds: day * CivilDate.millisecondsPerDay))
      #expect(ISOWeek(text: week.text) == week)
      #expect((1...53).contains(week.number))
      day += 1
    }
  }
}
