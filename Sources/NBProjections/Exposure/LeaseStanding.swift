import NBBasics
import NBObservations

/// How an instance stands to its lease at an as-of: whether and when the platform will stop it.
package struct LeaseStanding: Hashable, Sendable {
  /// As sent; nil when absent, which counts as timing.
  package let type: String?
  /// When the platform stops the instance; nil unless the lease is enabled and timing.
  package let end: Instant?
  /// Whether the platform will act on the lease; nil when the answer did not say.
  package let enabled: Bool?
  /// From the as-of to `end`; negative when it has passed.
  package let millisecondsLeft: Int64?

  /// Nil for an instance that its lease cannot stop: without a lease, or not up nor on its way up by its latest
  /// observation (a status that is no known word may be up).
  package init?(status: InstanceStatus?, lease: Lease?, asOf: Instant) {
    guard let lease else { return nil }
    switch status?.statusClass {
    case .down, .failed: return nil
    case .starting, .up, .unknown, nil: break
    }
    type = lease.type
    end = lease.end
    enabled = lease.enabled
    millisecondsLeft = lease.end.map { $0.milliseconds.subtractingReportingOverflow(asOf.milliseconds) }
      .flatMap { $0.overflow ? nil : $0.partialValue }
  }

  /// Whole minutes left, rounded down; negative when the end has passed.
  package var minutesLeft: Int64? {
    millisecondsLeft.map { $0 >= 0 ? $0 / 60_000 : -((59_999 - $0) / 60_000) }
  }

  /// Whether the stop is still to come and at most `milliseconds` away, ends included.
  package func isDue(within milliseconds: Int64) -> Bool {
    millisecondsLeft.map { 0 <= $0 && $0 <= milliseconds } ?? false
  }
}
