import NBBasics
import NBObservations

/// What a start attempt was for.
public enum StartKind: UInt8, CaseIterable, Sendable {
  /// A restart of an instance that existed.
  case start = 0
  /// The first start, part of the creation.
  case create

  /// The word in rows and filters.
  public var word: String { self == .start ? "start" : "create" }
}

/// How an attempt came to be known.
public enum AttemptOrigin: UInt8, CaseIterable, Sendable {
  /// From an accepted or refused start or create answer.
  case requested = 0
  /// From polls alone.
  case inferred

  /// The word in rows and filters.
  public var word: String { self == .requested ? "requested" : "inferred" }
}

/// How an attempt came out.
public enum AttemptOutcome: UInt8, CaseIterable, Sendable {
  case succeeded = 0
  case failed
  /// The instance went down before an outcome was seen.
  case cancelled
  /// A new start was accepted, or the progress list started over, before an outcome was seen.
  case superseded
  case inProgress
  /// The platform turned the request down: nothing started.
  case refused

  /// The word in rows and filters.
  public var word: String {
    switch self {
    case .succeeded: "succeeded"
    case .failed: "failed"
    case .cancelled: "cancelled"
    case .superseded: "superseded"
    case .inProgress: "in_progress"
    case .refused: "refused"
    }
  }
}

/// One attempt to bring an instance up: the row that ``StartAttempts`` emits when it ends, or the open one as it is
/// known so far. Rules A1 to A19 of docs/semantics.md.
public struct StartAttempt: Sendable, Equatable {
  /// 1, 2, … without gaps within the instance, in order of `begin.high`, then as they opened.
  public let number: Int
  /// Restart or first start.
  public internal(set) var kind: StartKind
  /// Whether a request for it is known.
  public internal(set) var origin: AttemptOrigin
  /// When the attempt began.
  public internal(set) var begin: InstantBounds
  /// When its outcome came about; nil while in progress.
  public internal(set) var end: InstantBounds?
  /// How it came out, as far as known.
  public internal(set) var outcome = AttemptOutcome.inProgress
  /// Flavor, image, workspace, user, pool, feature: the latest seen within the attempt, else the last before it.
  public internal(set) var traits: InstanceTraits
  /// Observations that applied, start and create answers aside.
  public internal(set) var polls = 0
  /// The lowest FAILED step; nil unless failed, and when no step is known to have failed.
  public internal(set) var failedStep: Int?
  /// `fail_reason` of the observation that closed the attempt as failed; else nil.
  public internal(set) var failReason: String?
  /// `error_code` as sent, of a refused request; else nil.
  public internal(set) var errorCode: String?
  /// Why the request was refused; nil for every other outcome.
  public internal(set) var refusalClass: RefusalClass?
  /// Milliseconds from the request to RUNNING by the server's own times; nil unless succeeded and plausible (A18).
  public internal(set) var serverTotal: Int64?
  /// The latest observation that applied.
  public internal(set) var lastApplied: Instant
  /// Steps listed so far.
  public internal(set) var timings = StepTimings()
  /// Gaps between consecutive observations of the attempt.
  public internal(set) var gaps = PollGaps()

  init(number: Int, kind: StartKind, origin: AttemptOrigin, begin: InstantBounds, traits: InstanceTraits) {
    self.number = number
    self.kind = kind
    self.origin = origin
    self.begin = begin
    self.traits = traits
    lastApplied = begin.high
  }

  /// One row per listed step, ascending.
  public var steps: [StepTiming] { timings.rows }

  /// Class of the flavor and what it rests on, without a catalogue.
  public var flavorClass: (class: FlavorClass, basis: FlavorClass.Basis) { traits.flavorClass }

  /// The start latency: of a succeeded attempt from begin to end; of one in progress what it lasted at least; nil for
  /// every other outcome.
  public var total: LatencyBounds? {
    switch outcome {
    case .succeeded: elapsed
    case .inProgress: LatencyBounds(from: begin, unfinishedAt: lastApplied)
    case .failed, .cancelled, .superseded, .refused: nil
    }
  }

  /// The time from begin to end whatever the outcome; nil while in progress.
  public var elapsed: LatencyBounds? { end.map { LatencyBounds(from: begin, to: $0) } }
}
