import NBBasics
import NBObservations

/// An event, and where the start attempts of its stream stand after it.
package struct EventAmongAttempts: Sendable {
  package let event: FoldEvent
  /// ``StartAttempts/opened``
  package let opened: Int
  /// ``StartAttempts/isOpen``
  package let isOpen: Bool

  /// - Parameter attempts: has been given the event already.
  package init(_ event: FoldEvent, _ attempts: borrowing StartAttempts) {
    self.event = event
    opened = attempts.opened
    isOpen = attempts.isOpen
  }
}

/// A restart that no poll saw and that only a new token reveals.
package struct HiddenRestart: Sendable, Equatable {
  /// (last up observation with the old token, first with the new one].
  package let bounds: InstantBounds
}

/// Restarts that only a changed token reveals: the API issues a new token at every start, so two up observations with
/// different tokens and no attempt between them enclose a restart that no poll saw. Rule A20 of docs/semantics.md.
package struct TokenRestarts: Projection {
  package static let name = "token_restart"
  package static let version = 2

  /// Restarts revealed so far.
  package private(set) var count = 0
  /// The latest up observation that carried a fingerprint.
  private var last: Sighting?
  private var memo = AnswerMemo()

  private struct Sighting: Sendable, Equatable {
    /// ``FoldEvent/low`` of that observation.
    var low: Instant
    var fingerprint: String
    /// ``StartAttempts/opened`` at that observation.
    var opened: Int
    /// Whether an attempt stayed open after it.
    var isOpen: Bool
  }

  package init() {}

  package mutating func evolve(_ input: EventAmongAttempts, emit: (HiddenRestart) -> Void) {
    let answer = input.event.answer
    if memo.holds(answer), last?.opened == input.opened, last?.isOpen == input.isOpen {
      last?.low = input.event.low
      return
    }
    guard Self.concerns(answer), let fingerprint = answer.tokenFingerprint else { return }
    if let last, !last.isOpen, last.opened == input.opened, last.fingerprint != fingerprint,
      Self.areComparable(last.fingerprint, fingerprint)
    {
      count += 1
      emit(HiddenRestart(bounds: InstantBounds(low: last.low, high: input.event.observedAt)))
    }
    last = Sighting(
      low: input.event.low, fingerprint: fingerprint, opened: input.opened, isOpen: input.isOpen)
    memo.remember(answer)
  }

  /// Whether an answer is an up observation with a fingerprint; every other changes nothing.
  static func concerns(_ answer: Answer) -> Bool {
    answer.observationClass == .accepted && answer.statusClass == .up && answer.tokenFingerprint != nil
  }

  /// Another look at the answer applied last, which concerns them, while no attempt began or ended.
  mutating func goOn(low: Instant) { last?.low = low }

  /// Fingerprints made under different keys say nothing about each other. Those of an imported log begin with `i`.
  private static func areComparable(_ left: String, _ right: String) -> Bool {
    left.hasPrefix("i") == right.hasPrefix("i")
  }

  package func encode(into writer: inout StateWriter) {
    writer.write(count)
    writer.write(last) {
      $0.write($1.low)
      $0.write($1.fingerprint)
      $0.write($1.opened)
      $0.write($1.isOpen)
    }
  }

  package init(from reader: inout StateReader) throws(StateCodingError) {
    count = try reader.count()
    last = try reader.optional { reader throws(StateCodingError) in
      Sighting(
        low: try reader.instant(), fingerprint: try reader.string(), opened: try reader.count(),
        isOpen: try reader.boolean())
    }
  }
}
