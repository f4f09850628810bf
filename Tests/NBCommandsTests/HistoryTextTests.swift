import NBBasics
import NBObservations
import NBProjections
import Testing

@testable import NBCommands

@Suite struct HistoryTextTests {
  @Test(
    arguments: [
      (0, 0, "0 s"), (0, 12_000, "≤12 s"), (3_210, 7_890, "3.2–7.9 s"), (28_000, 43_001, "28–44 s"),
      (64_000, 112_400, "1 min 4 s–1 min 53 s"), (3_600_000, 3_960_001, "1–1.2 h"),
      (172_800_000, 180_000_000, "2–2.1 days"),
    ] as [(Int64, Int64, String)])
  func `a range still contains what is known`(low: Int64, high: Int64, text: String) {
    #expect(HistoryText.range(LatencyBounds(low: low, high: high)) == text)
  }

  @Test func `a range without high says at least`() {
    #expect(HistoryText.range(LatencyBounds(low: 447_900, high: nil)) == "≥7 min 27 s")
  }

  @Test func `bounds name the day only where it differs`() throws {
    #expect(
      HistoryText.bounds(InstantBounds(low: try at("11-16 23:59:50"), high: try at("00:00:03")))
        == "16 Nov 23:59:50–00:00:03")
    #expect(HistoryText.bounds(InstantBounds(low: nil, high: try at("08:00:02"))) == "by 08:00:02")
  }
}
