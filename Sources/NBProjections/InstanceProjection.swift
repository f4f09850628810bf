import NBBasics
import NBObservations

/// All projections of one stream, composed once: appending, rebuilding, questions about the past, `verify`, the history
/// of an instance and the tests fold with this and nothing else.
///
/// Events come in projection order: (`observed_at`, kind rank, identity).
package struct InstanceProjection: Sendable, Equatable {
  /// What an event finished. A new kind of it is handled wherever one is, or nothing compiles.
  package enum Output: Sendable, Equatable {
    /// An attempt that has an outcome now.
    case attempt(StartAttempt)
    /// A run of observations that can no longer change.
    case spell(ExposureSpell)
    /// A restart that only a new token reveals.
    case hiddenRestart(HiddenRestart)
  }

  /// Every projection that this one is made of.
  package static let parts: [any Projection.Type] = [
    CurrentStatus.self, StartAttempts.self, TokenRestarts.self, ExposureFold.self,
  ]

  /// Their names and versions, and those of the steps. Rows and states of other versions are made anew from the log.
  package static var versions: [(name: String, version: Int)] {
    parts.map { ($0.name, $0.version) } + [(StepTimings.name, StepTimings.version)]
  }

  /// Observation time of the latest event that was applied; nil before the first.
  package private(set) var lastEventAt: Instant?
  package private(set) var status = CurrentStatus()
  package private(set) var attempts = StartAttempts()
  package private(set) var tokenRestarts = TokenRestarts()
  package private(set) var exposure = ExposureFold()
  private var last = SettledAnswer()

  /// Before the first event.
  package init() {}

  /// Applies the next event and emits what it finishes.
  package mutating func evolve(_ event: FoldEvent, emit: (Output) -> Void) {
    if last.holds(event.answer), goOn(at: event.observedAt, low: event.low) { return }
    lastEventAt = event.observedAt
    status.evolve(event)
    attempts.evolve(event) { emit(.attempt($0)) }
    tokenRestarts.evolve(EventAmongAttempts(event, attempts)) { emit(.hiddenRestart($0)) }
    exposure.evolve(event) { emit(.spell($0)) }
    let answer = event.answer
    if status.isDecided(by: answer), attempts.isSettled(by: answer), exposure.goesOn(with: answer) {
      last.remember(answer)
    } else {
      last.forget()
    }
  }

  /// Applies another look at the answer that was applied last, where nothing but times follows from it: polls mostly
  /// repeat. The same as ``evolve(_:emit:)`` with that answer, which need not be at hand.
  ///
  /// - Parameter low: ``FoldEvent/low`` of the look.
  /// - Returns: false when more follows from it, or may: then nothing was done.
  package mutating func goOn(at observedAt: Instant, low: Instant) -> Bool {
    guard last.isKnown, exposure.extend(to: observedAt) else { return false }
    lastEventAt = observedAt
    status.goOn(at: observedAt, low: last.hasStatus ? low : nil)
    attempts.goOn(at: observedAt, low: low)
    if last.showsToken { tokenRestarts.goOn(low: low) }
    return true
  }

  /// The state as bytes; the same state always gives the same bytes.
  package var encoded: [UInt8] {
    var writer = StateWriter()
    writer.write(lastEventAt)
    status.encode(into: &writer)
    attempts.encode(into: &writer)
    tokenRestarts.encode(into: &writer)
    exposure.encode(into: &writer)
    return writer.bytes
  }

  /// Reads what ``encoded`` holds.
  package init(decoding bytes: [UInt8]) throws(StateCodingError) {
    var memo = TraitsMemo()
    try self.init(decoding: bytes, exposureAlone: false, &memo)
  }

  /// The spells that what ``encoded`` holds has open, in order of time; nothing else is made of it.
  package static func openSpells(
    decoding bytes: [UInt8], _ memo: inout TraitsMemo
  ) throws(StateCodingError) -> [ExposureSpell] {
    try InstanceProjection(decoding: bytes, exposureAlone: true, &memo).exposure.openSpells
  }

  /// - Parameter exposureAlone: whether all other parts are left without texts.
  private init(
    decoding bytes: [UInt8], exposureAlone: Bool, _ memo: inout TraitsMemo
  ) throws(StateCodingError) {
    var reader = StateReader(bytes)
    reader.skipsText = exposureAlone
    lastEventAt = try reader.optional { part throws(StateCodingError) in try part.instant() }
    status = try CurrentStatus(from: &reader)
    attempts = try StartAttempts(from: &reader)
    tokenRestarts = try TokenRestarts(from: &reader)
    reader.skipsText = false
    exposure = try ExposureFold(from: &reader, &memo)
    // A damaged page may hold a state that reads and was never written: folds trust the order of what they have seen.
    guard reader.isAtEnd, exposure.hasSeenNothing(after: lastEventAt) else { throw StateCodingError() }
  }
}
