/// The answer for one step of one group of attempts: a line of the step-latency table. Milliseconds.
public struct StepLatencyEstimate: Sendable {
  /// Which time of a step is estimated.
  public enum Measure: String, Sendable {
    /// From the start of the step to its end.
    case duration
    /// From the start request to the end of the step.
    case age
  }

  /// Rows: `completed + failed + censored`.
  public let n: Int
  /// Completed, the implied rows among them.
  public let completed: Int
  /// Rows whose step failed: counted, and in no estimate.
  public let failed: Int
  /// Rows whose step had begun and is not known to have ended.
  public let censored: Int
  /// Rows of succeeded attempts that never listed the step.
  public let implied: Int
  /// p50, p90, p95, given completion.
  public let quantiles: [QuantileEstimate]
  /// `jointEMS` for durations, `nonparametric` for ages; `none` with fewer listed rows than `LatencyTable.fewestRows`.
  public let method: LatencyMethod
  /// What a reader must know, joined by "; "; empty when there is nothing.
  public let note: String
  /// `max g_j - 1` of the nonparametric estimate; nil for the others.
  public let certificateGap: Double?
  /// The share of rows whose start and end lie in the same gap between two looks; nil without rows to fit.
  public let sameGapShare: Double?
  /// The bootstrap limits of each quantile, in the order of `quantiles`; nil unless asked for and estimated.
  public let modelLimits: [BootstrapLimits]?

  /// Estimates one group.
  ///
  /// - Parameters:
  ///   - rows: one for each attempt whose step began and one implied for each succeeded attempt without a row of the
  ///     step. Rows whose attempt's begin.low is unknown, and completed ones of duration 0, are left out and counted
  ///     in the note.
  ///   - measure: what is estimated.
  ///   - gaps: milliseconds between consecutive observations within the group's attempts; sets the cells of the fit.
  ///   - modelInterval: whether to draw the bootstrap limits: 200 more fits, for durations alone.
  public static func estimate(
    rows: [StepRow], measure: Measure = .duration, gaps: [Int64], modelInterval: Bool = false
  ) -> StepLatencyEstimate {
    StepLatencyEstimate(StepRowSelection(rows), measure: measure, gaps: gaps, modelInterval: modelInterval)
  }

  private init(_ selection: StepRowSelection, measure: Measure, gaps: [Int64], modelInterval: Bool) {
    let isDuration = measure == .duration
    let intervals = selection.fitted.map { isDuration ? $0.duration : $0.age }
    let joints = selection.fitted.compactMap(\.joint)
    let hasEnough = selection.listed >= LatencyTable.fewestRows
    let joint = hasEnough && isDuration ? JointStepFit(joints, width: JointStepFit.width(gaps: gaps)) : nil
    let age = hasEnough && !isDuration ? NonparametricFit(intervals) : nil
    let columns = QuantileColumns(ends: SortedEnds(intervals), isEstimated: hasEnough) { share in
      joint.map { $0.quantile(share) } ?? age?.curve.quantile(share)?.estimate
    }
    let sameGap =
      joints.isEmpty ? nil : Double(joints.count { $0.isWithinOneGap }) / Double(joints.count)

    n = selection.fitted.count + selection.failed
    failed = selection.failed
    censored = selection.fitted.count { $0.kind == .censored }
    completed = selection.fitted.count - censored
    implied = selection.implied
    quantiles = columns.quantiles
    method = hasEnough ? (isDuration ? .jointEMS : .nonparametric) : .none
    certificateGap = age?.certificateGap
    sameGapShare = sameGap
    modelLimits = modelInterval ? joint.map { JointBootstrap.limits($0, shares: LatencyTable.shares) } : nil

    var notes: [String] = []
    if n == 0 { notes.append(LatencyNote.noRows) }
    if n > 0, !hasEnough { notes.append(LatencyNote.none(listedOnly: true)) }
    if hasEnough, selection.listed < LatencyTable.fewRows { notes.append(LatencyNote.weak(listedOnly: true)) }
    if joint != nil, let sameGap, sameGap > 0.5 { notes.append(LatencyNote.sameGap(sameGap)) }
    notes += selection.notes + columns.notes
    if joint?.isCapped == true { notes.append(LatencyNote.iterationCap) }
    note = notes.joined(separator: LatencyNote.separator)
  }
}
