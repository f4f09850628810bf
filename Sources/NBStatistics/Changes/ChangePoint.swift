/// Where the largest statistic of a series lies.
package struct ChangePoint: Sendable, Equatable {
  /// Rows before the change.
  package let before: Int
  /// The largest statistic in standard deviations: positive when times became longer, or failures more frequent.
  package let statistic: Double
  /// The change lies after the last row before it, and not after the first row behind it. Milliseconds since 1970.
  package let time: ClosedRange<Int64>
  /// A 95 % interval of the same, from the last row that may be before the change to the first that may be behind it.
  package let interval: ClosedRange<Int64>

  /// The candidates within this distance of the largest squared statistic make up the interval: twice the logarithm of
  /// the likelihood falls by no more with 95 % chance, `(1 - exp(-x / 2))^2 = 0.95` (Yao 1987).
  static let drop = 7.352

  /// - Returns: nil without candidates, or when no value differs.
  init?(_ series: ChangeSeries, path: [Double]) {
    guard let best = path.indices.max(by: { (abs(path[$0]), $1) < (abs(path[$1]), $0) }), path[best] != 0
    else { return nil }
    let candidates = series.candidates
    let least = path[best] * path[best] - Self.drop
    let near = path.indices.filter { path[$0] * path[best] > 0 && path[$0] * path[$0] >= least }
    before = candidates[best]
    statistic = path[best]
    time = series.times[before - 1]...series.times[before]
    interval = series.times[candidates[near[0]] - 1]...series.times[candidates[near[near.count - 1]]]
  }
}
