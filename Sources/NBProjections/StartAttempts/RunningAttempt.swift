import NBBasics
import NBObservations

/// An attempt without an outcome yet, with what only its fold needs.
struct RunningAttempt: Sendable, Equatable {
  /// The accepted start or create answer that opened or adopted the attempt.
  struct Request: Sendable, Equatable {
    /// When the answer was received.
    var answeredAt: Instant
    /// The last status before that answer; STOPPED if there was none.
    var statusBefore: InstanceStatus
    var serverTimes: ServerRequestTimes
  }

  var attempt: StartAttempt
  /// When the observation that opened it was made.
  let openedAt: Instant
  /// What narrowed the begin; nil when nothing did.
  let serverBegin: ServerBegin?
  /// Nil while no request is known: the attempt is inferred.
  var request: Request?
  /// The answer whose traits were taken over last.
  private var merged = AnswerMemo()

  init(_ attempt: StartAttempt, openedAt: Instant, serverBegin: ServerBegin?) {
    self.attempt = attempt
    self.openedAt = openedAt
    self.serverBegin = serverBegin
  }

  /// How long after the first sign of a start its answer may still arrive, in milliseconds (A6).
  static let adoptionLimit: Int64 = 60_000
  /// How long after the answer a poll may still show the status before it, in milliseconds (A9).
  static let staleLimit: Int64 = 10_000

  /// Whether an answer to a start or create at `instant` belongs to this attempt (A6).
  func mayBeAdopted(at instant: Instant) -> Bool {
    attempt.origin == .inferred && instant - openedAt <= Self.adoptionLimit
  }

  /// Makes the attempt the one that was requested (A6).
  mutating func adopt(kind: StartKind, requestedAt: Instant?) {
    attempt.origin = .requested
    attempt.kind = kind
    if let requestedAt, requestedAt <= attempt.begin.high {
      attempt.begin.low = attempt.begin.low.map { max($0, requestedAt) } ?? requestedAt
    }
  }

  /// Whether an answer still shows the status that the instance had before the request (A9).
  func isStale(_ answer: Answer, at instant: Instant) -> Bool {
    guard let request, let status = answer.status, status == request.statusBefore else { return false }
    guard instant - request.answeredAt <= Self.staleLimit else { return false }
    switch status {
    case .stopped, .startFailed, .createFailed, .error, .frozen: return true
    case .initial, .creating, .starting, .running, .snapshotting, .stopping, .deleting, .deleted, .deleteFailed, .gone,
      .other:
      return false
    }
  }

  /// Applies an observation: traits, steps, polls.
  mutating func apply(_ event: FoldEvent, closing: Bool) {
    attempt.timings.apply(
      event.answer.facts.steps, low: event.low, at: event.observedAt, floor: attempt.begin.low, closing: closing)
    applyWithoutSteps(event)
  }

  /// Applies the only observation of an attempt that no poll saw: it has no steps, whatever is listed (A14, A15).
  mutating func applyWithoutSteps(_ event: FoldEvent) {
    let answer = event.answer
    if !merged.holds(answer) {
      attempt.traits = attempt.traits.carryingOver(answer.facts)
      merged.remember(answer)
    }
    if !answer.kind.bringsUp { attempt.polls += 1 }
    attempt.lastApplied = event.observedAt
    attempt.lastAppliedLow = event.low
  }

  /// The attempt with its outcome. `closing` is the answer that shows it; a superseded attempt has none of its own.
  func ended(_ outcome: AttemptOutcome, _ end: InstantBounds, closing: Answer?) -> StartAttempt {
    var attempt = attempt
    attempt.outcome = outcome
    attempt.end = end
    switch outcome {
    case .succeeded:
      attempt.timings.completeUnfinished(at: end.high)
      if let closing, let total = attempt.elapsed {
        attempt.serverTotal = serverTotal(
          kind: attempt.kind, request: request?.serverTimes, serverBegin: serverBegin?.time, closing: closing,
          total: total)
      }
    case .failed:
      attempt.timings.failProcessing(at: end.high)
      attempt.failedStep = attempt.timings.lowestFailed
      attempt.failReason = closing?.facts.failReason
    case .cancelled, .superseded, .inProgress, .refused: break
    }
    return attempt
  }
}
