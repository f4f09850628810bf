import Testing

@testable import NBReports

@Suite struct HumanTextTests {
  @Test(arguments: [
    (0, "0 s"), (4, "0 s"), (410, "0.41 s"), (994, "0.99 s"), (995, "1 s"), (7_840, "7.8 s"), (9_950, "10 s"),
    (58_400, "58 s"), (59_600, "1 min"), (60_000, "1 min"), (72_250, "1 min 12 s"), (3_599_600, "1 h"),
    (15_120_000, "4.2 h"), (359_640_000, "99.9 h"), (359_900_000, "100 h"), (471_600_000, "131 h"),
    (-72_250, "-1 min 12 s"),
  ])
  func `a duration has the units a person reads`(milliseconds: Double, text: String) {
    #expect(HumanText.duration(milliseconds: milliseconds) == text)
  }

  @Test(arguments: [
    (0, "0 %"), (1, "100 %"), (0.31, "31 %"), (0.028, "2.8 %"), (0.0996, "10 %"), (0.0001, "<0.1 %"),
    (0.9996, ">99.9 %"),
    (0.995, "99.5 %"), (0.9899, "99 %"), (0.5, "50 %"), (0.01, "1 %"),
  ])
  func `a share is a percentage that never claims all or nothing too soon`(fraction: Double, text: String) {
    #expect(HumanText.percent(fraction) == text)
  }

  @Test func `ranges say what is missing`() {
    #expect(HumanText.range("1 s", "2 s") == "1 s to 2 s")
    #expect(HumanText.range("1 s", nil) == "1 s or more")
    #expect(HumanText.range(nil, "2 s") == "at most 2 s")
    #expect(HumanText.range(nil, nil) == nil)
    #expect(HumanText.range("2 s", "2 s") == "2 s")
    #expect(HumanText.span("1 s", "2 s") == "1 s–2 s")
    #expect(HumanText.span("1 s", nil) == "≥1 s")
    #expect(HumanText.span(nil, "2 s") == "≤2 s")
  }

  @Test func `GB-hours and probabilities keep the digits that matter`() {
    #expect(HumanText.gigabyteHours(0.833333) == "0.83 GB-h")
    #expect(HumanText.gigabyteHours(7.5) == "7.5 GB-h")
    #expect(HumanText.gigabyteHours(6000.25) == "6000 GB-h")
    #expect(HumanText.probability(0.0004) == "p < 0.001")
    #expect(HumanText.probability(0.0409) == "p = 0.041")
    #expect(HumanText.probability(0.313) == "p = 0.31")
  }

  @Test func `what is no instant stays as it is`() {
    #expect(InstantText.human("2026-11-16T08:00:00Z") == "2026-11-16 08:00:00")
    for text in ["", "2026", "2026-11-16 08:00:00", "2026-11-16T08:00:00+00:00", "2026-11-16T08:00:0aZ"] {
      #expect(InstantText.human(text) == text)
    }
    #expect(InstantText.humanWords("a 2026-11-16T08:00:00.000Z  b") == "a 2026-11-16 08:00:00  b")
  }
}
