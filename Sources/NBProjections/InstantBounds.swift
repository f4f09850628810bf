import NBBasics
import NBObservations

/// An interval `(low, high]` known to contain an instant: after `low`, not later than `high`.
/// `low == high` means the instant is exactly `high`; a nil `low` means there is no lower bound.
package struct InstantBounds: Hashable, Sendable {
  /// The instant is later than this; nil: nothing is known.
  package var low: Instant?
  /// The instant is not later than this.
  package var high: Instant

  /// Bounds from their ends; the caller keeps `low` from being later than `high`.
  @inlinable
  package init(low: Instant?, high: Instant) {
    self.low = low
    self.high = high
  }
}

extension InstantBounds {
  func encode(into writer: inout StateWriter) {
    writer.write(low)
    writer.write(high)
  }

  init(from reader: inout StateReader) throws(StateCodingError) {
    low = try reader.optionalInstant()
    high = try reader.instant()
  }
}
