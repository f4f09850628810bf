import NBObservations

/// An event that has just been appended.
package struct AppendedEvent {
  /// Number of the instance's stream, valid within this database only.
  package let streamID: Int64
  /// Which of ``AppendedEvents/observations`` it is.
  package let observation: Int
}

/// What one transaction appends, before it commits.
package struct AppendedEvents {
  /// What was handed over to be appended.
  package let observations: [Observation]
  /// Those that count, in the order of their positions.
  package let events: [AppendedEvent]
  /// Streams whose earlier events were taken back, or had something erased: what follows from them has to be made anew.
  package let changedStreams: Set<Int64>
  /// The head that the first of them follows.
  package let before: LogHead
  /// The head behind the last of them.
  package let after: LogHead
}

/// What one append did.
package struct AppendResult: Sendable, Equatable {
  /// Number of entries that were new: events, and what is said about earlier ones.
  package var appended = 0
  /// Number of observations that the log held already, repeats within the batch included; they are not stored again.
  package var duplicates = 0
  /// Positions given to the entries, nil when there were none.
  package var positions: ClosedRange<Int64>?
  /// Instances that had to be folded anew, because something came later than what is newer.
  package var refolded = 0
  /// Where the log ends after the append.
  package var head: LogHead
}
