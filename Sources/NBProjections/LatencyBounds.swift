import NBBasics
import NBObservations

/// A length of time in milliseconds, known to lie in `(low, high]`; nil `high` means that nothing bounds it from above.
package struct LatencyBounds: Hashable, Sendable {
  /// Milliseconds, 0 or more.
  package var low: Int64
  /// Milliseconds, not below `low`.
  package var high: Int64?

  /// Makes bounds from two lengths in milliseconds.
  package init(low: Int64, high: Int64?) {
    self.low = low
    self.high = high
  }

  /// The time between two instants that are known as intervals:
  /// `(max(0, end.low - begin.high), end.high - begin.low]`; an unknown lower end bounds nothing.
  package init(from begin: InstantBounds, to end: InstantBounds) {
    low = end.low.map { max(0, $0 - begin.high) } ?? 0
    high = begin.low.map { end.high - $0 }
  }

  /// The time since `begin` of something still unfinished at `last`: more than `max(0, last - begin.high)`, or more
  /// than 0 when it was never seen unfinished.
  package init(from begin: InstantBounds, unfinishedAt last: Instant?) {
    low = last.map { max(0, $0 - begin.high) } ?? 0
    high = nil
  }
}
