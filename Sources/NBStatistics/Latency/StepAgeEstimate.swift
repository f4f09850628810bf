/// The time from the start request to the end of one step, for one group of attempts: a line of the step-latency table
/// with `--measure age`. One unknown end, so the nonparametric estimate. Milliseconds.
package struct StepAgeEstimate: Sendable {
  /// Rows: `completed + failed + censored`.
  package let n: Int
  /// Completed, the implied rows among them.
  package let completed: Int
  /// Rows whose step failed: counted, and in no estimate.
  package let failed: Int
  /// Rows whose step had begun and is not known to have ended.
  package let censored: Int
  /// Rows of succeeded attempts that never listed the step.
  package let implied: Int
  /// p50, p90, p95, given completion.
  package let quantiles: [QuantileEstimate]
  /// `nonparametric`; `none` with fewer listed rows than `LatencyTable.fewestRows`.
  package let method: LatencyMethod
  /// What a reader must know, joined by "; "; empty when there is nothing.
  package let note: String
  /// `max g_j - 1` of the estimate; nil without one.
  package let certificateGap: Double?

  /// Estimates one group.
  ///
  /// - Parameter rows: one for each attempt whose step began and one implied for each succeeded attempt without a row of
  ///   the step. Rows whose attempt's begin.low is unknown, and completed ones of duration 0, are left out and counted
  ///   in the note.
  package static func estimate(rows: [StepRow]) -> StepAgeEstimate {
    StepAgeEstimate(StepRowSelection(rows))
  }

  private init(_ selection: StepRowSelection) {
    let intervals = selection.fitted.map(\.age)
    let hasEnough = selection.listed >= LatencyTable.fewestRows
    let fit = hasEnough ? NonparametricFit(intervals) : nil
    let columns = QuantileColumns(ends: SortedEnds(intervals), isEstimated: hasEnough) { share in
      fit?.curve.quantile(share)?.estimate
    }

    n = selection.fitted.count + selection.failed
    failed = selection.failed
    censored = selection.fitted.count { $0.kind == .censored }
    completed = selection.fitted.count - censored
    implied = selection.implied
    quantiles = columns.quantiles
    method = hasEnough ? .nonparametric : .none
    certificateGap = fit?.certificateGap

    var notes: [String] = []
    if n == 0 { notes.append(LatencyNote.noRows) }
    if n > 0, !hasEnough { notes.append(LatencyNote.none(listedOnly: true)) }
    if hasEnough, selection.listed < LatencyTable.fewRows { notes.append(LatencyNote.weak(listedOnly: true)) }
    notes += selection.notes + columns.notes
    note = notes.joined(separator: LatencyNote.separator)
  }
}
