/// A point in time: milliseconds since 1970-01-01T00:00:00Z, leap seconds ignored.
///
/// Range of every instant that comes from input: year 0001 to year 9999.
public struct Instant: Hashable, Comparable, Sendable {
  /// Milliseconds since 1970-01-01T00:00:00Z; negative before it.
  public var milliseconds: Int64

  /// Makes an instant from milliseconds since 1970 UTC.
  @inlinable
  public init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  /// Whether `left` is earlier.
  @inlinable
  public static func < (left: Instant, right: Instant) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// The time from `right` to `left` in milliseconds.
  @inlinable
  public static func - (left: Instant, right: Instant) -> Int64 {
    left.milliseconds - right.milliseconds
  }

  /// The instant `right` milliseconds later.
  @inlinable
  public static func + (left: Instant, right: Int64) -> Instant {
    Instant(milliseconds: left.milliseconds + right)
  }
}
