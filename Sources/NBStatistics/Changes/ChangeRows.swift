/// The attempts of a group that say something of one measure, as rows of a search.
struct ChangeRows {
  /// The attempts that entered, by begin.
  let attempts: [ChangeAttempt]
  let series: ChangeSeries
  let kind: ScanStatistic.Kind

  init(_ group: ChangeGroup, _ measure: ChangeMeasure) {
    switch measure {
    case .start:
      self.init(group, interval: Self.total, order: { [$0.left, $0.right] }) { rows in
        guard let fit = NonparametricFit(rows) else { return [] }
        return RowScores(fit.curve).scores(of: rows, .wilcoxon)
      }
    case .step(let number):
      self.init(group, interval: { Self.duration($0, number) }, order: { [$0.a, $0.b, $0.c, $0.e] }) {
        BracketScores($0).scores
      }
    case .failureRate:
      let ended = group.attempts.filter { $0.start.outcome == .succeeded || $0.start.outcome == .failed }
      self.init(ended.map { ($0, $0.start.outcome == .failed ? 1 : 0) }, .failures)
    }
  }

  /// Rows of a latency: scores of all rows of a stratum at its pooled estimate, less their mean.
  private init<Row>(
    _ group: ChangeGroup, interval: (ChangeAttempt) -> Row?, order: (Row) -> [Double], scores: ([Row]) -> [Double]
  ) {
    let rows = group.attempts.compactMap { attempt in interval(attempt).map { (attempt, $0) } }
    var valued: [(ChangeAttempt, Double)] = []
    for (_, members) in Dictionary(grouping: rows, by: { $0.0.stratum }).sorted(by: { $0.key < $1.key }) {
      // Sums must not depend on the order of arrival.
      let ordered = members.sorted { order($0.1).lexicographicallyPrecedes(order($1.1)) }
      let scored = scores(ordered.map(\.1))
      let mean = scored.reduce(0, +) / Double(scored.count)
      valued += zip(ordered, scored).map { ($0.0, $1 - mean) }
    }
    self.init(valued, .scores)
  }

  private init(_ valued: [(ChangeAttempt, Double)], _ kind: ScanStatistic.Kind) {
    attempts = valued.map(\.0).sorted { $0.start.beginHigh < $1.start.beginHigh }
    series = ChangeSeries(
      valued.map { ChangeSeries.Row(time: $0.0.start.beginHigh, stratum: $0.0.stratum, value: $0.1) })
    self.kind = kind
  }

  /// As in the comparison of weeks: succeeded starts with their interval, those in progress as (l, infinity].
  static func total(_ attempt: ChangeAttempt) -> CensoredInterval? {
    switch attempt.start.outcome {
    case .succeeded, .inProgress: attempt.start.total(clock: .auto)
    case .failed, .cancelled, .superseded: nil
    }
  }

  /// As in step latency: completed, implied and censored rows.
  static func duration(_ attempt: ChangeAttempt, _ number: Int) -> JointRow? {
    attempt.step(number).flatMap { StepRowSelection([$0]).fitted.first?.joint }
  }
}
