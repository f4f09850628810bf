import NBStatistics
import Testing

struct SplitMix64Tests {
  @Test func `seed 1234567 gives the published sequence`() {
    var generator = SplitMix64(seed: 1_234_567)
    let expected: [UInt64] = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
    #expect(expected.map { _ in generator.next() } == expected)
  }

  @Test func `draws stay below their bound and within the unit interval`() {
    var generator = SplitMix64(seed: 1)
    for _ in 0..<1_000 {
      #expect((0..<7).contains(generator.next(below: 7)))
      let unit = generator.unit()
      #expect(unit > 0 && unit < 1)
    }
  }
}
