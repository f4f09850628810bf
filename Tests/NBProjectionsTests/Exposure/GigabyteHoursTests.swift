import NBProjections
import Testing

@Suite struct GigabyteHoursTests {
  @Test(
    arguments: [
      (0, "0.000000"), (3_600_000, "1.000000"), (3_000_000, "0.833333"), (7_500_000, "2.083333"),
      (6_000_000, "1.666667"),
      (1, "0.000000"), (2, "0.000001"), (9, "0.000003"), (126_000_000, "35.000000"),
    ] as [(Int128, String)])
  func `GB-hours divide the sum once`(sum: Int128, text: String) {
    #expect(ExposureSum.gbHours(sum) == text)
  }

  @Test func `GB-hours equal long division for random sums`() {
    var generator = SplitMix64(seed: 7)
    for _ in 0..<2000 {
      let sum = Int128(Int64.random(in: 0...Int64.max, using: &generator))
      let text = ExposureSum.gbHours(sum)
      let whole = sum / 3_600_000
      let (quotient, remainder) = (sum % 3_600_000 * 1_000_000).quotientAndRemainder(dividingBy: 3_600_000)
      let rounded = quotient + (remainder * 2 >= 3_600_000 ? 1 : 0)
      let parts = text.split(separator: ".")
      #expect(Int128(parts[0])! * 1_000_000 + Int128(parts[1])! == whole * 1_000_000 + rounded)
    }
  }
}
