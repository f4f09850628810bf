import NBObservations

/// An answer as a block holds it: all of an observation but the stream, which is the block's, and the times.
struct BlockAnswer {
  let kind: ObservationKind
  /// 0 to 999.
  let httpStatus: Int
  /// Canonical, redacted JSON.
  let request: [UInt8]?
  /// A Date header that is no IMF-fixdate; others are with the event.
  let dateText: String?
  let tokenFingerprint: String?
  /// SHA-256 of the whole canonical body; nil without a body.
  let bodyDigest: Digest?
  /// Index of the earlier answer of the same block, whose body is whole, that `body` is a patch on; nil: `body` is whole.
  var base: Int?
  /// The canonical body or an RFC 7396 merge patch; nil without a body.
  var body: [UInt8]?
  /// Digest of the answer with its stream: what events are named by. No part of the payload.
  let digest: Digest

  init(_ content: ObservedAnswer, dateText: String?) {
    kind = content.kind
    httpStatus = content.httpStatus
    request = content.request
    self.dateText = dateText
    tokenFingerprint = content.answer.tokenFingerprint
    bodyDigest = content.body?.digest
    digest = content.digest
  }
}

/// Equality of answers is by digest, never by coded text: one body is whole here and a patch there.
struct BlockAnswerKey: Hashable {
  private let digest: Digest
  private let dateText: String?
  private let tokenFingerprint: String?

  init(_ content: ObservedAnswer, dateText: String?) {
    digest = content.digest
    self.dateText = dateText
    tokenFingerprint = content.answer.tokenFingerprint
  }
}
