/// The log-likelihood of a group's paths, with its gradient and, on demand, the sum of the outer products of the paths'
/// scores. Durations of one start may share a random factor: then a path's likelihood is a weighted mean over scales.
final class PathLikelihood {
  /// What durations are multiplied by, and how probable it is.
  struct Factor {
    let value: Double
    let weight: Double

    /// Three Gauss-Hermite nodes of a factor `exp(a)`, a normal with this standard deviation.
    static func nodes(spread: Double) -> [Factor] {
      guard spread > 0 else { return [Factor(value: 1, weight: 1)] }
      let far = exponential(3.0.squareRoot() * spread)
      return [
        Factor(value: 1, weight: 2.0 / 3.0), Factor(value: far, weight: 1.0 / 6.0),
        Factor(value: 1 / far, weight: 1.0 / 6.0),
      ]
    }
  }

  struct Value {
    var logLikelihood: Double
    /// K a step, step after step.
    var gradient: [Double]
  }

  /// L of a path is at least this.
  private static let least = 1e-300

  let basis: SplineBasis
  let stepCount: Int
  let factors: [Factor]
  private let table: PathTable
  private let passes: [PathPass]
  private let nodes: NodeGradient

  var size: Int { stepCount * basis.grid.knotCount }
  func densities(_ coefficients: [Double]) -> StepDensities {
    StepDensities(basis, stepCount: stepCount, coefficients: coefficients)
  }

  /// - Parameter paths: sorted, so that sums do not depend on the order of arrival.
  init(_ paths: [StartPath], grid: DurationGrid, stepCount: Int, spread: Double) {
    basis = SplineBasis(grid)
    self.stepCount = stepCount
    factors = Factor.nodes(spread: spread)
    table = PathTable(paths)
    let basis = basis
    let brackets = table.longest
    passes = factors.map { _ in PathPass(basis, brackets: brackets) }
    nodes = NodeGradient(basis, stepCount: stepCount)
  }

  func value(_ coefficients: [Double]) -> Value {
    let densities = densities(coefficients)
    let integrals = SplineIntegrals(basis, densities)
    var sum = 0.0
    for row in table.rows {
      let likelihood = forward(row, densities)
      sum += naturalLog(max(likelihood, Self.least))
      if likelihood > Self.least { backward(1 / likelihood) }
    }
    var gradient = [Double](repeating: 0, count: size)
    gradient.withUnsafeMutableBufferPointer { buffer in
      if let base = buffer.baseAddress { nodes.drain(densities, integrals, into: base) }
    }
    return Value(logLikelihood: sum, gradient: gradient)
  }

  /// `sum_i s_i s_i'` over the scores of the paths, symmetric, row after row.
  func information(_ coefficients: [Double]) -> [Double] {
    let densities = densities(coefficients)
    let integrals = SplineIntegrals(basis, densities)
    let knots = basis.grid.knotCount
    let size = size
    var matrix = [Double](repeating: 0, count: size * size)
    var score = [Double](repeating: 0, count: size)
    matrix.withUnsafeMutableBufferPointer { matrix in
      score.withUnsafeMutableBufferPointer { score in
        guard let cells = matrix.baseAddress, let score = score.baseAddress else { return }
        for row in table.rows {
          let likelihood = forward(row, densities)
          guard likelihood > Self.least else { continue }
          backward(1 / likelihood)
          nodes.drain(densities, integrals, into: score)
          // The upper triangle, of the steps the path tells of.
          let told = (row.steps.lowerBound * knots)..<(row.steps.upperBound * knots)
          Self.addSquare(of: score, told, to: cells, size: size)
        }
        for i in 0..<size {
          for j in 0..<i { cells[i * size + j] = cells[j * size + i] }
        }
      }
    }
    return matrix
  }

  private static func addSquare(
    of score: UnsafeMutablePointer<Double>, _ told: Range<Int>, to cells: UnsafeMutablePointer<Double>, size: Int
  ) {
    for i in told {
      let factor = score[i]
      if factor == 0 { continue }
      let line = cells + i * size
      var j = i
      while j + 4 <= told.upperBound {
        let target = UnsafeMutableRawPointer(line + j)
        let value =
          target.loadUnaligned(as: SIMD4<Double>.self)
          + factor * UnsafeRawPointer(score + j).loadUnaligned(as: SIMD4<Double>.self)
        target.storeBytes(of: value, as: SIMD4<Double>.self)
        j += 4
      }
      while j < told.upperBound {
        line[j] += factor * score[j]
        j += 1
      }
    }
  }

  private func forward(_ row: PathTable.Row, _ densities: StepDensities) -> Double {
    var sum = 0.0
    for index in passes.indices {
      sum += factors[index].weight * passes[index].forward(row, table, densities, scale: 1 / factors[index].value)
    }
    return sum
  }

  private func backward(_ weight: Double) {
    for index in passes.indices {
      passes[index].backward(
        weight: weight * factors[index].weight, scale: 1 / factors[index].value, into: nodes)
    }
  }
}
