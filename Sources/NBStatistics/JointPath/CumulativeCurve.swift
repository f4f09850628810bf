/// F of one step's duration at the nodes, and its derivatives by the step's coefficients: under a shared factor those of
/// the marginal, the mean over the factor.
final class CumulativeCurve {
  let grid: DurationGrid
  /// F, and 1 - F summed from the far end.
  let below: [Double]
  let above: [Double]
  private let gradients: UnsafeMutablePointer<Double>

  /// Where the curve reaches a share: between the nodes before `upperNode` and it.
  struct Place {
    let duration: Double
    let upperNode: Int
  }

  init(_ likelihood: PathLikelihood, coefficients: [Double], step: Int) {
    grid = likelihood.basis.grid
    let knots = grid.knotCount
    let cells = grid.cellCount
    let densities = likelihood.densities(coefficients)
    let integrals = SplineIntegrals(likelihood.basis, densities)
    var below = (0...cells).map { integrals.mass(step, below: $0) }
    var above = (0...cells).map { densities.table[step * densities.rowLength + $0][1] }
    let means = integrals.means(step)
    var gradients = [Double](repeating: 0, count: (cells + 1) * knots)
    for node in 0...cells {
      let sums = integrals.sums(step, below: node)
      for knot in 0..<knots { gradients[node * knots + knot] = sums[knot] - below[node] * means[knot] }
    }
    if likelihood.factors.count > 1 {
      let own = (below: below, above: above, gradients: gradients)
      for node in 0...cells {
        (below[node], above[node]) = (0, 0)
        for knot in 0..<knots { gradients[node * knots + knot] = 0 }
        for factor in likelihood.factors {
          let (lower, share) = Self.place(grid, grid.node(node) / factor.value)
          func mix(_ one: Double, _ two: Double) -> Double { factor.weight * (one + share * (two - one)) }
          below[node] += mix(own.below[lower], own.below[lower + 1])
          above[node] += mix(own.above[lower], own.above[lower + 1])
          for knot in 0..<knots {
            gradients[node * knots + knot] += mix(
              own.gradients[lower * knots + knot], own.gradients[(lower + 1) * knots + knot])
          }
        }
      }
    }
    self.below = below
    self.above = above
    self.gradients = .allocate(capacity: gradients.count)
    self.gradients.initialize(from: gradients, count: gradients.count)
  }

  deinit { gradients.deallocate() }

  /// The K derivatives of F at a node; valid as long as the curve.
  func gradient(_ node: Int) -> UnsafeMutablePointer<Double> { gradients + node * grid.knotCount }

  /// F at a duration in seconds, linear in ln d between nodes.
  func value(at duration: Double) -> Double {
    guard duration > 0 else { return 0 }
    let (lower, share) = Self.place(grid, duration)
    let value = below[lower] + share * (below[lower + 1] - below[lower])
    // What is summed up from below may end a rounding beside 1, where nothing is left above.
    return value < 0.5 ? value : 1 - (above[lower] + share * (above[lower + 1] - above[lower]))
  }

  /// Where F reaches a share, linear in ln d between nodes 1...M; nil when it does not.
  func place(of share: Double) -> Place? {
    guard let upper = (1...grid.cellCount).first(where: { below[$0] >= share }) else { return nil }
    if upper == 1 { return Place(duration: grid.node(1), upperNode: 1) }
    let part = (share - below[upper - 1]) / (below[upper] - below[upper - 1])
    let from = naturalLog(grid.node(upper - 1))
    let duration = exponential(from + part * (naturalLog(grid.node(upper)) - from))
    return Place(duration: duration, upperNode: upper)
  }

  /// The node at or below a duration, and how far it is to the next, in ln d (in d below node 1).
  private static func place(_ grid: DurationGrid, _ duration: Double) -> (lower: Int, share: Double) {
    let cell = Int(duration.squareRoot() / DurationGrid.nodeStep)
    if cell >= grid.cellCount { return (grid.cellCount - 1, 1) }
    if cell == 0 { return (0, duration / grid.node(1)) }
    let from = naturalLog(grid.node(cell))
    return (cell, (naturalLog(duration) - from) / (naturalLog(grid.node(cell + 1)) - from))
  }
}
