import NBTestHistories
import Testing

@testable import NBBasics

@Suite struct InstantTests {
  @Test(
    arguments: [
      ("1970-01-01T00:00:00Z", 0), ("2026-11-16t08:00:00.5z", 1_794_816_000_500),
      ("2026-11-16T08:00:00.000Z", 1_794_816_000_000),
      ("2026-11-16T09:30:00+01:30", 1_794_816_000_000), ("2026-11-15T22:00:00-10:00", 1_794_816_000_000),
      ("2026-11-16T08:00:00-00:00", 1_794_816_000_000), ("2024-02-29T00:00:00Z", 1_709_164_800_000),
      ("2000-02-29T00:00:00Z", 951_782_400_000), ("1969-12-31T23:59:59.999Z", -1),
      ("0001-01-01T00:00:00Z", -62_135_596_800_000),
      ("9999-12-31T23:59:59.999Z", 253_402_300_799_999), ("2026-01-01T00:00:00.999999999Z", 1_767_225_600_999),
      ("2026-01-01T00:00:00.0010Z", 1_767_225_600_001), ("2026-01-01T23:59:59+23:59", 1_767_225_659_000),
    ] as [(String, Int64)])
  func `reads RFC 3339 with any offset and 1 to 9 fraction digits`(text: String, milliseconds: Int64) {
    #expect(Instant(rfc3339: text)?.milliseconds == milliseconds)
  }

  @Test(arguments: [
    "", "2026-11-16", "2026-11-16T08:00:00", "2026-11-16 08:00:00Z", "2026-02-30T00:00:00Z", "2023-02-29T00:00:00Z",
    "1900-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z",
    "2026-04-31T00:00:00Z",
    "2026-11-16T24:00:00Z", "2026-11-16T25:00:00Z", "2026-11-16T08:60:00Z", "2026-11-16T08:00:60Z",
    "2026-11-16T08:00:00.Z",
    "2026-11-16T08:00:00.1234567890Z", "2026-11-16T08:00:00Z ", " 2026-11-16T08:00:00Z", "2026-11-16T08:00:00ZZ",
    "2026-11-16T08:00:00+0100", "2026-11-16T08:00:00+01", "2026-11-16T08:00:00+24:00", "2026-11-16T08:00:00+01:60",
    "2026-11-16T08:00Z", "02026-11-16T08:00:00Z", "2026-1-16T08:00:00Z", "0000-01-01T00:00:00Z",
    "2026-11-16T08:00:00,5Z",
    "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "2026-11-16T08:00:0٠Z", "+026-11-16T08:00:00Z",
    "2026-11-16T08:00:00.5", "2026-11-16T08:00:00z+01:00", "2026-W47-1T08:00:00Z",
  ])
  func `refuses everything else`(text: String) {
    #expect(Instant(rfc3339: text) == nil)
  }

  @Test func `writes what it reads, over the whole range`() {
    var random = SeededRandom(4)
    let range = Instant.range
    let span = UInt64(range.upperBound.milliseconds - range.lowerBound.milliseconds)
    for _ in 0..<5000 {
      let instant = Instant(milliseconds: range.lowerBound.milliseconds + Int64(random.next() % (span + 1)))
      #expect(Instant(rfc3339: instant.rfc3339) == instant)
      #expect(instant.rfc3339.utf8.count == 24)
    }
    #expect(range.lowerBound.rfc3339 == "0001-01-01T00:00:00.000Z")
    #expect(range.upperBound.rfc3339 == "9999-12-31T23:59:59.999Z")
  }

  @Test(
    arguments: [
      (Int64.min, "-292275055-05-16T16:47:04.192Z"), (-62_135_596_800_001, "0000-12-31T23:59:59.999Z"),
      (-62_167_219_200_001, "-000001-12-31T23:59:59.999Z"), (253_402_300_800_000, "+010000-01-01T00:00:00.000Z"),
      (Int64.max, "+292278994-08-17T07:12:55.807Z"),
    ] as [(Int64, String)])
  func `writes every instant, beyond RFC 3339 with the expanded years of ISO 8601`(
    milliseconds: Int64, text: String
  ) {
    #expect(Instant(milliseconds: milliseconds).rfc3339 == text)
    #expect(Instant(rfc3339: text) == nil)
  }

  @Test func `the days of every year follow each other`() {
    for year in [1, 4, 100, 399, 400, 1582, 1899, 1900, 1969, 1970, 2000, 2023, 2024, 2100, 9999] as [Int64] {
      var expected = CivilDate(year: year, month: 1, day: 1).daysSince1970
      for month in 1...12 as ClosedRange<Int64> {
        for day in 1...CivilDate.days(inMonth: month, of: year) {
          let date = CivilDate(year: year, month: month, day: day)
          #expect(date.daysSince1970 == expected)
          #expect(CivilDate(daysSince1970: expected) == date)
          expected += 1
        }
      }
      #expect(CivilDate(year: year + 1, month: 1, day: 1).daysSince1970 == expected)
    }
  }

  @Test func `quotients are rounded down, to the ends of the range`() {
    #expect((-1 as Int64).flooredQuotient(by: 1000) == -1)
    #expect((-1000 as Int64).flooredQuotient(by: 1000) == -1)
    #expect((-1001 as Int64).flooredQuotient(by: 1000) == -2)
    #expect(Int64.min.flooredQuotient(by: 1000) == -9_223_372_036_854_776)
    #expect(Int64.max.flooredQuotient(by: 1000) == 9_223_372_036_854_775)
  }
}
