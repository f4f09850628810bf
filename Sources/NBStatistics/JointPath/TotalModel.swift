/// The fit of the time to ready, given ready, by the likelihood of paths.
struct TotalModel {
  private let model: JointPathModel
  private let rows: Int

  init(_ attempts: [AttemptTimes], gaps: [Int64], clock: LatencyClock) {
    let paths = attempts.compactMap { TotalPath.path(of: $0, clock: clock) }
    rows = paths.count
    model = JointPathModel(attempts, paths: paths, stepCount: 1, gaps: gaps)
  }

  var notes: [String] { model.notes }

  /// - Parameter ends: the totals as intervals, milliseconds: what the limits that assume nothing are made of.
  func quantiles(ends: SortedEnds) -> [PathQuantile] {
    model.quantiles(LatencyTable.shares, step: 0, ends: ends, rows: rows, isEstimated: true, interval: .path)
  }

  /// The share of those that get ready that is ready by a time in milliseconds.
  func share(by time: Double) -> Double? { model.cumulative(0, at: time) }
}
