/// Derivatives of a likelihood by the values of F, and of its integral H, at the nodes: where the adjoint of a path
/// leaves them, and how they become derivatives by the coefficients.
///
/// S and U of a likelihood count as -F and H: constants and linear terms cancel in all the differences it is made of.
final class NodeGradient {
  private let basis: SplineBasis
  private let stepCount: Int
  /// Per step `2 (M + 2)` values: of H and F at each node, side by side.
  private let cells: UnsafeMutablePointer<Double>
  /// Per step the lowest and the highest cell that a term lies in; lowest above highest when there is none.
  private let lowest: UnsafeMutablePointer<Int>
  private let highest: UnsafeMutablePointer<Int>

  private var rowLength: Int { 2 * (basis.grid.cellCount + 2) }

  init(_ basis: SplineBasis, stepCount: Int) {
    self.basis = basis
    self.stepCount = stepCount
    cells = .allocate(capacity: stepCount * 2 * (basis.grid.cellCount + 2))
    cells.initialize(repeating: 0, count: stepCount * 2 * (basis.grid.cellCount + 2))
    lowest = .allocate(capacity: stepCount)
    lowest.initialize(repeating: .max, count: stepCount)
    highest = .allocate(capacity: stepCount)
    highest.initialize(repeating: -1, count: stepCount)
  }

  deinit {
    cells.deallocate()
    lowest.deallocate()
    highest.deallocate()
  }

  /// Where the terms of a step are added: for ``add(_:at:offset:)`` and ``addF(_:at:offset:)``.
  func row(_ step: Int) -> UnsafeMutablePointer<Double> { cells + step * rowLength }

  /// Tells that terms of a step lie in these cells.
  @inline(__always)
  func touch(_ step: Int, _ low: Int, _ high: Int) {
    if low < lowest[step] { lowest[step] = low }
    if high > highest[step] { highest[step] = high }
  }

  /// Adds a term `g U(d)`, d in a cell at an offset from its lower node.
  @inline(__always)
  static func addU(
    _ g: Double, _ cell: Int, _ offset: Double, _ row: UnsafeMutablePointer<Double>,
    _ halfInverse: UnsafeMutablePointer<Double>
  ) {
    let upper = offset * offset * halfInverse[cell]
    let at = row + 2 * cell
    at[0] += g
    at[1] += g * (offset - upper)
    at[3] += g * upper
  }

  /// Adds a term `g S(d)`.
  @inline(__always)
  static func addS(
    _ g: Double, _ cell: Int, _ offset: Double, _ row: UnsafeMutablePointer<Double>,
    _ halfInverse: UnsafeMutablePointer<Double>
  ) {
    let share = 2 * offset * halfInverse[cell]
    let at = row + 2 * cell
    at[1] -= g * (1 - share)
    at[3] -= g * share
  }

  /// Turns the terms of the steps into derivatives by their coefficients, `scores` of K a step, and clears them.
  /// - Parameter cumulative: the integrals of the splines up to each cell.
  func drain(_ densities: StepDensities, _ cumulative: SplineIntegrals, into scores: UnsafeMutablePointer<Double>) {
    for step in 0..<stepCount where highest[step] >= 0 {
      drain(step, densities, cumulative, into: scores + step * basis.grid.knotCount)
      lowest[step] = .max
      highest[step] = -1
    }
  }

  private func drain(
    _ step: Int, _ densities: StepDensities, _ cumulative: SplineIntegrals, into scores: UnsafeMutablePointer<Double>
  ) {
    let count = basis.grid.cellCount
    let knots = basis.grid.knotCount
    let low = lowest[step]
    let row = row(step)
    let phi = densities.masses + step * count
    scores.update(repeating: 0, count: knots)
    var ofH = 0.0
    var ofF = 0.0
    var total = 0.0
    var cell = min(highest[step], count - 1)
    while cell >= low {
      let at = row + 2 * cell
      ofH += at[2]
      let half = basis.width[cell] * ofH / 2
      at[1] += half
      ofF += at[3] + half
      let term = phi[cell] * ofF
      total += term
      let own = UnsafeMutableRawPointer(scores + Int(basis.first[cell]))
      own.storeBytes(
        of: own.loadUnaligned(as: SIMD4<Double>.self) + term * basis.weights[cell], as: SIMD4<Double>.self)
      cell -= 1
    }
    // Below the lowest term all is constant: there the terms of U have cancelled.
    if low > 0 {
      ofF += row[2 * low + 1]
      total += ofF * cumulative.mass(step, below: low)
      let sums = cumulative.sums(step, below: low)
      for knot in 0..<knots { scores[knot] += ofF * sums[knot] }
    }
    let means = cumulative.means(step)
    for knot in 0..<knots { scores[knot] -= total * means[knot] }
    (row + 2 * low).update(repeating: 0, count: 2 * (min(highest[step], count) + 2 - low))
  }
}

/// Per step and cell the sums of `phi` and of `phi B_j` over all cells below.
final class SplineIntegrals {
  private let knots: Int
  private let cells: Int
  private let masses: UnsafeMutablePointer<Double>
  private let splines: UnsafeMutablePointer<Double>

  init(_ basis: SplineBasis, _ densities: StepDensities) {
    knots = basis.grid.knotCount
    cells = basis.grid.cellCount
    let rows = densities.stepCount * (cells + 1)
    masses = .allocate(capacity: rows)
    splines = .allocate(capacity: rows * knots)
    masses.initialize(repeating: 0, count: rows)
    splines.initialize(repeating: 0, count: rows * knots)
    for step in 0..<densities.stepCount {
      let phi = densities.masses + step * cells
      for cell in 0..<cells {
        let row = step * (cells + 1) + cell
        masses[row + 1] = masses[row] + phi[cell]
        let next = splines + (row + 1) * knots
        next.update(from: splines + row * knots, count: knots)
        let own = next + Int(basis.first[cell])
        for offset in 0..<4 { own[offset] += phi[cell] * basis.weights[cell][offset] }
      }
    }
  }

  deinit {
    masses.deallocate()
    splines.deallocate()
  }

  func mass(_ step: Int, below cell: Int) -> Double { masses[step * (cells + 1) + cell] }
  func sums(_ step: Int, below cell: Int) -> UnsafeMutablePointer<Double> {
    splines + (step * (cells + 1) + cell) * knots
  }
  /// The means of the splines under the density of a step.
  func means(_ step: Int) -> UnsafeMutablePointer<Double> { sums(step, below: cells) }
}
