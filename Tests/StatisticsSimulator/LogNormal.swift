import NBStatistics

#if canImport(Glibc)
  import Glibc
#endif

/// A log-normal duration in milliseconds: `median x e^(spread x normal)`.
public struct LogNormal: Sendable {
  /// Milliseconds; positive.
  public let median: Double
  /// Standard deviation of ln d.
  public let spread: Double

  /// A distribution from its median in milliseconds and the spread of its logarithm.
  public init(median: Double, spread: Double) {
    self.median = median
    self.spread = spread
  }

  func draw(_ generator: inout SplitMix64) -> Double { median * exp(spread * generator.normal()) }

  /// The true u-quantile for the three shares of a latency table.
  public func quantile(_ share: Double) -> Double {
    let normal: [Double: Double] = [0.5: 0, 0.9: 1.2815515655446004, 0.95: 1.6448536269514722]
    guard let z = normal[share] else { preconditionFailure("a share of the latency tables") }
    return median * exp(spread * z)
  }
}

extension SplitMix64 {
  /// A standard normal number (Box & Muller).
  mutating func normal() -> Double { (-2 * log(unit())).squareRoot() * cos(2 * Double.pi * unit()) }

  /// An exponential number with the given mean.
  mutating func exponential(mean: Double) -> Double { -mean * log(unit()) }

  /// Whether a chance came true.
  mutating func happens(_ chance: Double) -> Bool { unit() < chance }
}
