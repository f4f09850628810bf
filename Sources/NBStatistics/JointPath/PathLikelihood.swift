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

  private var knots: Int { basis.grid.knotCount }
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
      if !row.isDirect { descend(to: row.kept) }
      let likelihood = forward(row, densities)
      sum += row.weight * naturalLog(max(likelihood, Self.least))
      if likelihood > Self.least { backward(row.weight / likelihood) }
    }
    descend(to: -1)
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
    let size = size
    var matrix = [Double](repeating: 0, count: size * size)
    var score = [Double](repeating: 0, count: size)
    matrix.withUnsafeMutableBufferPointer { matrix in
      score.withUnsafeMutableBufferPointer { score in
        guard let cells = matrix.baseAddress, let score = score.baseAddress else { return }
        for group in table.groups {
          if group.count > PathPass.cells {
            addSquares(of: group, densities, integrals, score, cells)
            continue
          }
          for row in table.rows[group] {
            let likelihood = forward(row, densities)
            guard likelihood > Self.least else { continue }
            backward(1 / likelihood)
            if !row.isDirect { descend(to: -1) }
            nodes.drain(densities, integrals, into: score)
            Self.addSquare(of: score, told(row), to: cells, size: size, weight: row.weight)
          }
        }
        for i in 0..<size {
          for j in 0..<i { cells[i * size + j] = cells[j * size + i] }
        }
      }
    }
    return matrix
  }

  /// The same of paths that are carried alike: what their chances change by is found once, for each cell that the last
  /// jumps start from, and each path adds up what its own last jump makes of that.
  private func addSquares(
    of group: Range<Int>, _ densities: StepDensities, _ integrals: SplineIntegrals,
    _ score: UnsafeMutablePointer<Double>, _ cells: UnsafeMutablePointer<Double>
  ) {
    let first = table.rows[group.lowerBound]
    let carried = (first.firstStep * knots)..<((first.firstStep + first.lastBracket) * knots)
    let changes = UnsafeMutablePointer<Double>.allocate(capacity: passes.count * PathPass.cells * size)
    changes.initialize(repeating: 0, count: passes.count * PathPass.cells * size)
    defer { changes.deallocate() }
    _ = forward(first, densities)
    for (number, pass) in passes.enumerated() {
      let adjoint = pass.adjoint + first.lastBracket * PathPass.cells
      for cell in 0..<PathPass.cells {
        adjoint[cell] = 1
        pass.descend(to: -1, into: nodes)
        nodes.drain(densities, integrals, into: changes + (number * PathPass.cells + cell) * size)
      }
    }
    for row in table.rows[group] {
      let likelihood = forward(row, densities)
      guard likelihood > Self.least else { continue }
      backward(1 / likelihood)
      nodes.drain(densities, integrals, into: score)
      (score + carried.lowerBound).update(repeating: 0, count: carried.count)
      for (number, pass) in passes.enumerated() {
        let adjoint = pass.adjoint + first.lastBracket * PathPass.cells
        for cell in 0..<PathPass.cells {
          let change = changes + (number * PathPass.cells + cell) * size
          let factor = adjoint[cell]
          for index in carried { score[index] += factor * change[index] }
          adjoint[cell] = 0
        }
      }
      Self.addSquare(of: score, told(row), to: cells, size: size, weight: row.weight)
    }
  }

  /// The derivatives by the steps that a path tells of.
  private func told(_ row: PathTable.Row) -> Range<Int> {
    (row.steps.lowerBound * knots)..<(row.steps.upperBound * knots)
  }

  /// Adds to the upper triangle.
  private static func addSquare(
    of score: UnsafeMutablePointer<Double>, _ told: Range<Int>, to cells: UnsafeMutablePointer<Double>, size: Int,
    weight: Double
  ) {
    for i in told {
      let factor = weight * score[i]
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

  private func descend(to kept: Int) {
    for pass in passes { pass.descend(to: kept, into: nodes) }
  }
}
