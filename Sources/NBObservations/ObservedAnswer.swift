/// Everything of an observation but its times: which instance, which call, what came back.
///
/// Consecutive observations of an instance mostly share one; the log stores it once.
public final class ObservedAnswer: Sendable {
  /// The instance that the answer is about.
  public let stream: StreamKey
  /// The API call that was answered.
  public let kind: ObservationKind
  /// HTTP status, 0 to 999; 0 when no answer came.
  public let httpStatus: Int
  /// Canonical, redacted JSON of the envelope's `request`; nil when absent.
  public let request: [UInt8]?
  /// Nil when no answer came or it had no body.
  public let body: Body?
  /// What the folds see of it.
  public let answer: Answer
  /// SHA-256 over the canonical encoding of the fields above, the body by its digest: the part of an event's identity
  /// that repeats.
  public let digest: Digest
  /// Whether something was erased from it since it was appended: then ``digest`` is that of the answer as it was.
  public let isErased: Bool
  /// The digest of what there is.
  public var remainingDigest: Digest {
    EventIdentity.answerDigest(
      stream: stream, kind: kind, httpStatus: httpStatus, request: request, body: body?.digest)
  }

  /// Derives facts and digest from the parts, the digest unless `erasedDigest` says what it was; without `tokenFingerprint` the body's own counts.
  public init(
    stream: StreamKey, kind: ObservationKind, httpStatus: Int, request: [UInt8]?, body: Body?,
    tokenFingerprint: String? = nil, erasedDigest: Digest? = nil
  ) {
    isErased = erasedDigest != nil
    self.stream = stream
    self.kind = kind
    self.httpStatus = httpStatus
    self.request = request
    self.body = body
    answer = Answer(
      kind: kind, httpStatus: httpStatus, hasBody: body != nil, facts: body?.facts ?? NotebookFacts(),
      tokenFingerprint: tokenFingerprint ?? body?.tokenFingerprint, namesInstance: !stream.notebookID.isEmpty)
    digest =
      erasedDigest
      ?? EventIdentity.answerDigest(
        stream: stream, kind: kind, httpStatus: httpStatus, request: request, body: body?.digest)
  }
}
