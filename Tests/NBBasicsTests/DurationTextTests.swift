import NBBasics
import Testing

@Suite struct DurationTextTests {
  @Test(arguments: [("90s", 90_000), ("15m", 900_000), ("24h", 86_400_000), ("7d", 604_800_000), ("2w", 1_209_600_000)])
  func `a number and a unit are a duration`(text: String, milliseconds: Int64) {
    #expect(DurationText.milliseconds(text) == milliseconds)
  }

  @Test(arguments: ["", "5", "h", "-1h", "+1h", "1.5h", "1 h", "9223372036854775807w"])
  func `everything else is none`(text: String) {
    #expect(DurationText.milliseconds(text) == nil)
  }
}
