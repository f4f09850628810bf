/// How the folds read an observation.
public enum ObservationClass: UInt8, Sendable {
  /// HTTP 2xx without an error code, with a body (only a poll needs one).
  case accepted = 0
  /// The instance does not exist any more.
  case gone
  /// A start or create that was turned down.
  case refused
  /// Everything else: stored and counted, ignored by the folds.
  case noInformation
}

/// What one API call answered, apart from when. Consecutive polls that repeat the same answer share one object, so
/// folds may compare by `===` as a shortcut; equality of content never depends on it.
public final class Answer: Sendable {
  /// The API call that was answered.
  public let kind: ObservationKind
  /// 0 when no answer came.
  public let httpStatus: Int
  /// Whether the answer had a body object.
  public let hasBody: Bool
  /// What the body says; every fact is absent without a body.
  public let facts: NotebookFacts
  /// Keyed fingerprint of the instance's token: 16 hex digits; nil when the answer carried none.
  public let tokenFingerprint: String?
  /// How the folds read the answer; follows from kind, HTTP status, body and error code.
  public let observationClass: ObservationClass
  /// GONE for a gone answer, else what the body's status word names; nil without a status.
  public let status: InstanceStatus?

  /// Derives class and status from the parts; `httpStatus` is 0 when no answer came. An answer that names no instance, a
  /// list poll that failed, says nothing of any.
  public init(
    kind: ObservationKind, httpStatus: Int, hasBody: Bool, facts: NotebookFacts, tokenFingerprint: String? = nil,
    namesInstance: Bool = true
  ) {
    self.kind = kind
    self.httpStatus = httpStatus
    self.hasBody = hasBody
    self.facts = facts
    self.tokenFingerprint = tokenFingerprint
    let observationClass =
      namesInstance
      ? Self.classify(kind: kind, httpStatus: httpStatus, hasBody: hasBody, code: facts.errorCode) : .noInformation
    self.observationClass = observationClass
    status = observationClass == .gone ? .gone : facts.status
  }

  /// Class of the status; gone is down; nil without a status.
  @inlinable
  public var statusClass: StatusClass? { status?.statusClass }

  /// Why a refused answer was refused; nil for every other class.
  public var refusalClass: RefusalClass? {
    observationClass == .refused ? RefusalClass(errorCode: facts.errorCode, httpStatus: httpStatus) : nil
  }

  private static func classify(
    kind: ObservationKind, httpStatus: Int, hasBody: Bool, code: String?
  ) -> ObservationClass {
    // "Not found" comes as HTTP 400 with one of two codes, or as 404 to a poll.
    if (kind == .poll && httpStatus == 404) || RefusalClass.isGone(errorCode: code) { return .gone }
    if (200..<300).contains(httpStatus), code == nil, hasBody || kind != .poll { return .accepted }
    if kind.bringsUp, (400..<500).contains(httpStatus) || code != nil { return .refused }
    return .noInformation
  }
}
