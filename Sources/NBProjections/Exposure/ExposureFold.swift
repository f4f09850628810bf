import NBBasics
import NBObservations

/// The exposure of one stream: events become spells.
///
/// A spell is emitted once, when it can no longer change, and spells come in order of time. Of several observations
/// with the same `observed_at` the last wins, so the latest one is held back until a later one comes; what is not
/// emitted yet is ``openSpells``, at most two.
package struct ExposureFold: Projection {
  package static let name = "exposure_spell"
  package static let version = 2

  /// Milliseconds. Longer gaps divide spells even between equal facts. Part of the projection's definition.
  package static let mergedGap: Int64 = 900_000

  private let limit: Int64
  /// Everything before the latest observation, back to the last emitted spell.
  private var settled: ExposureSpell?
  /// The latest observation, which another of the same instant may still replace; nil before the first.
  private var latest: ExposureFacts?
  private var latestAt = Instant(milliseconds: 0)
  /// The capacity that the settled observations saw last, in GB.
  private var knownCapacity: Int64?
  /// Whether the latest observation continues `settled`. Follows from both; kept for speed.
  private var latestContinues = false
  /// The answer behind `latest`, a shortcut that is not part of the state.
  private var latestAnswer: Answer?

  package init() { self.init(longestMergedGap: Self.mergedGap) }

  /// - Parameter longestMergedGap: milliseconds; a negative one keeps every observation a spell of its own.
  package init(longestMergedGap: Int64) {
    limit = longestMergedGap
  }

  package mutating func evolve(_ event: FoldEvent, emit: (ExposureSpell) -> Void) {
    if goesOn(with: event.answer), event.observedAt == latestAt || extend(to: event.observedAt) { return }
    // A repetition of the same object has the same facts.
    guard var facts = event.answer === latestAnswer ? latest : ExposureFacts(event.answer) else { return }
    facts.capacityShrank = false
    if let latest {
      precondition(latestAt <= event.observedAt, "events out of projection order")
      if latestAt < event.observedAt { settle(latest, emit: emit) }
    }
    if let capacity = facts.volume?.capacity, let knownCapacity { facts.capacityShrank = capacity < knownCapacity }
    latestAt = event.observedAt
    latestContinues = continues(facts, at: latestAt)
    latest = facts
    latestAnswer = event.answer
  }

  /// Whether the answer is the latest observation's, which continues the spell before it.
  func goesOn(with answer: Answer) -> Bool { latestContinues && answer === latestAnswer }

  /// Another look at the latest observation's answer, which continues the spell: false, and nothing done, when it comes too
  /// late for that or at the same instant.
  mutating func extend(to instant: Instant) -> Bool {
    let gap = instant - latestAt
    guard latestContinues, gap > 0, gap <= limit else { return false }
    settled?.extend(to: latestAt)
    latestAt = instant
    return true
  }

  /// What would be emitted if no more events came, in order of time.
  package var openSpells: [ExposureSpell] {
    guard let latest else { return [] }
    guard var settled else { return [ExposureSpell(at: latestAt, facts: latest)] }
    guard latestContinues else { return [settled, ExposureSpell(at: latestAt, facts: latest)] }
    settled.extend(to: latestAt)
    return [settled]
  }

  /// Whether everything that it has seen came at this instant or before it; nil stands before all.
  func hasSeenNothing(after instant: Instant?) -> Bool {
    guard latest != nil || settled != nil else { return true }
    guard let instant else { return false }
    return latestAt <= instant && settled.map { $0.lastAt <= latestAt } ?? true
  }

  private func continues(_ facts: ExposureFacts, at instant: Instant) -> Bool {
    guard let settled else { return false }
    return instant - settled.lastAt <= limit && settled.facts == facts
  }

  private mutating func settle(_ facts: ExposureFacts, emit: (ExposureSpell) -> Void) {
    if latestContinues {
      settled?.extend(to: latestAt)
    } else {
      if let settled { emit(settled) }
      settled = ExposureSpell(at: latestAt, facts: facts)
    }
    if let capacity = facts.volume?.capacity { knownCapacity = capacity }
  }
}

extension ExposureFold {
  /// Whether both give the same spells for the same further events.
  package static func == (left: ExposureFold, right: ExposureFold) -> Bool {
    left.limit == right.limit && left.settled == right.settled && left.latest == right.latest
      && left.latestAt == right.latestAt && left.knownCapacity == right.knownCapacity
  }
}

extension ExposureFold {
  package func encode(into writer: inout StateWriter) {
    writer.write(limit)
    writer.write(settled) { $1.encode(into: &$0) }
    writer.write(latest) { $1.encode(into: &$0) }
    writer.write(latestAt)
    writer.write(knownCapacity)
  }

  package init(from reader: inout StateReader) throws(StateCodingError) {
    var memo = TraitsMemo()
    try self.init(from: &reader, &memo)
  }

  init(from reader: inout StateReader, _ memo: inout TraitsMemo) throws(StateCodingError) {
    limit = try reader.integer()
    settled = try reader.optional { (part) throws(StateCodingError) in try ExposureSpell(from: &part, &memo) }
    latest = try reader.optional { (part) throws(StateCodingError) in try ExposureFacts(from: &part, &memo) }
    latestAt = try reader.instant()
    knownCapacity = try reader.optionalInteger()
    latestContinues = latest.map { continues($0, at: latestAt) } ?? false
  }
}
