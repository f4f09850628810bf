/// The limits of one quantile over the draws of a bootstrap. Milliseconds; nil: not reached in that many draws.
public struct BootstrapLimits: Sendable, Equatable {
  /// The lower limit: the 5th smallest of 200 drawn quantiles.
  public let low: Double?
  /// The upper limit: the 5th largest of 200 drawn quantiles.
  public let high: Double?
}

/// The model-assisted interval of a joint fit: attempts are drawn with replacement, the fit is repeated from the fitted
/// distributions (warm start), and the interval holds the middle 95 % of the quantiles. It relies on what the model
/// assumes; the limits of `QuantileLimits` do not, and stay beside it.
enum JointBootstrap {
  static let draws = 200
  static let seed: UInt64 = 1

  /// The limits for each share. With B draws they are the draws of rank k from either end, k the whole part of
  /// `(B + 1) x 0.025`, at least 1: the 5th and the 196th of 200.
  static func limits(_ fit: JointStepFit, shares: [Double], draws: Int = draws) -> [BootstrapLimits] {
    let layout = fit.layout
    let smoothing = JointSmoothing(edges: layout.grid.edges)
    var generator = SplitMix64(seed: seed)
    var found = shares.map { _ in [Double]() }
    for _ in 0..<draws {
      var weights = [Double](repeating: 0, count: layout.placed.count)
      for _ in layout.placeOfRow {
        weights[layout.placeOfRow[generator.next(below: layout.placeOfRow.count)]] += 1
      }
      let drawn = JointStepFit(layout: layout, start: fit.state, smoothing: smoothing, weights: weights)
      for (index, share) in shares.enumerated() { found[index].append(drawn.quantile(share) ?? .infinity) }
    }
    let rank = max(1, Int(Double(draws + 1) * 0.025))
    return found.map { values in
      let sorted = values.sorted()
      return BootstrapLimits(low: finite(sorted[rank - 1]), high: finite(sorted[draws - rank]))
    }
  }

  private static func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
}
