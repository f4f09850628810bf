/// How an estimate was made: the `method` column of a latency table.
package enum LatencyMethod: String, Sendable {
  /// All steps of all starts in one likelihood (`JointPathModel`).
  case jointPath = "joint-path"
  /// The time from begin to ready by the same likelihood, where requests were not seen.
  case path
  /// The nonparametric estimate (`NonparametricFit`).
  case nonparametric = "npmle"
  /// The nonparametric estimate with competing outcomes (`CompetingRisksFit`), given ready.
  case competingRisks = "npmle-cr"
  /// Too few rows: limits alone.
  case none
}

/// The quantiles of a latency table, and from how many rows on it gives them.
package enum LatencyTable {
  /// p50, p90, p95.
  package static let shares: [Double] = [0.5, 0.9, 0.95]
  /// Below this many rows there is no estimate.
  package static let fewestRows = 10
  /// Below this many rows an estimate is called weak.
  package static let fewRows = 50
}
