/// Maximises a coverage problem by constrained Newton steps over a growing and shrinking support (Wang 2008), and ends
/// on the certificate `max g_j - 1 <= 1e-8`.
///
/// One round: evaluate g; take the atoms with mass and, between each two of them, the atom with the largest g above 1;
/// maximise the quadratic approximation of L on them (`NonnegativeQuadratic`); go along that direction as far as L
/// rises. When Newton gives no rise, a step towards the single best atom and a few EM steps do, so that L rises in
/// every round and the search ends for every input.
enum CoverageSolver {
  struct Solution: Sendable {
    let masses: [Double]
    /// max g_j - 1 at `masses`.
    let gap: Double
    let logLikelihood: Double
    let rounds: Int
  }

  /// What is promised to callers.
  static let certifiedGap = 1e-8
  /// What is tried for when it costs nothing: quantile ties are decided at 1e-9 of the cumulative mass.
  static let aimedGap = 1e-12
  /// Rounds after the certificate holds, while they still improve it.
  private static let polishingRounds = 3
  private static let roundLimit = 100_000

  static func solve(_ problem: CoverageProblem) -> Solution {
    var masses = problem.stabbingMasses()
    for _ in 0..<5 { masses = problem.expectationMaximisationStep(masses) }
    var best: (masses: [Double], gap: Double)?
    var polished = 0
    var round = 0
    while true {
      let rowSums = problem.rowSums(of: masses)
      let g = problem.gradient(rowSums: rowSums)
      let gap = (g.max() ?? 1) - 1
      if best == nil || gap < best!.gap { best = (masses, gap) }
      if gap <= certifiedGap { polished += 1 }
      if gap <= aimedGap || polished > polishingRounds || round >= roundLimit { break }
      round += 1
      if let newton = newtonStep(problem, masses: masses, rowSums: rowSums, gradient: g) {
        masses = newton
      } else if gap <= certifiedGap {
        break
      } else {
        masses = safeguardStep(problem, masses: masses, rowSums: rowSums, gradient: g)
      }
    }
    guard let best else { preconditionFailure("the loop evaluates at least once") }
    return Solution(
      masses: best.masses, gap: best.gap,
      logLikelihood: problem.logLikelihood(rowSums: problem.rowSums(of: best.masses)), rounds: round)
  }

  /// The masses after a Newton step, or nil when it does not raise L.
  private static func newtonStep(
    _ problem: CoverageProblem, masses: [Double], rowSums: [Double], gradient: [Double]
  ) -> [Double]? {
    let support = candidateSupport(masses: masses, gradient: gradient)
    let part = problem.restricted(to: support)
    let start = support.map { masses[$0] }
    let curvature = CoverageCurvature(part, masses: start)
    // L(p) - N (sum p - 1) has its maximum over p >= 0 where L has it over the simplex. Its quadratic approximation
    // at p is z'b - z'Hz/2 with b = 2 N g - N, since H p = N g.
    let total = problem.totalWeight
    let linear = support.map { 2 * total * gradient[$0] - total }
    let target = NonnegativeQuadratic.maximise(curvature, linear: linear, start: start)
    let direction = zip(target, start).map { $0 - $1 }
    let rise = zip(direction, support).reduce(0) { $0 + $1.0 * total * (gradient[$1.1] - 1) }
    guard rise > 0 else { return nil }
    var full = [Double](repeating: 0, count: problem.atomCount)
    for (position, atom) in support.enumerated() { full[atom] = direction[position] }
    return advance(problem, masses: masses, rowSums: rowSums, direction: full, rise: rise)
  }

  /// Atoms with mass, and the best atom with g > 1 in each gap between them, in ascending order.
  private static func candidateSupport(masses: [Double], gradient: [Double]) -> [Int] {
    var support: [Int] = []
    var best: Int?
    for atom in masses.indices {
      if masses[atom] > 0 {
        if let chosen = best { support.append(chosen) }
        best = nil
        support.append(atom)
      } else if gradient[atom] > 1, gradient[atom] > best.map({ gradient[$0] }) ?? 1 {
        best = atom
      }
    }
    if let chosen = best { support.append(chosen) }
    return support
  }

  /// Halves the step until L rises by a third of a thousandth of what the slope promises; nil when it never does.
  /// The rise is summed from the ratios of the row sums, which keeps digits that L itself would lose.
  private static func advance(
    _ problem: CoverageProblem, masses: [Double], rowSums: [Double], direction: [Double], rise: Double
  ) -> [Double]? {
    let change = problem.rowSums(of: direction)
    let massChange = direction.reduce(0, +)
    var length = 1.0
    for _ in 0..<40 {
      var gained = -problem.totalWeight * length * massChange
      for index in rowSums.indices {
        let ratio = length * change[index] / rowSums[index]
        guard ratio > -1 else {
          gained = -.infinity
          break
        }
        gained += problem.weight(of: index) * naturalLogOnePlus(ratio)
      }
      if gained > 0, gained >= length * rise / 3_000 {
        return zip(masses, direction).map { max(0, $0 + length * $1) }.normalised()
      }
      length /= 2
    }
    return nil
  }

  /// Moves mass towards the atom with the largest g, then takes EM steps: slower, but always upwards.
  private static func safeguardStep(
    _ problem: CoverageProblem, masses: [Double], rowSums: [Double], gradient: [Double]
  ) -> [Double] {
    guard let best = gradient.indices.max(by: { gradient[$0] < gradient[$1] }) else { return masses }
    var direction = masses.map { -$0 }
    direction[best] += 1
    let rise = problem.totalWeight * (gradient[best] - 1)
    var stepped =
      advance(problem, masses: masses, rowSums: rowSums, direction: direction, rise: rise) ?? masses
    for _ in 0..<20 { stepped = problem.expectationMaximisationStep(stepped) }
    return stepped
  }
}
