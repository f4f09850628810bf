/// The negative Hessian of L at given masses, `H_jk = sum of w_i / D_i^2 over the rows that cover both j and k`,
/// as a linear map and, where the support is small, as a matrix.
struct CoverageCurvature {
  private let problem: CoverageProblem
  /// `w_i / D_i^2`, one a row.
  private let rowCurvature: [Double]
  /// `H_jj`.
  let diagonal: [Double]

  var count: Int { problem.atomCount }

  init(_ problem: CoverageProblem, masses: [Double]) {
    self.problem = problem
    var rowCurvature = problem.rowSums(of: masses)
    for index in rowCurvature.indices {
      rowCurvature[index] = problem.weight(of: index) / (rowCurvature[index] * rowCurvature[index])
    }
    self.rowCurvature = rowCurvature
    diagonal = problem.atomSums(of: rowCurvature)
  }

  /// `H v`, O(rows + atoms).
  func applied(to vector: [Double]) -> [Double] {
    var values = problem.rowSums(of: vector)
    for index in values.indices { values[index] *= rowCurvature[index] }
    return problem.atomSums(of: values)
  }

  /// H in full, row by row. A row that covers a...b adds to all pairs within it, so the matrix is a two-dimensional
  /// cumulative sum: O(rows + atoms^2).
  func matrix() -> [Double] {
    let size = count
    var matrix = [Double](repeating: 0, count: size * size)
    for (index, row) in problem.rangeRows.enumerated() { matrix[row.first * size + row.last] += rowCurvature[index] }
    let tail = problem.tailPrefixSums(of: rowCurvature)
    var rank = [Int](repeating: 0, count: size)
    for (position, atom) in problem.tailOrder.enumerated() { rank[atom] = position }
    matrix.withUnsafeMutableBufferPointer { cells in
      for j in 0..<size {
        var running = 0.0
        for k in stride(from: size - 1, through: 0, by: -1) {
          running += cells[j * size + k]
          cells[j * size + k] = running + (j > 0 ? cells[(j - 1) * size + k] : 0)
        }
      }
      for j in 0..<size {
        for k in j..<size {
          let value = cells[j * size + k] + (tail.isEmpty ? 0 : tail[min(rank[j], rank[k])])
          cells[j * size + k] = value
        }
      }
      for j in 0..<size {
        for k in 0..<j { cells[j * size + k] = cells[k * size + j] }
      }
    }
    return matrix
  }
}
