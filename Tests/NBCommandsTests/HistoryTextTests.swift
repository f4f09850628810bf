import NBBasics
import NBObservations
import NBProjections
import Testing

@testable import NBCommands

@Suite struct HistoryTextTests {
  @Test(
    arguments: [
      (0, 0, "0.0 s"), (0, 12_000, "<= 12 s"), (3_210, 7_890, "3.2-7.9 s"), (28_000, 43_001, "28-44 s"),
      (64_000, 112_400, "1:04-1:53 min"), (3_600_000, 3_720_001, "1:00-1:03 h"),
      (172_800_000, 180_000_000, "2.0-2.1 d"),
    ] as [(Int64, Int64, String)])
  func `a range still contains what is known`(low: Int64, high: Int64, text: String) {
    #expect(HistoryText.range(LatencyBounds(low: low, high: high)) == text)
  }

  @Test func `a range without high says more than`() {
    #expect(HistoryText.range(LatencyBounds(low: 447_900, high: nil)) == "> 7:27 min")
  }

  @Test(
    arguments: [
      (0, "0 s"), (40, "0.1 s"), (940, "0.9 s"), (59_999, "59 s"), (64_000, "1 min 04 s"), (3_600_000, "1 h"),
      (50_520_000, "14 h 02 min"), (273_600_000, "3 d 04 h"),
    ] as [(Int64, String)])
  func `a length has its two largest units`(milliseconds: Int64, text: String) {
    #expect(HistoryText.length(milliseconds) == text)
  }

  @Test func `bounds name the day only where it differs`() throws {
    #expect(
      HistoryText.bounds(InstantBounds(low: try at("07:59:55"), high: try at("08:00:02"))) == "(07:59:55, 08:00:02]")
    #expect(
      HistoryText.bounds(InstantBounds(low: try at("11-16 23:59:50"), high: try at("00:00:03")))
        == "(11-16 23:59:50, 00:00:03]")
    #expect(HistoryText.bounds(InstantBounds(low: nil, high: try at("08:00:02"))) == "by 08:00:02")
    #expect(HistoryText.bounds(InstantBounds(low: try at("08:00:02"), high: try at("08:00:02"))) == "08:00:02")
  }

  @Test func `a day has its weekday`() throws {
    #expect(HistoryText.weekday(try at("00:00:00")) == "Tuesday")
    #expect(HistoryText.weekday(Instant(milliseconds: -1)) == "Wednesday")
  }
}
