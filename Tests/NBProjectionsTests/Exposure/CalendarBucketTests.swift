import NBObservations
import Testing

@testable import NBProjections

private func label(_ unit: CalendarBucket.Unit, _ text: String, hours: Int64 = 0) -> String {
  CalendarBucket(unit, holding: time(text), utcOffset: hours * 3_600_000).label
}

/// Years whose ISO weeks are remembered wrongly most often, from ISO 8601's own examples.
@Test(arguments: [
  ("2005-01-01 12:00", "2004-W53"), ("2005-01-02 12:00", "2004-W53"), ("2005-12-31 00:00", "2005-W52"),
  ("2007-01-01 00:00", "2007-W01"), ("2008-12-28 23:59", "2008-W52"), ("2008-12-29 00:00", "2009-W01"),
  ("2009-12-31 00:00", "2009-W53"), ("2010-01-03 23:59:59.999", "2009-W53"), ("2010-01-04 00:00", "2010-W01"),
  ("2026-11-02 00:00", "2026-W45"), ("2026-11-16 00:00", "2026-W47"), ("1969-12-29 00:00", "1970-W01"),
])
func `a week carries the ISO week-year - E19`(instant: String, week: String) {
  #expect(label(.week, instant) == week)
}

@Test func `a day runs from midnight to midnight - E19`() {
  let day = CalendarBucket(.day, holding: time("11-02 23:59:59.999"))
  #expect(day.from == time("11-02 00:00"))
  #expect(day.until == time("11-03 00:00"))
  #expect(label(.day, "2024-02-29 00:00") == "2024-02-29")
  #expect(label(.day, "1969-12-31 23:59:59.999") == "1969-12-31")
}

@Test func `an offset moves the borders - E19`() {
  #expect(label(.day, "11-01 16:00", hours: 8) == "2026-11-02")
  #expect(label(.day, "11-01 15:59:59.999", hours: 8) == "2026-11-01")
  #expect(label(.week, "11-01 16:00", hours: 8) == "2026-W45")
  #expect(label(.day, "11-02 02:00", hours: -3) == "2026-11-01")
}
