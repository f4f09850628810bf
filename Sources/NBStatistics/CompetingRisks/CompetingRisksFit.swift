/// How a row of a competing-risks estimate ended.
package enum CompetingCause: Int, Sendable, CaseIterable {
  /// Not ended by the last look: `(l, infinity]`, cause unknown.
  case pending = 0
  case ready = 1
  case failed = 2
  /// Cancelled or superseded.
  case withdrawn = 3
}

/// A time known up to an interval, with what ended it.
package struct CompetingRow: Sendable, Hashable {
  /// When the wait ended, counted from its begin, in the caller's unit; of a pending row only the left end counts.
  package let interval: CensoredInterval
  /// What ended the wait.
  package let cause: CompetingCause

  /// A pending row says only that nothing had happened by `interval.left`.
  /// - Precondition: any other row has a finite right end.
  package init(_ interval: CensoredInterval, _ cause: CompetingCause) {
    precondition(cause == .pending || interval.right.isFinite, "a row with a cause has a finite right end")
    self.interval = interval
    self.cause = cause
  }
}

/// The nonparametric maximum-likelihood estimate of the sub-distributions `F_k(t) = P(T <= t, cause = k)` from interval
/// rows with competing causes (Hudgens, Satten & Longini 2001).
///
/// Atoms: for each cause the innermost intervals built from the rows of that cause and the left ends of the pending
/// rows, finite right ends only; and, if there are pending rows, one residual atom of unknown cause after the largest
/// of their left ends. Same likelihood, same certificate as `NonparametricFit`.
package struct CompetingRisksFit: Sendable {
  /// `F_k` by cause; `pending` has no curve.
  private let curves: [CompetingCause: MassCurve]
  /// The mass whose cause nobody knows yet.
  package let residual: Double
  /// `max g_j - 1`, at most 1e-8.
  package let certificateGap: Double
  /// `sum_i w_i ln D_i` at the estimate, D_i the mass that row i allows.
  package let logLikelihood: Double
  /// N, the sum of the weights of all rows.
  package let totalWeight: Double

  /// The curve of one cause; its `total` is the probability that this cause ends the wait, as far as known.
  package func curve(_ cause: CompetingCause) -> MassCurve { curves[cause] ?? MassCurve(pieces: []) }

  /// - Returns: nil without rows.
  package init?(_ rows: [CompetingRow]) {
    guard !rows.isEmpty else { return nil }
    let atoms = CompetingAtoms(rows)
    let solution = CoverageSolver.solve(atoms.problem(for: rows))
    curves = atoms.curves(masses: solution.masses)
    residual = atoms.residualIndex.map { solution.masses[$0] } ?? 0
    certificateGap = solution.gap
    logLikelihood = solution.logLikelihood
    totalWeight = rows.reduce(0) { $0 + $1.interval.weight }
  }
}
