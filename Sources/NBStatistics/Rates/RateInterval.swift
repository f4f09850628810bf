/// An interval for a rate, as fractions within 0...1.
package struct RateInterval: Sendable, Equatable {
  /// The lower limit, not above the rate seen; 0 without a success.
  package let lower: Double
  /// The upper limit, not below the rate seen; 1 when all succeeded.
  package let upper: Double

  /// The standard normal 97.5 % point.
  package static let z95 = 1.959963984540054

  /// Wilson's score interval (1927): centre `(p + z^2/2n) / (1 + z^2/n)`, half width
  /// `z sqrt(p(1-p)/n + z^2/4n^2) / (1 + z^2/n)`. Clamped to 0...1, exactly 0 at no success and 1 at nothing else.
  /// - Returns: nil when `of` is 0: there is no rate.
  package static func wilson(_ successes: Int, of count: Int, z: Double = z95) -> RateInterval? {
    precondition(successes >= 0 && successes <= count, "successes are among the trials")
    guard count > 0 else { return nil }
    let n = Double(count)
    let p = Double(successes) / n
    let scale = 1 + z * z / n
    let centre = (p + z * z / (2 * n)) / scale
    let half = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot() / scale
    return RateInterval(
      lower: successes == 0 ? 0 : max(0, centre - half), upper: successes == count ? 1 : min(1, centre + half))
  }

  /// The exact interval of Clopper & Pearson (1934): the chances at which the binomial tail through the successes seen
  /// is `alpha / 2`. Never covers less than it says.
  /// - Returns: nil when `of` is 0.
  package static func clopperPearson(_ successes: Int, of count: Int, alpha: Double = 0.05) -> RateInterval? {
    precondition(successes >= 0 && successes <= count, "successes are among the trials")
    guard count > 0 else { return nil }
    let lower = chance { chance in
      DiscreteDistribution.binomial(trials: count, chance: chance).upperTail(from: successes) > alpha / 2
    }
    let upper = chance { chance in
      DiscreteDistribution.binomial(trials: count, chance: chance).lowerTail(through: successes) <= alpha / 2
    }
    return RateInterval(lower: successes == 0 ? 0 : lower, upper: successes == count ? 1 : upper)
  }

  /// The chance from which on `holds` is true, by bisection down to neighbouring numbers.
  private static func chance(from holds: (Double) -> Bool) -> Double {
    var low = 0.0
    var high = 1.0
    for _ in 0..<80 {
      let middle = (low + high) / 2
      if middle <= low || middle >= high { break }
      if holds(middle) { high = middle } else { low = middle }
    }
    return (low + high) / 2
  }
}
