/// The nonparametric maximum-likelihood estimate of a distribution from interval rows (Turnbull 1976; Peto 1973).
///
/// Maximises `L = sum_i w_i ln D_i`, `D_i` the mass that lies within row i, over all distributions. Assumes that when
/// the looks are taken does not depend on the time that is looked for, and nothing else.
package struct NonparametricFit: Sendable {
  /// The masses on the innermost intervals; they sum to 1.
  package let curve: MassCurve
  /// `max g_j - 1`, at most 1e-8: L is within `totalWeight * certificateGap` of its maximum.
  package let certificateGap: Double
  /// L at the estimate.
  package let logLikelihood: Double
  /// N, the sum of the weights.
  package let totalWeight: Double
  /// Newton rounds that were needed.
  package let rounds: Int

  /// - Returns: nil without rows: there is no fit.
  package init?(_ rows: [CensoredInterval]) {
    guard !rows.isEmpty else { return nil }
    let intervals = InnermostIntervals(
      lefts: rows.map(IntervalKey.left), rights: rows.map(IntervalKey.right))
    let problem = CoverageProblem(
      atomCount: intervals.count,
      rangeRows: rows.map {
        guard let range = intervals.range(within: $0) else {
          preconditionFailure("every row holds an innermost interval")
        }
        return CoverageProblem.RangeRow(first: range.lowerBound, last: range.upperBound, weight: $0.weight)
      })
    let solution = CoverageSolver.solve(problem)
    curve = MassCurve(
      pieces: (0..<intervals.count).filter { solution.masses[$0] > 0 }.map {
        MassCurve.Piece(
          left: intervals.leftKeys[$0].time, right: intervals.rightKeys[$0].time, mass: solution.masses[$0])
      })
    certificateGap = solution.gap
    logLikelihood = solution.logLikelihood
    totalWeight = problem.totalWeight
    rounds = solution.rounds
  }
}
