import NBObservations

/// A stored answer as it was observed.
package struct StoredAnswer {
  /// The answer without its times, its body put together from base and patch.
  package let content: ObservedAnswer
  /// The digest that identities are made of: of the answer as it was appended, whatever was erased from it since.
  package var digest: Digest { content.digest }
  /// A Date header that is no IMF-fixdate.
  package let irregularDate: String?
  /// Number of the stream it belongs to, valid within this database only. Its events are of the same.
  package let streamID: Int64
  /// The digest that was stored with the body.
  let storedBodyDigest: Digest?
  /// The key by which the appender finds it again.
  let storedDigestKey: Int64

  /// What contradicts the rest of the answer, which an event refers to, in words that say where; nil when all agrees.
  package func contradiction(at event: StoredEvent) -> String? {
    let place = "answer \(event.answerID) (position \(event.position))"
    if storedBodyDigest != content.body?.digest { return "the body of \(place) is not what was appended" }
    // A content that was changed has another digest; with another key the appender would not find the answer again.
    if storedDigestKey != AnswerTable.digestKey(digest) {
      return "\(place) is not what was appended: its digest_key is of another content"
    }
    if let fingerprint = content.answer.tokenFingerprint, !Fingerprinter.isFingerprint(fingerprint) {
      return "the token_fp of \(place) is no fingerprint"
    }
    return nil
  }
}
