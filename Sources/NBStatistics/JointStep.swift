/// One expectation-maximisation step of the joint likelihood (De Gruttola & Lagakos 1989), before smoothing:
///
///     D_i   = sum_{s in (a_i, b_i]} p_s [ F(e_i - s) - F(c_i - s) ]
///     p_s  <- (1/N) sum_i p_s [s in (a_i, b_i]] [ F(e_i - s) - F(c_i - s) ] / D_i
///     f_d  <- f_d (1/N) sum_i sum_{s in (a_i, b_i]} p_s [c_i < s + d <= e_i] / D_i
///
/// Both use the old p and f. O(sum of start cells over the rows), the hot loop of every latency table: hence the
/// unsafe buffers. Rows that cover very many start cells are summed by duration cell instead (`JointWideSweep`).
extension JointLayout {
  /// Rows with more start cells than this are summed by duration cell.
  static let wideLimit = 512

  /// - Parameter weights: one a placed row; nil for the rows' own. Zero leaves a row out.
  func step(
    _ state: JointState, weights: [Double]? = nil, totalWeight: Double, wideLimit: Int = wideLimit
  ) -> JointState {
    let lines = JointLine.cumulative(edges: grid.edges, duration: state.duration)
    var startGain = [Double](repeating: 0, count: grid.startCount)
    var ends = [JointTally](repeating: JointTally(), count: lines.count)
    var openCount = 0.0
    var terms = [Double](repeating: 0, count: min(wideLimit, longestRange))
    lines.withUnsafeBufferPointer { lines in
      ends.withUnsafeMutableBufferPointer { ends in
        startGain.withUnsafeMutableBufferPointer { gain in
          terms.withUnsafeMutableBufferPointer { terms in
            state.start.withUnsafeBufferPointer { start in
              for (index, place) in placed.enumerated() {
                let weight = weights?[index] ?? place.weight
                guard weight > 0, place.startCount <= wideLimit, let p = start.baseAddress, let gains = gain.baseAddress else { continue }
                let sweep = JointSweep(
                  place: place, firstStart: grid.start(place.firstStart), step: grid.width, lines: lines,
                  start: p + place.firstStart)
                let sum = sweep.likelihood(into: terms)
                guard sum > 0 else { continue }
                sweep.tally(weight / sum, terms: terms, gain: gains + place.firstStart, ends: ends, open: &openCount)
              }
            }
          }
        }
      }
    }
    if longestRange > wideLimit {
      var wide = JointWideSweep(grid: grid, lines: lines, start: state.start)
      for (index, place) in placed.enumerated() where place.startCount > wideLimit {
        wide.add(place, weight: weights?[index] ?? place.weight, ends: &ends, open: &openCount)
      }
      wide.addGains(to: &startGain)
    }
    return JointState(
      start: startGain.map { $0 / totalWeight },
      duration: gained(state.duration, ends: ends, openCount: openCount, totalWeight: totalWeight))
  }

  /// f times the weight of the rows that each cell can explain: an end e counts for all cells below it and for the
  /// share of its own cell that lies below; a look c takes away likewise.
  private func gained(
    _ duration: [Double], ends: [JointTally], openCount: Double, totalWeight: Double
  ) -> [Double] {
    let cells = grid.durationCount
    var gained = duration
    gained[cells] *= openCount / totalWeight
    var beyond = openCount + ends[cells + 1].count
    for cell in stride(from: cells - 1, through: 0, by: -1) {
      let left = grid.edges[cell]
      let tally = ends[cell + 1]
      let within = (tally.sum - left * tally.count) / (grid.edges[cell + 1] - left)
      gained[cell] *= max(0, beyond + within) / totalWeight
      beyond += tally.count
    }
    return gained
  }
}

/// Of one duration cell: the weight of ends less that of looks in it, and the same weighted by their durations.
struct JointTally {
  var count = 0.0
  var sum = 0.0
}
