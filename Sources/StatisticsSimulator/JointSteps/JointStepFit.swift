import NBStatistics

/// The duration of one step when both its ends are known only between looks: start ages and durations are estimated
/// together (De Gruttola & Lagakos 1989), smoothed after each step (EMS, Silverman et al. 1990).
///
/// Model-assisted: it assumes that start age and duration are independent within the group, and that looks are taken
/// independently of both. Milliseconds.
package struct JointStepFit: Sendable {
  /// Start ages and durations on their cells.
  let state: JointState
  let layout: JointLayout
  /// Steps taken, at most 200.
  package let iterations: Int
  /// Whether the cap of 200 ended the fit before the change in f fell below 1e-4.
  package let isCapped: Bool

  static let iterationLimit = 200
  static let tolerance = 1e-4

  /// The number of finite duration cells.
  package var cellCount: Int { layout.grid.durationCount }
  /// The mass beyond the largest duration that any row could have had.
  package var openMass: Double { state.duration[cellCount] }

  /// - Parameters:
  ///   - rows: one an attempt.
  ///   - width: h in milliseconds, positive; see `JointStepFit.width(gaps:)`.
  /// - Returns: nil without rows.
  package init?(_ rows: [JointRow], width: Double) {
    precondition(width > 0, "cells have a width")
    guard !rows.isEmpty else { return nil }
    let layout = JointLayout(rows: rows, width: width)
    self.init(
      layout: layout, start: layout.initialState(), smoothing: JointSmoothing(edges: layout.grid.edges), weights: nil)
  }

  /// A fit from given distributions, with given weights of the placed rows: the warm start of a bootstrap draw.
  init(layout: JointLayout, start: JointState, smoothing: JointSmoothing, weights: [Double]?) {
    let totalWeight = weights?.reduce(0, +) ?? layout.totalWeight
    var state = start
    var iterations = 0
    var change = Double.infinity
    while iterations < Self.iterationLimit, change >= Self.tolerance {
      var next = layout.step(state, weights: weights, totalWeight: totalWeight)
      next.duration = smoothing.applied(to: next.duration).normalised()
      change = zip(next.duration, state.duration).reduce(0) { $0 + abs($1.0 - $1.1) }
      state = next
      iterations += 1
    }
    self.state = state
    self.layout = layout
    self.iterations = iterations
    isCapped = change >= Self.tolerance
  }

  /// The duration below which a share u of the steps ends, linear within its cell; nil in the open cell: not reached.
  package func quantile(_ share: Double) -> Double? {
    var before = 0.0
    for cell in 0..<cellCount {
      let mass = state.duration[cell]
      if before + mass >= share, mass > 0 {
        let left = layout.grid.edges[cell]
        return left + (share - before) / mass * (layout.grid.edges[cell + 1] - left)
      }
      before += mass
    }
    return nil
  }

  /// h for a group: `max(50 ms, min(1 s, median gap / 10))`, in milliseconds.
  /// - Parameter gaps: milliseconds between consecutive observations within the group's attempts; none gives 1 s.
  package static func width(gaps: [Int64]) -> Double { JointGrid.width(gaps: gaps) }
}
