/// The probabilities of a whole-number variable with one mode, built outwards from the mode by ratios of neighbours and
/// divided by their sum.
///
/// No logarithm of a factorial is taken, so nothing cancels: tails keep about 13 digits for a million trials. Values
/// below 1e-30 of the mode's are left out.
struct DiscreteDistribution: Sendable {
  /// The smallest value kept.
  let first: Int
  let probabilities: [Double]

  private static let negligible = 1e-30

  /// - Parameters:
  ///   - range: all values the variable can take.
  ///   - mode: a value near the largest probability, within the range.
  ///   - ratio: `P(k + 1) / P(k)` for k and k + 1 in the range.
  init(range: ClosedRange<Int>, mode: Int, ratio: (Int) -> Double) {
    var above: [Double] = [1]
    var value = mode
    while value < range.upperBound, let last = above.last, last > Self.negligible {
      above.append(last * ratio(value))
      value += 1
    }
    var below: [Double] = []
    var last = 1.0
    value = mode
    while value > range.lowerBound, last > Self.negligible {
      value -= 1
      last /= ratio(value)
      below.append(last)
    }
    let all = below.reversed() + above
    // Small terms first: the sum loses nothing of the tails.
    let sum = all.sorted().reduce(0, +)
    first = mode - below.count
    probabilities = all.map { $0 / sum }
  }

  /// Number of successes in `trials` with chance `chance` each.
  static func binomial(trials: Int, chance: Double) -> DiscreteDistribution {
    if chance <= 0 { return DiscreteDistribution(range: 0...0, mode: 0) { _ in 0 } }
    if chance >= 1 { return DiscreteDistribution(range: trials...trials, mode: trials) { _ in 0 } }
    let odds = chance / (1 - chance)
    let mode = min(trials, Int(Double(trials + 1) * chance))
    return DiscreteDistribution(range: 0...trials, mode: mode) { Double(trials - $0) / Double($0 + 1) * odds }
  }

  /// Successes among the first `first` of `first + second` when `successes` of all are successes.
  static func hypergeometric(first: Int, second: Int, successes: Int) -> DiscreteDistribution {
    let low = max(0, successes - second)
    let high = min(first, successes)
    let centre = Double(first + 1) * Double(successes + 1) / Double(first + second + 2)
    return DiscreteDistribution(range: low...high, mode: min(high, max(low, Int(centre)))) { k in
      Double(first - k) * Double(successes - k) / (Double(k + 1) * Double(second - successes + k + 1))
    }
  }

  /// `P(X <= value)`.
  func lowerTail(through value: Int) -> Double {
    let count = min(max(0, value - first + 1), probabilities.count)
    return min(1, probabilities.prefix(count).reduce(0, +))
  }

  /// `P(X >= value)`.
  func upperTail(from value: Int) -> Double {
    let dropped = min(max(0, value - first), probabilities.count)
    return min(1, probabilities.dropFirst(dropped).reversed().reduce(0, +))
  }

  /// `P(X = value)`.
  func probability(of value: Int) -> Double {
    let index = value - first
    return probabilities.indices.contains(index) ? probabilities[index] : 0
  }
}
