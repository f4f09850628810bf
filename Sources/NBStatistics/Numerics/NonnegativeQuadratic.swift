/// Maximises `z'b - z'Hz/2` over `z >= 0` by block principal pivoting (Portugal, Judice & Vicente 1994): guess which
/// atoms are free, solve for them, exchange all that have the wrong sign, and fall back to one exchange at a time when
/// the number of wrong signs stops falling, which makes the search finite.
enum NonnegativeQuadratic {
  /// Up to this size H is factored (cube of the size); above, conjugate gradients use H as a map. Large supports come
  /// from exact rows, where H is close to its diagonal and the gradients need few steps.
  static let factoringLimit = 600
  /// Block exchanges without progress before single ones.
  private static let patience = 3

  static func maximise(_ curvature: CoverageCurvature, linear: [Double], start: [Double]) -> [Double] {
    let size = linear.count
    let factored = size <= factoringLimit
    let matrix = factored ? curvature.matrix() : []
    var isFree = [Bool](repeating: true, count: size)
    var z = start
    var fewestWrong = size + 1
    var chances = patience
    let exchanges = factored ? 40 + size / 4 : 25
    for _ in 0..<exchanges {
      let free = isFree.indices.filter { isFree[$0] }
      if factored {
        let solved = CholeskySolver.solve(matrix, size: size, chosen: free, right: linear)
        z = [Double](repeating: 0, count: size)
        for (position, atom) in free.enumerated() { z[atom] = solved[position] }
      } else {
        z = ConjugateGradient.solve(curvature, isFree: isFree, right: linear, start: z)
      }
      let slope = curvature.applied(to: z)
      let wrong = isFree.indices.filter {
        isFree[$0] ? z[$0] < 0 : slope[$0] - linear[$0] < -1e-10 * max(abs(linear[$0]), 1)
      }
      if wrong.isEmpty { return z }
      if wrong.count < fewestWrong {
        fewestWrong = wrong.count
        chances = patience
        for atom in wrong { isFree[atom].toggle() }
      } else if chances > 0 {
        chances -= 1
        for atom in wrong { isFree[atom].toggle() }
      } else if let last = wrong.last {
        isFree[last].toggle()
      }
    }
    return z.map { max(0, $0) }
  }
}
