/// The answer for one step of a group of attempts, given completion: a line of the step-latency table. Milliseconds.
package struct StepDurationEstimate: Sendable {
  /// The step, from 1.
  package let step: Int
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
  /// p50, p90, p95.
  package let quantiles: [PathQuantile]
  /// `jointPath`, or `none` with fewer listed rows than `LatencyTable.fewestRows`.
  package let method: LatencyMethod
  /// What a reader must know, joined by "; "; empty when there is nothing.
  package let note: String

  /// Estimates the steps of a group together, 1 to `steps`, one line each: every step is estimated from the same
  /// likelihood, whichever are asked for.
  ///
  /// The order of the attempts and gaps changes nothing.
  /// - Parameters:
  ///   - attempts: those that started, refused ones aside. Without a bound below their begin they are left out and
  ///     counted in the notes.
  ///   - gaps: milliseconds between consecutive looks within the attempts.
  ///   - usesServerTotal: whether the platform's own totals date the ends.
  package static func estimate(
    _ attempts: [AttemptTimes], gaps: [Int64], steps: Int = 4, interval: PathInterval = .path,
    usesServerTotal: Bool = true
  ) -> [StepDurationEstimate] {
    let stepCount = attempts.reduce(0) { max($0, $1.steps.keys.max() ?? 0) }
    let selections = (1...max(steps, 1)).map { step in StepRowSelection(attempts.compactMap { $0.stepRow(step) }) }
    let paths = attempts.flatMap {
      StartChain.paths(of: $0, stepCount: stepCount, usesServerTotal: usesServerTotal)
    }
    let isWanted = selections.contains { $0.listed >= LatencyTable.fewestRows }
    let model = JointPathModel(attempts, paths: paths, stepCount: stepCount, gaps: gaps, isWanted: isWanted)
    return selections.enumerated().map { index, selection in
      StepDurationEstimate(index, selection, model, interval)
    }
  }

  private init(_ index: Int, _ selection: StepRowSelection, _ model: JointPathModel, _ interval: PathInterval) {
    let hasEnough = selection.listed >= LatencyTable.fewestRows
    let ends = SortedEnds(selection.fitted.map(\.duration))
    step = index + 1
    n = selection.fitted.count + selection.failed
    failed = selection.failed
    censored = selection.fitted.count { $0.kind == .censored }
    completed = selection.fitted.count - censored
    implied = selection.implied
    quantiles = model.quantiles(
      LatencyTable.shares, step: index, ends: ends, rows: ends.count, isEstimated: hasEnough, interval: interval)
    method = hasEnough ? .jointPath : .none

    var notes: [String] = []
    if n == 0 { notes.append(LatencyNote.noRows) }
    if n > 0, !hasEnough { notes.append(LatencyNote.none(listedOnly: true)) }
    if hasEnough, selection.listed < LatencyTable.fewRows { notes.append(LatencyNote.weak(listedOnly: true)) }
    if hasEnough { notes += LatencyNote.path(quantiles) + model.notes }
    notes += selection.notes
    notes += LatencyNote.missing(quantiles, rows: ends.count, isEstimated: hasEnough)
    note = notes.joined(separator: LatencyNote.separator)
  }
}
