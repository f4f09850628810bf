import NBStatistics

#if canImport(Glibc)
  import Glibc
#endif

/// How long a step really takes, milliseconds.
package enum DurationLaw: Sendable {
  case logNormal(LogNormal)
  /// One of two, the first with this chance.
  case either(Double, LogNormal, LogNormal)
  /// `P(D > d) = 1 / (1 + (d / median)^tail)`: a Pareto tail.
  case logLogistic(median: Double, tail: Double)
  /// Exactly 0 with this chance.
  case zeroOr(Double, LogNormal)

  /// A log-normal from its median in milliseconds and the spread of its logarithm.
  package static func logNormal(median: Double, spread: Double) -> DurationLaw {
    .logNormal(LogNormal(median: median, spread: spread))
  }

  /// The true median.
  package var median: Double { quantile(0.5) }

  /// The same law of durations multiplied by a factor.
  package func stretched(by factor: Double) -> DurationLaw {
    func longer(_ law: LogNormal) -> LogNormal { LogNormal(median: law.median * factor, spread: law.spread) }
    switch self {
    case .logNormal(let law): return .logNormal(longer(law))
    case .either(let chance, let one, let two): return .either(chance, longer(one), longer(two))
    case .logLogistic(let median, let tail): return .logLogistic(median: median * factor, tail: tail)
    case .zeroOr(let chance, let law): return .zeroOr(chance, longer(law))
    }
  }

  func draw(_ generator: inout SplitMix64) -> Double {
    switch self {
    case .logNormal(let law): return law.draw(&generator)
    case .either(let chance, let one, let two):
      return generator.happens(chance) ? one.draw(&generator) : two.draw(&generator)
    case .logLogistic(let median, let tail):
      let u = generator.unit()
      return median * pow(u / (1 - u), 1 / tail)
    case .zeroOr(let chance, let law): return generator.happens(chance) ? 0 : law.draw(&generator)
    }
  }

  /// The true quantile for the shares of a latency table, with a shared factor of some spread on top.
  package func quantile(_ share: Double, sharedSpread: Double = 0) -> Double {
    // By bisection of the distribution function, on the scale of ln d.
    var low = -20.0
    var high = 30.0
    for _ in 0..<100 {
      let middle = (low + high) / 2
      if cumulative(exp(middle), sharedSpread) < share { low = middle } else { high = middle }
    }
    return exp(high)
  }

  private func cumulative(_ duration: Double, _ shared: Double) -> Double {
    func normal(_ law: LogNormal) -> Double {
      let spread = (law.spread * law.spread + shared * shared).squareRoot()
      return 0.5 * erfc(-(log(duration / law.median)) / spread / 2.0.squareRoot())
    }
    switch self {
    case .logNormal(let law): return normal(law)
    case .either(let chance, let one, let two): return chance * normal(one) + (1 - chance) * normal(two)
    case .logLogistic(let median, let tail): return 1 / (1 + pow(duration / median, -tail))
    case .zeroOr(let chance, let law): return chance + (1 - chance) * normal(law)
    }
  }
}
