import NBBasics

/// The facts around an answer: all of an observation but the body.
public struct AnswerFacts: Sendable {
  /// The API call that was answered.
  public var kind: ObservationKind
  /// When the answer arrived.
  public var observedAt: Instant
  /// When the request was sent; not later than `observedAt`.
  public var requestedAt: Instant?
  /// The answer's `Date` header, as sent.
  public var date: String?
  /// HTTP status, 0 to 999; 0 when no answer came.
  public var httpStatus: Int
  /// The region of the instance; empty when not known.
  public var region = ""
  /// The project of the instance; empty when not known.
  public var projectID = ""
  /// The instance, for an answer without its own id; empty when not known.
  public var notebookID = ""
  /// JSON of the request, an object; nil when not known.
  public var request: [UInt8]?
  /// Fingerprint that an export carries along, since the token itself is gone.
  var importedFingerprint: String?
  /// Digest of the answer as it was appended elsewhere, before something was erased from it.
  var erasedDigest: Digest?

  /// Facts from their necessary parts.
  public init(kind: ObservationKind, observedAt: Instant, httpStatus: Int = 200) {
    self.kind = kind
    self.observedAt = observedAt
    self.httpStatus = httpStatus
  }

  /// The observation with these facts and `body`, whose own id names the instance where it has one.
  func observation(body: Body?) -> Observation {
    Observation(
      observedAt: observedAt, requestedAt: requestedAt, date: date,
      content: ObservedAnswer(
        stream: StreamKey(region: region, projectID: projectID, notebookID: body?.notebookID ?? notebookID),
        kind: kind, httpStatus: httpStatus, request: request, body: body, tokenFingerprint: importedFingerprint,
        erasedDigest: erasedDigest))
  }

  /// Whether a poll of a list failed: it names no instance, and is an observation of the project all the same.
  var isFailedListPoll: Bool { kind == .poll && (httpStatus == 0 || (400..<600).contains(httpStatus)) }

  /// A text of the envelope under the same rules as the strings of a body: a body's own id and `notebook_id` must stay
  /// the same text.
  static func redacted(_ text: String) -> String {
    String(decoding: CanonicalWriter.redacted(Array(text.utf8), isURL: false), as: UTF8.self)
  }
}
