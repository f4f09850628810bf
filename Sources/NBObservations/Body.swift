import NBBasics

/// The redacted body of one answer. Made once for an answer and shared by all observations that repeat it.
public final class Body: Sendable {
  /// Canonical JSON of an object: sorted names, no white space, redacted.
  public let canonical: [UInt8]
  /// SHA-256 of ``canonical``.
  public let digest: Digest
  /// What the body says about the instance.
  public let facts: NotebookFacts
  /// The body's own `id`; nil when absent or empty.
  public let notebookID: String?
  /// Fingerprint of the token that was removed; nil when there was none.
  public let tokenFingerprint: String?

  /// Takes bytes that are canonical and redacted already, as the log stores them.
  public init(canonical: [UInt8], tokenFingerprint: String?) {
    var tape = JSONTape()
    self.canonical = canonical
    self.tokenFingerprint = tokenFingerprint
    digest = Digest(hashing: canonical)
    (facts, notebookID) = canonical.withUnsafeBytes { bytes in
      guard (try? tape.parse(bytes)) != nil else { return (NotebookFacts(), nil) }
      let reader = FactReader(tape, redaction: nil)
      return (reader.facts(of: JSONTape.root), reader.notebookID(of: JSONTape.root))
    }
  }

  /// The body of an object on a tape, as it arrived: read once, for its redacted form, its facts and its id.
  init(
    _ object: Int, in tape: JSONTape, tokenFingerprint: String?, pseudonyms: Fingerprinter?, memo: RedactionMemo? = nil
  ) {
    canonical = CanonicalWriter.bytes(of: object, in: tape, pseudonyms: pseudonyms, memo: memo)
    self.tokenFingerprint = tokenFingerprint
    digest = Digest(hashing: canonical)
    let reader = FactReader(tape, redaction: FactReader.Redaction(pseudonyms: pseudonyms))
    facts = reader.facts(of: object)
    notebookID = reader.notebookID(of: object)
  }

  /// The body of these parts, which have to belong together.
  init(canonical: [UInt8], facts: NotebookFacts, notebookID: String?, tokenFingerprint: String?) {
    self.canonical = canonical
    self.facts = facts
    self.notebookID = notebookID
    self.tokenFingerprint = tokenFingerprint
    digest = Digest(hashing: canonical)
  }
}
