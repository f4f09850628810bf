import NBStatistics

/// Whether two numbers differ by at most `tolerance`.
func isClose(_ one: Double?, _ two: Double, _ tolerance: Double) -> Bool {
  guard let one else { return false }
  return one == two || abs(one - two) <= tolerance
}

/// Random interval rows for property tests: some exact, some open, some with shared ends, the rest distinct.
struct RandomRows {
  private var generator: SplitMix64

  init(seed: UInt64) { generator = SplitMix64(seed: seed) }

  mutating func draw(_ count: Int) -> [CensoredInterval] {
    (0..<count).map { _ in
      let time = (generator.unit() * 40).rounded()
      switch generator.next(below: 10) {
      case 0, 1: return CensoredInterval(exact: time)
      case 2: return CensoredInterval(left: time, right: .infinity)
      case 3, 4: return CensoredInterval(left: max(0, time - 7), right: time + 1)
      default:
        let left = time * generator.unit()
        return CensoredInterval(left: left, right: left + 0.1 + 10 * generator.unit())
      }
    }
  }

  mutating func shuffled<Element>(_ values: [Element]) -> [Element] {
    var values = values
    for index in values.indices.dropLast() {
      values.swapAt(index, index + generator.next(below: values.count - index))
    }
    return values
  }
}
