/// The fit of a group of attempts: one likelihood for all steps of all starts, and what may be believed of it.
struct JointPathModel {
  let group: GroupFit?
  let checks: LookChecks
  private let uncertainty: FitUncertainty?

  /// - Parameters:
  ///   - paths: of the group's attempts, in any order.
  ///   - gaps: milliseconds between consecutive looks within the attempts.
  init(_ attempts: [AttemptTimes], paths: [StartPath], stepCount: Int, gaps: [Int64], isWanted: Bool = true) {
    // Without any gap each start was looked at once: the brackets are all there is.
    let medianGap = (Median.of(gaps) ?? 0) / 1_000
    checks = LookChecks(attempts, paths: paths, medianGap: medianGap)
    group = isWanted && !paths.isEmpty ? GroupFit(paths, stepCount: stepCount, medianGap: medianGap) : nil
    uncertainty = group.map { FitUncertainty($0.fit) }
  }

  /// p50, p90 and p95 of a step's duration, from 0.
  /// - Parameters:
  ///   - ends: the durations of the step's rows, milliseconds.
  ///   - rows: n, how many rows the likelihood has of the step.
  ///   - isEstimated: whether the step has enough rows for an estimate.
  func quantiles(
    _ shares: [Double], step: Int, ends: SortedEnds, rows: Int, isEstimated: Bool, interval: PathInterval
  ) -> [PathQuantile] {
    var band: DurationBand?
    if isEstimated, let group, let uncertainty {
      let curve = CumulativeCurve(group.fit.likelihood, coefficients: group.fit.coefficients, step: step)
      band = DurationBand(curve, uncertainty, step: step, rows: rows)
    }
    return shares.map { share in
      PathQuantile(
        share: share, free: ends.limits(share: share), rows: ends.count, band: band?.quantile(share),
        reach: group?.reach ?? 0, usesBand: interval != .free && !checks.refuseInterval)
    }
  }

  /// F of a step's duration at a time in milliseconds; nil without a fit.
  func cumulative(_ step: Int, at time: Double) -> Double? {
    group.map {
      CumulativeCurve($0.fit.likelihood, coefficients: $0.fit.coefficients, step: step).value(at: time / 1_000)
    }
  }

  /// What a reader must know of the fit and of its assumptions.
  var notes: [String] {
    var notes: [String] = []
    if checks.followTheStart { notes.append(LatencyNote.looksFollow) }
    if checks.refuteUniformBegin {
      notes.append(LatencyNote.looksClusteredUnseen)
    } else if checks.areClustered {
      notes.append(LatencyNote.looksClustered)
    }
    if checks.unseenShare > 0.1 { notes.append(LatencyNote.beginUnseen(checks.unseenShare)) }
    guard let group else { return notes }
    if group.spread > 0 { notes.append(LatencyNote.sharedSpread(group.spread)) }
    if !group.fit.isConverged { notes.append(LatencyNote.iterationCap) }
    return notes
  }
}
