import NBBasics
import NBObservations

/// The start attempts of one instance. Rules A1 to A21 of docs/semantics.md; steps are ``StepTimings``.
///
/// Each attempt is emitted once, when its outcome is known; the
/// one that has none yet is ``open``.
///
/// Numbers are given when an attempt opens. That is also the order of begin.high, refused requests aside: begin.high is
/// `observedAt` of the event that opens it, or a server's time later than the accepted observation before, and adoption
/// never moves it.
package struct StartAttempts: Projection {
  package static let name = "attempt"
  package static let version = 3

  /// How many attempts have been numbered, refused requests included.
  package private(set) var numbered = 0
  /// How many attempts have opened, refused requests left out.
  package private(set) var opened = 0
  /// ``FoldEvent/low`` of the latest accepted or gone observation: nothing had happened then of what a later one shows.
  private var previous: Instant?
  /// When that observation was made.
  private var previousAt: Instant?
  /// The latest `lease.update_at` that accepted or gone observations carried.
  private var latestLeaseUpdate: Instant?
  /// The latest status that an accepted or gone observation carried.
  private var lastStatus: InstanceStatus?
  /// The instance's last known values, stale answers included.
  private var traits = InstanceTraits.unknown
  private var running: RunningAttempt?
  /// The answer whose traits were taken over last.
  private var merged = AnswerMemo()
  /// An accepted or gone answer which, seen again while no attempt is open, changes nothing but `previous`.
  private var settled = AnswerMemo()

  package init() {}

  /// The attempt in progress, as known so far.
  package var open: StartAttempt? { running?.attempt }

  /// Whether an attempt is in progress. Stored, so that asking copies nothing.
  package private(set) var isOpen = false

  /// Emits the attempts that the event ends, at most two.
  package mutating func evolve(_ event: FoldEvent, emit: (StartAttempt) -> Void) {
    let answer = event.answer
    if settled.holds(answer) { return goOn(at: event.observedAt, low: event.low) }
    switch answer.observationClass {
    case .noInformation: return
    case .refused:
      emit(refused(event))
      return
    case .accepted, .gone: break
    }
    let isRequest = answer.kind.bringsUp && answer.observationClass == .accepted
    if let previousAt { running?.attempt.gaps.add(event.observedAt - previousAt) }
    if isRequest {
      evolveRequest(event, emit)
    } else if running != nil {
      evolveRunning(event, emit)
    } else {
      evolveIdle(event, emit)
    }
    if !merged.holds(answer) {
      traits = traits.carryingOver(answer.facts)
      merged.remember(answer)
    }
    previous = event.low
    previousAt = event.observedAt
    if let update = answer.facts.lease?.updateAt {
      latestLeaseUpdate = latestLeaseUpdate.map { max($0, update) } ?? update
    }
    if let status = answer.status { lastStatus = status }
    if running == nil && !isRequest { settled.remember(answer) } else { settled.forget() }
  }

  /// Whether the answer, seen again, moves nothing but times.
  func isSettled(by answer: Answer) -> Bool { settled.holds(answer) }

  /// Another look at the answer by which they are settled.
  mutating func goOn(at instant: Instant, low: Instant) {
    previous = low
    previousAt = instant
  }

  /// A3: an attempt of its own that changes nothing else.
  private mutating func refused(_ event: FoldEvent) -> StartAttempt {
    let now = InstantBounds(low: event.observedAt, high: event.observedAt)
    numbered += 1
    var attempt = StartAttempt(
      number: numbered, kind: event.answer.kind == .create ? .create : .start, origin: .requested, begin: now,
      traits: traits)
    attempt.outcome = .refused
    attempt.end = now
    attempt.errorCode = event.answer.facts.errorCode
    attempt.refusalClass = event.answer.refusalClass
    return attempt
  }

  /// A4 to A7: an accepted start or create answer.
  private mutating func evolveRequest(_ event: FoldEvent, _ emit: (StartAttempt) -> Void) {
    let answer = event.answer
    let kind: StartKind = answer.kind == .create ? .create : .start
    if running?.mayBeAdopted(at: event.observedAt) == true {
      running?.adopt(kind: kind, requestedAt: event.requestedAt)
    } else {
      end(.superseded, at: event.observedAt, emit)
      open(kind, .requested, InstantBounds(low: event.low, high: event.observedAt), at: event.observedAt)
    }
    running?.request = RunningAttempt.Request(
      answeredAt: event.observedAt, statusBefore: lastStatus ?? .stopped,
      serverTimes: ServerRequestTimes(answer.facts))
    // A7: up and down do not close it, a start answer never proves an outcome.
    let failed = answer.statusClass == .failed
    running?.apply(event, closing: failed)
    if failed, let begin = running?.attempt.begin {
      end(.failed, InstantBounds(low: begin.low, high: event.observedAt), closing: answer, emit)
    }
  }

  /// A8 to A12: any other observation while an attempt is open.
  private mutating func evolveRunning(_ event: FoldEvent, _ emit: (StartAttempt) -> Void) {
    let answer = event.answer
    if running?.isStale(answer, at: event.observedAt) == true { return }
    let outcome: AttemptOutcome
    switch answer.statusClass ?? .unknown {
    case .starting, .unknown:
      if running?.attempt.timings.startsOver(answer.facts.steps) == true {
        end(.superseded, at: event.observedAt, emit)
        openSeen(event)
      }
      running?.apply(event, closing: false)
      return
    case .up: outcome = .succeeded
    case .failed: outcome = .failed
    case .down: outcome = .cancelled
    }
    running?.apply(event, closing: true)
    end(outcome, at: event.observedAt, closing: answer, emit)
  }

  /// A13 to A16: any other observation while no attempt is open.
  private mutating func evolveIdle(_ event: FoldEvent, _ emit: (StartAttempt) -> Void) {
    let answer = event.answer
    let unseen: AttemptOutcome
    switch (answer.statusClass ?? .unknown, lastStatus?.statusClass) {
    case (.starting, _):
      openSeen(event)
      running?.apply(event, closing: false)
      return
    case (.up, .down), (.up, .failed): unseen = .succeeded
    case (.failed, .down) where answer.status != .error, (.failed, .up) where answer.status != .error:
      unseen = .failed
    default: return
    }
    // Its end is known as its begin is: both are (previous, t].
    open(
      event.answer.status == .createFailed ? .create : .start, .inferred,
      InstantBounds(low: previous, high: event.observedAt), at: event.observedAt)
    running?.applyWithoutSteps(event)
    end(unseen, at: event.observedAt, closing: answer, emit)
  }

  /// Opens an attempt that a look is the first sign of: it began after the observation before, and by the server's time
  /// of it where the look carries one (A13, A21).
  private mutating func openSeen(_ event: FoldEvent) {
    let kind: StartKind
    switch event.answer.status {
    case .initial, .creating: kind = .create
    default: kind = .start
    }
    let server = ServerBegin(look: event, previousAt: previousAt, latestLeaseUpdate: latestLeaseUpdate)
    let begin =
      server?.bounds(previous: previous, observedAt: event.observedAt)
      ?? InstantBounds(low: previous, high: event.observedAt)
    open(kind, .inferred, begin, at: event.observedAt, server: server)
  }

  private mutating func open(
    _ kind: StartKind, _ origin: AttemptOrigin, _ begin: InstantBounds, at instant: Instant, server: ServerBegin? = nil
  ) {
    numbered += 1
    opened += 1
    isOpen = true
    var attempt = StartAttempt(number: numbered, kind: kind, origin: origin, begin: begin, traits: traits)
    attempt.isBeginByServer = server != nil
    running = RunningAttempt(attempt, openedAt: instant, serverBegin: server)
  }

  /// Ends the open attempt, if any, after the observation before.
  private mutating func end(
    _ outcome: AttemptOutcome, at instant: Instant, closing: Answer? = nil, _ emit: (StartAttempt) -> Void
  ) {
    end(outcome, InstantBounds(low: previous, high: instant), closing: closing, emit)
  }

  private mutating func end(
    _ outcome: AttemptOutcome, _ end: InstantBounds, closing: Answer?, _ emit: (StartAttempt) -> Void
  ) {
    guard let running else { return }
    self.running = nil
    isOpen = false
    emit(running.ended(outcome, end, closing: closing))
  }

  package func encode(into writer: inout StateWriter) {
    writer.write(numbered)
    writer.write(opened)
    writer.write(previous)
    writer.write(previousAt)
    writer.write(latestLeaseUpdate)
    writer.write(lastStatus) { $0.write(Int($1.rawValue)) }
    traits.encode(into: &writer)
    writer.write(running) { [traits] in $1.encode(into: &$0, instance: traits) }
  }

  package init(from reader: inout StateReader) throws(StateCodingError) {
    numbered = try reader.count()
    opened = try reader.count()
    previous = try reader.optionalInstant()
    previousAt = try reader.optionalInstant()
    latestLeaseUpdate = try reader.optionalInstant()
    lastStatus = try reader.optional { reader throws(StateCodingError) in try reader.word() }
    let traits = try InstanceTraits(from: &reader)
    self.traits = traits
    running = try reader.optional { reader throws(StateCodingError) in
      try RunningAttempt(from: &reader, instance: traits)
    }
    isOpen = running != nil
  }
}
