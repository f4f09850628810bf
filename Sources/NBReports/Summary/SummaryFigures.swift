/// The figures of the summary, gathered from the answers and computed nowhere else.
public struct SummaryFigures: Sendable, Hashable {
  /// How the starts of the window came out, as known at as-of.
  public struct Starts: Sendable, Hashable {
    /// Starts that began in the window; refused ones are not among them.
    public var count: Int64 = 0
    /// Starts that got ready.
    public var succeeded: Int64 = 0
    /// Starts that failed.
    public var failed: Int64 = 0
    /// Starts that went down first or were superseded.
    public var cancelled: Int64 = 0
    /// Starts without an outcome at as-of.
    public var inProgress: Int64 = 0
    /// Starts that never began, because the service refused them.
    public var refused: Int64 = 0
    /// The share that gets ready, as far as known: from, to; fractions.
    public var readyShareLow: Double?
    /// The upper end of the share that gets ready.
    public var readyShareHigh: Double?
  }

  /// The start latency of a flavor class, of the starts that got ready; milliseconds.
  public struct Latency: Sendable, Hashable {
    /// cpu, gpu, npu or unknown.
    public var flavorClass: String
    /// Starts it rests on, whatever their outcome.
    public var count: Int64
    /// Those that got ready.
    public var ready: Int64
    /// The median.
    public var p50: Estimate
    /// What nine of ten stay within.
    public var p90: Estimate
  }

  /// The duration of a step on a flavor class; milliseconds.
  public struct Step: Sendable, Hashable {
    /// cpu, gpu, npu or unknown.
    public var flavorClass: String
    /// The number of the step, 1 to 4.
    public var number: Int64
    /// Its name.
    public var name: String
    /// Rows it rests on.
    public var count: Int64
    /// The median.
    public var p50: Estimate
    /// What nine of ten stay within.
    public var p90: Estimate
  }

  /// How often starts of a flavor fail.
  public struct FailureRate: Sendable, Hashable {
    /// The flavor's id; nil when unknown.
    public var flavor: String?
    /// Starts that ended, ready or failed.
    public var ended: Int64
    /// Starts that failed.
    public var failed: Int64
    /// Failed of ended, with its Wilson interval; fractions.
    public var rate: Estimate
  }

  /// For how long a resource was exposed to charges, over all instances.
  public struct Exposure: Sendable, Hashable {
    /// COMPUTE or STORAGE.
    public var resource: String
    /// Milliseconds: best, with what is certain as low and what is possible as high.
    public var time: Estimate
    /// GB-hours in the same order; nil without capacities.
    public var gigabyteHours: Estimate
    /// Milliseconds about which nothing is known.
    public var unobserved: Double
    /// Instances with any of it.
    public var instances: Int64
  }

  /// A figure of the window against the one before.
  public struct Change: Sendable, Hashable {
    /// What is compared: `start p50`, `failure rate`, …
    public var measure: String
    /// The flavor class, or `all`.
    public var flavorClass: String
    /// `s`, `share`, `count`, `gb_hours`: the unit of the figures.
    public var unit: String
    /// The figure of the window before.
    public var before: Double?
    /// The figure of the window.
    public var value: Double?
    /// Now minus before, with its conservative interval.
    public var difference: Estimate
    /// The probability of such a difference by chance alone; nil when there is no test.
    public var pValue: Double?
    /// Why there is no test, or what weakens it; empty when there is nothing to say.
    public var note: String
  }

  /// A span without any observation.
  public struct Gap: Sendable, Hashable {
    /// Milliseconds.
    public var length: Double
    /// When it was.
    public var note: String
  }

  /// The name of the window, and of the one before; nil when there is none to compare with.
  public var window = ""
  /// The name of the window before, nil in the first week of the log.
  public var before: String?
  /// As-of, where the window was not over then; RFC 3339.
  public var openAsOf: String?
  /// How the starts came out.
  public var starts = Starts()
  /// Start latency by flavor class.
  public var latencies: [Latency] = []
  /// The slowest step of each flavor class.
  public var slowestSteps: [Step] = []
  /// Failure rates by flavor.
  public var failures: [FailureRate] = []
  /// Exposure by resource.
  public var exposures: [Exposure] = []
  /// What changed.
  public var changes: [Change] = []
  /// The longest spans without observation, longest first.
  public var gaps: [Gap] = []
  /// The median gap between observations within starts, milliseconds.
  public var medianGap: Double?
  /// The share of starts in which two or more steps ended between the same two looks.
  public var hiddenStepShare: Double?
  /// The share of starts of which no step was ever listed.
  public var stepless: Double?
  /// Events in the window; nil when not known.
  public var events: Int64?

  /// No figures: an empty week.
  public init() {}
}
