import NBObservations

/// The digests of a stored answer, recomputed and as stored: what identities are made of, and what shows that it is not the
/// answer that was appended.
package struct AnswerDigests {
  /// The digest that identities are made of: of the answer as it was appended, whatever was erased from it since.
  package let answer: Digest
  /// The digest of what there is; the same unless something was erased.
  package let remaining: Digest
  /// Whether the log says that something was erased.
  package let isErased: Bool
  /// Of the body that there is; nil without one.
  let body: Digest?
  /// A Date header that is no IMF-fixdate.
  package let irregularDate: String?
  /// Number of the stream it belongs to, valid within this database only. Its events are of the same.
  package let streamID: Int64
  let tokenFingerprint: String?
  /// The digest that was stored with the body.
  let storedBody: Digest?
  /// The key by which the appender finds it again.
  let storedKey: Int64

  /// What contradicts the rest of the answer, which an event refers to, in words that say where; nil when all agrees.
  package func contradiction(at event: StoredEvent) -> String? {
    if storedBody != body { return "the body of \(Self.place(event)) is not what was appended" }
    // A content that was changed has another digest; with another key the appender would not find the answer again.
    if storedKey != AnswerTable.digestKey(answer) {
      return "\(Self.place(event)) is not what was appended: its digest_key is of another content"
    }
    if let tokenFingerprint, !Fingerprinter.isFingerprint(tokenFingerprint) {
      return "the token_fp of \(Self.place(event)) is no fingerprint"
    }
    return nil
  }

  private static func place(_ event: StoredEvent) -> String { "answer \(event.answerID) (position \(event.position))" }
}
