import NBStatistics

/// How far the estimates from paths are from the truth, and whether their intervals hold it, over fleets of one scenario.
package struct PathStudy: Sendable {
  /// What is found of one quantile.
  package struct Finding: Sendable {
    private let truth: Double
    /// Estimates and limits, in units of the truth; an upper limit is missing where there is none.
    private var values: [Double] = []
    private var widths: [Double] = []
    private var intervals = 0
    private var covering = 0

    init(truth: Double) { self.truth = truth }

    mutating func add(estimate: Double?, low: Double?, high: Double?) {
      if let estimate { values.append(estimate / truth) }
      guard let low else { return }
      intervals += 1
      if low <= truth, truth <= high ?? .infinity { covering += 1 }
      widths.append(high.map { ($0 - low) / truth } ?? .infinity)
    }

    /// Fleets with an estimate.
    package var estimates: Int { values.count }
    /// The mean of the signed relative errors.
    package var bias: Double { values.reduce(0, +) / Double(max(1, values.count)) - 1 }
    /// The root of the mean of the squared relative errors.
    package var error: Double {
      (values.reduce(0) { $0 + ($1 - 1) * ($1 - 1) } / Double(max(1, values.count))).squareRoot()
    }
    /// How often the interval holds the truth.
    package var coverage: Double { intervals == 0 ? 1 : Double(covering) / Double(intervals) }
    /// The median width of the interval, in units of the truth.
    package var width: Double { widths.isEmpty ? .infinity : widths.sorted()[widths.count / 2] }
  }

  /// Per step p50, p90 and p95.
  private var steps: [[Finding]]
  /// p50, p90 and p95 of the time to ready.
  package private(set) var total: [Finding]
  /// p50 and p90 of step 2 by the estimate that was used before (`JointStepFit`), and p50 by the first polls.
  package private(set) var before: [Finding]
  /// p50 of step 2 as the first polls that saw the changes say it.
  package private(set) var naive: Finding
  /// Fleets in which a shared factor was found.
  package private(set) var shared = 0

  /// What is found of a step, from 1, and of a quantile: 0 p50, 1 p90, 2 p95.
  package func step(_ number: Int, _ quantile: Int) -> Finding { steps[number - 1][quantile] }

  /// Studies fleets of the seeds from `firstSeed` on.
  /// - Parameters:
  ///   - totals: whether to estimate the time to ready as well.
  ///   - compares: whether to fit the earlier estimate of step 2.
  package init(_ scenario: Scenario, fleets: Int, firstSeed: UInt64, totals: Bool = false, compares: Bool = false) {
    func findings(_ law: DurationLaw) -> [Finding] {
      LatencyTable.shares.map { Finding(truth: law.quantile($0, sharedSpread: scenario.sharedSpread)) }
    }
    steps = scenario.steps.map(findings)
    before = findings(scenario.steps[1])
    naive = findings(scenario.steps[1])[0]
    total =
      totals ? Fleet.trueTotals(scenario, shares: LatencyTable.shares).map { Finding(truth: $0) } : []
    for seed in 0..<UInt64(fleets) { add(Fleet(scenario, seed: firstSeed + seed), totals, compares) }
  }

  private mutating func add(_ fleet: Fleet, _ totals: Bool, _ compares: Bool) {
    let lines = StepDurationEstimate.estimate(fleet.attempts, gaps: fleet.gaps)
    if lines.contains(where: { $0.note.contains("depend on each other") }) { shared += 1 }
    for line in lines {
      for (index, quantile) in line.quantiles.enumerated() {
        steps[line.step - 1][index].add(estimate: quantile.estimate, low: quantile.low, high: quantile.high)
      }
    }
    if totals {
      let answer = StartLatencyEstimate.estimate(fleet.attempts, gaps: fleet.gaps)
      for (index, quantile) in answer.quantiles.enumerated() {
        total[index].add(estimate: quantile.estimate, low: quantile.low, high: quantile.high)
      }
    }
    guard compares else { return }
    let rows = fleet.stepRows[1].filter { $0.kind != .failed }.compactMap(\.joint)
    let fit = JointStepFit(rows, width: JointStepFit.width(gaps: fleet.gaps))
    for (index, share) in LatencyTable.shares.enumerated() {
      before[index].add(estimate: fit?.quantile(share), low: nil, high: nil)
    }
    naive.add(estimate: fleet.naiveMedian(step: 1), low: nil, high: nil)
  }
}
