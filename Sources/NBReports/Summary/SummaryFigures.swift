/// The figures of the summary, gathered from the answers and computed nowhere else.
package struct SummaryFigures: Sendable, Hashable {
  /// How the starts of the window came out, as known at as-of.
  package struct Starts: Sendable, Hashable {
    /// Starts that began in the window; refused ones are not among them.
    package var count: Int64 = 0
    /// Starts that got ready.
    package var succeeded: Int64 = 0
    /// Starts that failed.
    package var failed: Int64 = 0
    /// Starts that went down first or were superseded.
    package var cancelled: Int64 = 0
    /// Starts without an outcome at as-of.
    package var inProgress: Int64 = 0
    /// Starts that never began, because the service refused them.
    package var refused: Int64 = 0
    /// The share that gets ready, as far as known: from, to; fractions.
    package var readyShareLow: Double?
    /// The upper end of the share that gets ready.
    package var readyShareHigh: Double?
  }

  /// The start latency of a flavor class, of the starts that got ready; milliseconds.
  package struct Latency: Sendable, Hashable {
    /// cpu, gpu, npu or unknown.
    package var flavorClass: String
    /// Starts it rests on, whatever their outcome.
    package var count: Int64
    /// Those that got ready.
    package var ready: Int64
    /// The median.
    package var p50: Estimate
    /// What nine of ten stay within.
    package var p90: Estimate
  }

  /// The duration of a step on a flavor class; milliseconds.
  package struct Step: Sendable, Hashable {
    /// cpu, gpu, npu or unknown.
    package var flavorClass: String
    /// The number of the step, 1 to 4.
    package var number: Int64
    /// Its name.
    package var name: String
    /// Rows it rests on.
    package var count: Int64
    /// The median.
    package var p50: Estimate
    /// What nine of ten stay within.
    package var p90: Estimate
  }

  /// How often starts of a flavor fail.
  package struct FailureRate: Sendable, Hashable {
    /// The flavor's id; nil when unknown.
    package var flavor: String?
    /// Starts that ended, ready or failed.
    package var ended: Int64
    /// Starts that failed.
    package var failed: Int64
    /// Failed of ended, with its Wilson interval; fractions.
    package var rate: Estimate
  }

  /// For how long a resource was exposed to charges, over all instances.
  package struct Exposure: Sendable, Hashable {
    /// COMPUTE or STORAGE.
    package var resource: String
    /// Milliseconds: best, with what is certain as low and what is possible as high.
    package var time: Estimate
    /// GB-hours in the same order; nil without capacities.
    package var gigabyteHours: Estimate
    /// Milliseconds about which nothing is known.
    package var unobserved: Double
    /// Instances with any of it.
    package var instances: Int64
  }

  /// A figure of the window against the one before.
  package struct Change: Sendable, Hashable {
    /// What is compared: `start p50`, `failure rate`, …
    package var measure: String
    /// The flavor class, or `all`.
    package var flavorClass: String
    /// `s`, `share`, `count`, `gb_hours`: the unit of the figures.
    package var unit: String
    /// The figure of the window before.
    package var before: Double?
    /// The figure of the window.
    package var value: Double?
    /// Now minus before, with its conservative interval.
    package var difference: Estimate
    /// The probability of such a difference by chance alone; nil when there is no test.
    package var pValue: Double?
    /// Why there is no test, or what weakens it; empty when there is nothing to say.
    package var note: String
  }

  /// A span without any observation.
  package struct Gap: Sendable, Hashable {
    /// Milliseconds.
    package var length: Double
    /// When it was.
    package var note: String
  }

  /// The name of the window, and of the one before; nil when there is none to compare with.
  package var window = ""
  /// The name of the window before, nil in the first week of the log.
  package var before: String?
  /// As-of, where the window was not over then; RFC 3339.
  package var openAsOf: String?
  /// How the starts came out.
  package var starts = Starts()
  /// Start latency by flavor class.
  package var latencies: [Latency] = []
  /// The slowest step of each flavor class.
  package var slowestSteps: [Step] = []
  /// Failure rates by flavor.
  package var failures: [FailureRate] = []
  /// Exposure by resource.
  package var exposures: [Exposure] = []
  /// What changed.
  package var changes: [Change] = []
  /// The longest spans without observation, longest first.
  package var gaps: [Gap] = []
  /// The median gap between observations within starts, milliseconds.
  package var medianGap: Double?
  /// The share of starts in which two or more steps ended between the same two looks.
  package var hiddenStepShare: Double?
  /// The share of starts of which no step was ever listed.
  package var stepless: Double?
  /// Events in the window; nil when not known.
  package var events: Int64?

  /// No figures: an empty week.
  package init() {}
}
