import NBObservations

/// A pure fold over the events of one stream, in projection order: the same events always give the same state and the
/// same output.
///
/// It knows no clock, no order of arrival and no store. ``InstanceProjection`` composes all of them; whatever folds
/// events uses that, and never one of them by itself.
package protocol Projection: Sendable, Equatable {
  /// What it folds: the event itself, or the event beside what another projection made of it.
  associatedtype Event = FoldEvent
  /// What it finishes on the way and never looks at again; `Never` where the state is all there is.
  associatedtype Output = Never

  /// The name of its rows, by which the read model keeps the version.
  static var name: String { get }
  /// Raised whenever the state's bytes, or the meaning of a row, change: the read model is rebuilt then.
  static var version: Int { get }

  /// Before the first event.
  init()

  /// Applies the next event, and emits what that finishes, in order.
  mutating func evolve(_ event: Event, emit: (Output) -> Void)

  /// Writes the state: equal states give equal bytes, and ``init(from:)`` goes on exactly like the original.
  func encode(into writer: inout StateWriter)

  /// Reads what ``encode(into:)`` wrote.
  init(from reader: inout StateReader) throws(StateCodingError)
}

extension Projection where Output == Never {
  /// Applies the next event; there is nothing to emit.
  package mutating func evolve(_ event: Event) { evolve(event) { (_: Never) in } }
}
