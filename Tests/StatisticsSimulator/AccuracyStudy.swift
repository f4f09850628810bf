import NBStatistics

/// How far the joint estimate of step 2 is from the truth, over many fleets of one scenario.
public struct AccuracyStudy: Sendable {
  /// What was simulated.
  public let scenario: Scenario
  /// One a fleet, milliseconds; fleets without an estimate are left out.
  public private(set) var medians: [Double] = []
  /// The same of p90.
  public private(set) var ninetieths: [Double] = []
  /// What the first polls that saw the changes say, on complete lists or listed rows as the scenario has it.
  public private(set) var naiveMedians: [Double] = []
  /// Fleets whose bootstrap interval of the median held the truth, and those that had one.
  public private(set) var modelCovering = 0
  /// Fleets that had a bootstrap interval of the median; 0 unless asked for.
  public private(set) var modelIntervals = 0

  /// Studies fleets of the seeds from `firstSeed` on; `modelInterval` costs 200 more fits a fleet.
  public init(_ scenario: Scenario, fleets: Int, firstSeed: UInt64, modelInterval: Bool = false) {
    self.scenario = scenario
    for seed in 0..<UInt64(fleets) {
      let fleet = Fleet(scenario, seed: firstSeed + seed)
      let answer = StepLatencyEstimate.estimate(
        rows: fleet.stepRows[1], gaps: fleet.gaps, modelInterval: modelInterval)
      if let median = answer.quantiles[0].estimate { medians.append(median) }
      if let ninetieth = answer.quantiles[1].estimate { ninetieths.append(ninetieth) }
      if let naive = fleet.naiveMedian(step: 1) { naiveMedians.append(naive) }
      if let limits = answer.modelLimits?[0] {
        modelIntervals += 1
        let truth = scenario.steps[1].quantile(0.5)
        if limits.low ?? 0 <= truth, truth <= limits.high ?? .infinity { modelCovering += 1 }
      }
    }
  }

  /// The mean of the signed relative errors.
  public var medianError: Double { error(medians, 0.5) }
  /// The same of p90; 0 is no error, and without an estimate it is -1.
  public var ninetiethError: Double { error(ninetieths, 0.9) }

  /// How much single fleets scatter around their mean, milliseconds.
  public var medianScatter: Double {
    let mean = average(medians)
    return average(medians.map { ($0 - mean) * ($0 - mean) }).squareRoot()
  }

  /// The mean of the naive medians, milliseconds; 0 without any.
  public var naiveMedian: Double { average(naiveMedians) }

  private func error(_ values: [Double], _ share: Double) -> Double {
    average(values) / scenario.steps[1].quantile(share) - 1
  }

  private func average(_ values: [Double]) -> Double { values.reduce(0, +) / Double(max(1, values.count)) }
}
