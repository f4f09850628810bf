/// Solves `H z = b` on the free atoms by conjugate gradients, scaled by the diagonal of H.
/// Each step is O(rows + atoms).
enum ConjugateGradient {
  /// The residual has fallen by this factor, or the steps are used up: the line search that follows judges the result.
  private static let reduction = 1e-9
  private static let stepLimit = 400

  /// - Returns: z with zeros on the atoms that are not free.
  static func solve(_ curvature: CoverageCurvature, isFree: [Bool], right: [Double], start: [Double]) -> [Double] {
    var z = start
    for atom in z.indices where !isFree[atom] { z[atom] = 0 }
    var residual = curvature.applied(to: z)
    for atom in residual.indices { residual[atom] = isFree[atom] ? right[atom] - residual[atom] : 0 }
    var scaled = residual
    for atom in scaled.indices { scaled[atom] /= curvature.diagonal[atom] }
    var direction = scaled
    var norm = product(residual, scaled)
    let goal = norm * reduction * reduction
    for _ in 0..<stepLimit where norm > goal && norm > 0 {
      let image = curvature.applied(to: direction)
      let length = norm / product(direction, image)
      guard length.isFinite else { break }
      for atom in z.indices where isFree[atom] {
        z[atom] += length * direction[atom]
        residual[atom] -= length * image[atom]
        scaled[atom] = residual[atom] / curvature.diagonal[atom]
      }
      let newNorm = product(residual, scaled)
      let turn = newNorm / norm
      norm = newNorm
      for atom in direction.indices { direction[atom] = isFree[atom] ? scaled[atom] + turn * direction[atom] : 0 }
    }
    return z
  }

  private static func product(_ one: [Double], _ two: [Double]) -> Double {
    var sum = 0.0
    for index in one.indices { sum += one[index] * two[index] }
    return sum
  }
}
