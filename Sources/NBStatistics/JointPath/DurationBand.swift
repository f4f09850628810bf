/// Quantiles of one step's duration with their 95 % interval, from a fit. Seconds.
///
/// The band is built for the arc sine of the root of F, at the nodes of the grid (Nychka 1988; Marra & Wood 2012), from
/// the penalised likelihood with a tenth of the smoothing: the price of having chosen it.
struct DurationBand {
  struct Quantile: Equatable {
    let estimate: Double
    let low: Double
    /// nil: no upper limit.
    let high: Double?
    /// How much of the precision is data; the rest is that densities are smooth.
    let dataShare: Double
  }

  /// 1.11 x 1.96: the likelihood does not know that the smoothing was estimated, nor that cells end at nodes.
  private static let deviations = 2.17
  static let smoothingEase = 10.0

  private let grid: DurationGrid
  private let cumulative: CumulativeCurve
  private let covariance: [Double]
  /// `V I V`, of the step's own coefficients.
  private let dataCovariance: [Double]
  private let knots: Int
  /// `asin sqrt F` at the nodes, and the half width of the band there.
  private let angle: [Double]
  private let half: [Double]

  /// - Parameter rows: n, the rows of the step: completed, implied and censored.
  init(_ curve: CumulativeCurve, _ uncertainty: FitUncertainty, step: Int, rows: Int) {
    grid = curve.grid
    knots = grid.knotCount
    cumulative = curve
    covariance = uncertainty.block(uncertainty.covariance, step)
    dataCovariance = uncertainty.block(uncertainty.dataCovariance, step)
    let z = Self.deviations * (1 + 10 / Double(max(rows, 1))).squareRoot()
    var angle: [Double] = []
    var half: [Double] = []
    for node in 0...grid.cellCount {
      let (below, above) = (curve.below[node], curve.above[node])
      angle.append(arcSine(min(1, max(0, below)).squareRoot()))
      let error = max(0, Self.form(covariance, curve.gradient(node), knots)).squareRoot()
      half.append(below > 0 && above > 0 ? z * error / (2 * (below * above).squareRoot()) : 0)
    }
    self.angle = angle
    self.half = half
  }

  /// nil: the curve does not reach the share.
  func quantile(_ share: Double) -> Quantile? {
    guard let place = cumulative.place(of: share) else { return nil }
    let target = arcSine(share.squareRoot())
    return Quantile(
      estimate: place.duration, low: low(target, below: place.upperNode), high: high(target, above: place.upperNode),
      dataShare: dataShare(at: place.upperNode))
  }

  /// Going down: where the upper edge of the band first crosses the share.
  private func low(_ target: Double, below upperNode: Int) -> Double {
    var node = upperNode - 1
    while node >= 1 {
      if angle[node] + half[node] < target {
        return crossing(node, angle[node] + half[node], angle[node + 1] + half[node + 1], target)
      }
      node -= 1
    }
    return 0
  }

  /// Going up: where the lower edge of the band first crosses the share.
  private func high(_ target: Double, above upperNode: Int) -> Double? {
    for node in upperNode...max(upperNode, grid.cellCount) where node <= grid.cellCount {
      if angle[node] - half[node] >= target {
        if node == 1 { return grid.node(1) }
        return crossing(node - 1, angle[node - 1] - half[node - 1], angle[node] - half[node], target)
      }
    }
    return nil
  }

  /// Between two nodes, linear in ln d and the band.
  private func crossing(_ node: Int, _ lower: Double, _ upper: Double, _ target: Double) -> Double {
    let share = upper > lower ? min(1, max(0, (target - lower) / (upper - lower))) : 1
    let from = naturalLog(grid.node(node))
    return exponential(from + share * (naturalLog(grid.node(node + 1)) - from))
  }

  private func dataShare(at node: Int) -> Double {
    let gradient = cumulative.gradient(node)
    let whole = Self.form(covariance, gradient, knots)
    return whole > 0 ? Self.form(dataCovariance, gradient, knots) / whole : 1
  }

  /// `D' M D`.
  private static func form(_ matrix: [Double], _ values: UnsafeMutablePointer<Double>, _ size: Int) -> Double {
    matrix.withUnsafeBufferPointer { matrix in
      guard let cells = matrix.baseAddress else { return 0 }
      var sum = 0.0
      for row in 0..<size { sum += values[row] * InnerProduct.of(cells + row * size, values, size) }
      return sum
    }
  }
}
