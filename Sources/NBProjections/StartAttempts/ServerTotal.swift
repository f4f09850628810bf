import NBBasics
import NBObservations

/// The server's own times of one request, kept until its attempt ends. Rule A18 of docs/semantics.md.
struct ServerRequestTimes: Sendable, Equatable {
  /// `lease.update_at` of the start answer: the accepted start. (Its top-level `update_at` is older than the start.)
  var leaseUpdateAt: Instant?
  /// Top-level `create_at` of the create answer.
  var createAt: Instant?

  init(_ facts: NotebookFacts) {
    leaseUpdateAt = facts.lease?.updateAt
    createAt = facts.createAt
  }

  init(leaseUpdateAt: Instant?, createAt: Instant?) {
    self.leaseUpdateAt = leaseUpdateAt
    self.createAt = createAt
  }
}

/// How far, in milliseconds, a server total may lie outside of what the polls allow.
private let serverTotalTolerance: Int64 = 2_000

/// Milliseconds from the request to RUNNING by the server's clock alone, free of the polling gap.
///
/// - Parameters:
///   - request: times of the start or create answer; nil for an attempt without one.
///   - serverBegin: the server's time that narrowed the begin (A21).
///   - closing: the answer that closed the attempt as succeeded.
///   - total: what the polls allow.
/// - Returns: nil when a time is missing, the closing status is not RUNNING, or the total is negative or implausible.
func serverTotal(
  kind: StartKind, request: ServerRequestTimes?, serverBegin: Instant?, closing: Answer, total: LatencyBounds
) -> Int64? {
  guard closing.status == .running, let running = closing.facts.updateAt else { return nil }
  let begin: Instant? =
    switch kind {
    case .start: request.map(\.leaseUpdateAt) ?? serverBegin
    case .create: request?.createAt ?? closing.facts.createAt
    }
  guard let begin else { return nil }
  // Server times are any 64-bit integers.
  let (value, overflow) = running.milliseconds.subtractingReportingOverflow(begin.milliseconds)
  guard !overflow, value >= 0, value >= total.low - serverTotalTolerance else { return nil }
  if let high = total.high, value > high + serverTotalTolerance { return nil }
  return value
}
