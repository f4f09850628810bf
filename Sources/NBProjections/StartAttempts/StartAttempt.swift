import NBBasics
import NBObservations

/// One attempt to bring an instance up: the row that ``StartAttempts`` emits when it ends, or the open one as it is
/// known so far. Rules A1 to A21 of docs/semantics.md.
package struct StartAttempt: Sendable, Equatable {
  /// 1, 2, … without gaps within the instance, in order of `begin.high`, then as they opened.
  package let number: Int
  /// Restart or first start.
  package internal(set) var kind: StartKind
  /// Whether a request for it is known.
  package internal(set) var origin: AttemptOrigin
  /// When the attempt began.
  package internal(set) var begin: InstantBounds
  /// Whether the server's own time of the start narrowed ``begin`` (A21).
  package internal(set) var isBeginByServer = false
  /// When its outcome came about; nil while in progress.
  package internal(set) var end: InstantBounds?
  /// How it came out, as far as known.
  package internal(set) var outcome = AttemptOutcome.inProgress
  /// Flavor, image, workspace, user, pool, feature: the latest seen within the attempt, else the last before it.
  package internal(set) var traits: InstanceTraits
  /// Observations that applied, start and create answers aside.
  package internal(set) var polls = 0
  /// The lowest FAILED step; nil unless failed, and when no step is known to have failed.
  package internal(set) var failedStep: Int?
  /// `fail_reason` of the observation that closed the attempt as failed; else nil.
  package internal(set) var failReason: String?
  /// `error_code` as sent, of a refused request; else nil.
  package internal(set) var errorCode: String?
  /// Why the request was refused; nil for every other outcome.
  package internal(set) var refusalClass: RefusalClass?
  /// Milliseconds from the request to RUNNING by the server's own times; nil unless succeeded and plausible (A18).
  package internal(set) var serverTotal: Int64?
  /// When the latest observation that applied was made.
  package internal(set) var lastApplied: Instant
  /// ``FoldEvent/low`` of that observation: while in progress, the attempt lasted until then at least.
  package internal(set) var lastAppliedLow: Instant
  /// Steps listed so far.
  package internal(set) var timings = StepTimings()
  /// Gaps between consecutive observations of the attempt.
  package internal(set) var gaps = PollGaps()

  init(number: Int, kind: StartKind, origin: AttemptOrigin, begin: InstantBounds, traits: InstanceTraits) {
    self.number = number
    self.kind = kind
    self.origin = origin
    self.begin = begin
    self.traits = traits
    lastApplied = begin.high
    lastAppliedLow = begin.high
  }

  /// One row per listed step, ascending.
  package var steps: [StepTiming] { timings.rows }

  /// Class of the flavor and what it rests on, without a catalogue.
  package var flavorClass: (class: FlavorClass, basis: FlavorClass.Basis) { traits.flavorClass }

  /// The start latency: of a succeeded attempt from begin to end; of one in progress what it lasted at least; nil for
  /// every other outcome.
  package var total: LatencyBounds? {
    switch outcome {
    case .succeeded: elapsed
    case .inProgress: LatencyBounds(from: begin, unfinishedAt: lastAppliedLow)
    case .failed, .cancelled, .superseded, .refused: nil
    }
  }

  /// The time from begin to end whatever the outcome; nil while in progress.
  package var elapsed: LatencyBounds? { end.map { LatencyBounds(from: begin, to: $0) } }
}
