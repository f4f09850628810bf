import NBStatistics

#if canImport(Glibc)
  import Glibc
#endif

/// A log-normal duration in milliseconds: `median x e^(spread x normal)`.
package struct LogNormal: Sendable {
  /// Milliseconds; positive.
  package let median: Double
  /// Standard deviation of ln d.
  package let spread: Double

  /// A distribution from its median in milliseconds and the spread of its logarithm.
  package init(median: Double, spread: Double) {
    self.median = median
    self.spread = spread
  }

  func draw(_ generator: inout SplitMix64) -> Double { median * exp(spread * generator.normal()) }
}

extension SplitMix64 {
  /// A standard normal number (Box & Muller).
  mutating func normal() -> Double { (-2 * log(unit())).squareRoot() * cos(2 * Double.pi * unit()) }

  /// An exponential number with the given mean.
  mutating func exponential(mean: Double) -> Double { -mean * log(unit()) }

  /// Whether a chance came true.
  mutating func happens(_ chance: Double) -> Bool { unit() < chance }
}
