import Testing

@testable import NBReports

@Suite struct NumberTextTests {
  @Test(
    arguments: [
      (0, "0"), (1, "0.001"), (10, "0.01"), (410, "0.41"), (1000, "1"), (72_000, "72"), (900_001, "900.001"),
      (-1, "-0.001"), (-1500, "-1.5"), (Int64.max, "9223372036854775.807"), (Int64.min, "-9223372036854775.808"),
    ] as [(Int64, String)])
  func `whole milliseconds become seconds with at most three decimals`(milliseconds: Int64, text: String) {
    #expect(NumberText.seconds(milliseconds: milliseconds) == text)
  }

  @Test(arguments: [
    (0.5, "0.001"), (-0.5, "-0.001"), (0.49, "0"), (-0.49, "0"), (1.5, "0.002"), (2.5, "0.003"), (47220.4999, "47.22"),
    (47220.5, "47.221"), (-0.0, "0"),
  ])
  func `fractional milliseconds round half away from zero and never print a negative zero`(
    milliseconds: Double, text: String
  ) {
    #expect(NumberText.seconds(milliseconds: milliseconds) == text)
  }

  @Test(arguments: [(1.0005, "1"), (0.0005, "0.001"), (2.5, "2.5"), (0.0625, "0.063"), (1e15, "1000000000000000")])
  func `seconds round on their exact value`(seconds: Double, text: String) {
    // 1.0005 is stored as 1.000499999999999989…, 0.0005 as 0.0005000000000000000104…
    #expect(NumberText.seconds(seconds) == text)
  }

  @Test(arguments: [
    (0.0, "0.000000"), (1.0, "1.000000"), (0.24249401, "0.242494"), (1.0 / 3, "0.333333"), (2.0 / 3, "0.666667"),
    (0.0078125, "0.007813"), (-1e-9, "0.000000"), (-0.25, "-0.250000"), (1e-7, "0.000000"),
  ])
  func `rates have six decimals`(rate: Double, text: String) {
    #expect(NumberText.rate(rate) == text)
  }

  @Test(arguments: [
    (1.0, "1"), (0.1, "0.1"), (-0.0, "0"), (1e16, "10000000000000000"), (1.5e-7, "0.00000015"), (123.456, "123.456"),
    (-2.5e20, "-250000000000000000000"),
    (Double.leastNonzeroMagnitude, "0." + String(repeating: "0", count: 323) + "5"),
  ])
  func `other numbers are the shortest digits without an exponent`(value: Double, text: String) {
    #expect(NumberText.shortest(value) == text)
  }

  @Test func `shortest digits read back as the same number`() {
    var generator = SplitMix64(state: 11)
    for _ in 0..<2000 {
      let value = Double(bitPattern: UInt64.random(in: .min ... .max, using: &generator))
      guard value.isFinite else { continue }
      let text = NumberText.shortest(value)!
      #expect(Double(text) == value)
      #expect(!text.contains("e"))
    }
  }

  @Test func `what is not finite has no text`() {
    for value in [Double.nan, .infinity, -.infinity] {
      #expect(NumberText.shortest(value) == nil)
      #expect(NumberText.rate(value) == nil)
      #expect(NumberText.seconds(value) == nil)
      #expect(MachineText(.real(value), .seconds) == .missing)
    }
  }
}
