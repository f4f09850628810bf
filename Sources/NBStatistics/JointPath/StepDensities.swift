/// The densities of all steps of a fit at given coefficients, tabulated for the likelihood in plain memory.
///
/// For each step: the masses phi of the cells; the survival function S, linear between nodes; U, the integral of S from d
/// to infinity, quadratic in a cell. S and U are summed from the far end: differences of the integral of F would cancel,
/// and with one long outlier return noise.
final class StepDensities {
  let grid: DurationGrid
  let stepCount: Int
  /// Per step M + 1 entries, one a node: U, S, `phi / 2w` and 0. The last stands for all beyond.
  let table: UnsafeMutablePointer<SIMD4<Double>>
  /// Per step M masses.
  let masses: UnsafeMutablePointer<Double>

  /// Entries of the table a step.
  var rowLength: Int { grid.cellCount + 1 }

  /// - Parameter coefficients: K a step, step after step.
  init(_ basis: SplineBasis, stepCount: Int, coefficients: [Double]) {
    grid = basis.grid
    self.stepCount = stepCount
    let cells = grid.cellCount
    table = .allocate(capacity: stepCount * (cells + 1))
    table.initialize(repeating: .zero, count: stepCount * (cells + 1))
    masses = .allocate(capacity: stepCount * cells)
    masses.initialize(repeating: 0, count: stepCount * cells)
    for step in 0..<stepCount {
      let from = step * grid.knotCount
      fill(step, basis, Array(coefficients[from..<(from + grid.knotCount)]))
    }
  }

  deinit {
    table.deallocate()
    masses.deallocate()
  }

  private func fill(_ step: Int, _ basis: SplineBasis, _ coefficients: [Double]) {
    let cells = grid.cellCount
    let phi = masses + step * cells
    basis.values(of: coefficients, into: phi)
    var highest = -Double.infinity
    for cell in 0..<cells {
      phi[cell] += basis.logWidth[cell]
      highest = max(highest, phi[cell])
    }
    var sum = 0.0
    for cell in 0..<cells {
      phi[cell] = exponential(phi[cell] - highest)
      sum += phi[cell]
    }
    let entries = table + step * rowLength
    var survival = 0.0
    var integral = 0.0
    for cell in stride(from: cells - 1, through: 0, by: -1) {
      phi[cell] /= sum
      let width = basis.width[cell]
      let above = survival
      survival += phi[cell]
      integral += width * (above + survival) / 2
      entries[cell] = SIMD4(integral, survival, phi[cell] / (2 * width), 0)
    }
  }

  /// The standard deviation, under the density of a step, of a change of its logarithm. The largest over the steps.
  func largestChange(_ basis: SplineBasis, _ step: [Double]) -> Double {
    let cells = grid.cellCount
    var largest = 0.0
    let change = UnsafeMutablePointer<Double>.allocate(capacity: cells)
    defer { change.deallocate() }
    for index in 0..<stepCount {
      let from = index * grid.knotCount
      basis.values(of: Array(step[from..<(from + grid.knotCount)]), into: change)
      let phi = masses + index * cells
      var mean = 0.0
      for cell in 0..<cells { mean += phi[cell] * change[cell] }
      var square = 0.0
      for cell in 0..<cells { square += phi[cell] * (change[cell] - mean) * (change[cell] - mean) }
      largest = max(largest, square.squareRoot())
    }
    return largest
  }
}
