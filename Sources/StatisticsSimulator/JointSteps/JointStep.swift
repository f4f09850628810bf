import NBStatistics

/// One expectation-maximisation step of the joint likelihood (De Gruttola & Lagakos 1989), before smoothing:
///
///     D_i   = sum_{s in (a_i, b_i]} p_s [ F(e_i - s) - F(c_i - s) ]
///     p_s  <- (1/N) sum_i p_s [s in (a_i, b_i]] [ F(e_i - s) - F(c_i - s) ] / D_i
///     f_d  <- f_d (1/N) sum_i sum_{s in (a_i, b_i]} p_s [c_i < s + d <= e_i] / D_i
///
/// Both use the old p and f.
extension JointLayout {
  /// - Parameter weights: one a placed row; nil for the rows' own. Zero leaves a row out.
  func step(_ state: JointState, weights: [Double]? = nil, totalWeight: Double) -> JointState {
    runLengths.withUnsafeBufferPointer { runLengths in
      let sums = JointSums(grid: grid, state: state, runLengths: runLengths)
      for (index, place) in placed.enumerated() { sums.add(place, weight: weights?[index] ?? place.weight) }
      let scale = 1 / totalWeight
      return JointState(
        start: sums.startGains().map { $0 * scale },
        duration: sums.durationGains(state.duration).map { $0 * scale })
    }
  }
}
