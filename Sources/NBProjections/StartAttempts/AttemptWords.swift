/// What a start attempt was for. The numbers are stored in states.
package enum StartKind: UInt8, CaseIterable, Sendable {
  /// A restart of an instance that existed.
  case start = 0
  /// The first start, part of the creation.
  case create = 1

  /// The word in rows and filters.
  package var word: String { self == .start ? "start" : "create" }
}

/// How an attempt came to be known. The numbers are stored in states.
package enum AttemptOrigin: UInt8, CaseIterable, Sendable {
  /// From an accepted or refused start or create answer.
  case requested = 0
  /// From polls alone.
  case inferred = 1

  /// The word in rows and filters.
  package var word: String { self == .requested ? "requested" : "inferred" }
}

/// How an attempt came out.
package enum AttemptOutcome: UInt8, CaseIterable, Sendable {
  case succeeded = 0
  case failed = 1
  /// The instance went down before an outcome was seen.
  case cancelled = 2
  /// A new start was accepted, or the progress list started over, before an outcome was seen.
  case superseded = 3
  case inProgress = 4
  /// The platform turned the request down: nothing started.
  case refused = 5

  /// The word in rows and filters.
  package var word: String {
    switch self {
    case .succeeded: "succeeded"
    case .failed: "failed"
    case .cancelled: "cancelled"
    case .superseded: "superseded"
    case .inProgress: "in_progress"
    case .refused: "refused"
    }
  }
}
