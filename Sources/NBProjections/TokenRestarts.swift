import NBObservations

/// Restarts that only a changed token reveals: the API issues a new token at every start, so two up observations with
/// different tokens and no attempt between them enclose a restart that no poll saw. Rule A20 of docs/semantics.md.
public struct TokenRestarts: Sendable, Equatable {
  /// Restarts revealed so far.
  public private(set) var count = 0
  /// The latest up observation that carried a fingerprint.
  private var last: Sighting?
  private var memo = AnswerMemo()

  private struct Sighting: Sendable, Equatable {
    var fingerprint: String
    /// ``StartAttempts/opened`` at that observation.
    var opened: Int
    /// Whether an attempt stayed open after it.
    var isOpen: Bool
  }

  /// Nothing was observed yet.
  public init() {}

  /// Applies the next event of the stream.
  ///
  /// - Parameters:
  ///   - opened: ``StartAttempts/opened`` of the same stream after this event.
  ///   - isOpen: ``StartAttempts/isOpen`` of the same stream after this event.
  /// - Returns: whether this event reveals a restart.
  @discardableResult
  public mutating func evolve(_ event: FoldEvent, opened: Int, isOpen: Bool) -> Bool {
    let answer = event.answer
    if memo.holds(answer), last?.opened == opened, last?.isOpen == isOpen { return false }
    guard answer.observationClass == .accepted, answer.statusClass == .up, let fingerprint = answer.tokenFingerprint
    else { return false }
    defer {
      last = Sighting(fingerprint: fingerprint, opened: opened, isOpen: isOpen)
      memo.remember(answer)
    }
    guard let last, !last.isOpen, last.opened == opened else { return false }
    guard Self.areComparable(last.fingerprint, fingerprint), last.fingerprint != fingerprint else { return false }
    count += 1
    return true
  }

  /// Fingerprints made under different keys say nothing about each other. Those of an imported log begin with `i`.
  private static func areComparable(_ left: String, _ right: String) -> Bool {
    left.hasPrefix("i") == right.hasPrefix("i")
  }

  /// Writes the state; ``init(from:)`` reads it back and goes on exactly like the original.
  public func encode(into writer: inout StateWriter) {
    writer.write(count)
    writer.write(last) {
      $0.write($1.fingerprint)
      $0.write($1.opened)
      $0.write($1.isOpen)
    }
  }

  /// Reads what ``encode(into:)`` wrote.
  public init(from reader: inout StateReader) throws(StateCodingError) {
    count = try reader.count()
    last = try reader.optional { reader throws(StateCodingError) in
      Sighting(fingerprint: try reader.string(), opened: try reader.count(), isOpen: try reader.boolean())
    }
  }
}
