/// Which rows of a group enter its estimates (rule Q3 of docs/statistics.md).
struct StepRowSelection {
  /// Completed, implied and censored rows: what every figure is made from.
  let fitted: [StepRow]
  let failed: Int
  /// Rows among `fitted` in which the step was listed.
  let listed: Int
  let implied: Int
  /// How many rows were implied or left out, in words.
  let notes: [String]

  init(_ rows: [StepRow]) {
    let known = rows.filter { $0.beginLow != nil }
    let told = known.filter { !$0.isInstant }
    fitted = told.filter { $0.kind != .failed }
    failed = told.count - fitted.count
    implied = fitted.count { $0.kind == .implied }
    listed = fitted.count - implied
    var notes: [String] = []
    if implied > 0 { notes.append(LatencyNote.implied(implied)) }
    if known.count < rows.count { notes.append(LatencyNote.beginUnknown(rows.count - known.count)) }
    if told.count < known.count { notes.append(LatencyNote.instant(known.count - told.count)) }
    self.notes = notes
  }
}
