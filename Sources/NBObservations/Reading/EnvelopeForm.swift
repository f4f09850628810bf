import NBBasics

/// An envelope: an answer with the facts around it, the form to write.
enum EnvelopeForm: InputForm {
  static let standsAlone = false

  /// Whether the object has a member that only envelopes have.
  static func recognises(_ tape: JSONTape) -> Bool {
    var hasMark = false
    tape.forEachMember(of: JSONTape.root) { key, _ in
      hasMark = hasMark || tape.text(key, is: "observed_at") || tape.text(key, is: "kind") || tape.text(key, is: "body")
    }
    return hasMark
  }

  static func read(
    _ value: InputValue, into batch: inout ObservationBatch, by maker: inout ObservationMaker
  ) throws(InputFault) {
    do throws(RejectReason) {
      let facts = try facts(of: value.tape, maker)
      let body = value.tape.member("body", of: JSONTape.root)
      let isScanned = body.map { value.scan?.envelope[.body].baseAddress == value.tape.raw($0).baseAddress } ?? false
      let entry = try maker.append(
        facts, body: body, in: value.tape, hash: isScanned ? value.scan?.bodyHash : nil, at: value.place, into: &batch,
        whenFull: value.whenFull)
      // The next line with this body and these fields takes the short way.
      if isScanned, let entry, let scan = value.scan {
        let answer = batch.observations[batch.observations.count - 1].content
        maker.keep(answer, scan.envelope, in: entry)
      }
    } catch {
      throw .rejected(error)
    }
  }

  /// Reads the members of the object on the tape; unknown ones are passed over, null counts as absent.
  private static func facts(of tape: JSONTape, _ maker: ObservationMaker) throws(RejectReason) -> AnswerFacts {
    let root = JSONTape.root
    guard let observed = tape.member("observed_at", of: root) else {
      throw RejectReason("`observed_at` is missing")
    }
    let observedAt = try InstantMember.read(observed, "observed_at", in: tape, rules: maker.rules)
    var requestedAt: Instant?
    if let requested = tape.member("requested_at", of: root) {
      let instant = try InstantMember.read(requested, "requested_at", in: tape, rules: maker.rules)
      guard instant <= observedAt else { throw RejectReason("`requested_at` is later than `observed_at`") }
      requestedAt = instant
    }
    guard let kindIndex = tape.member("kind", of: root) else { throw RejectReason("`kind` is missing") }
    guard let kind = tape.string(kindIndex).flatMap(ObservationKind.init(word:)) else {
      throw RejectReason("`kind` is none of start, poll, create, stop, delete")
    }
    var facts = AnswerFacts(kind: kind, observedAt: observedAt)
    facts.requestedAt = requestedAt
    if let status = tape.member("http_status", of: root) {
      guard let code = tape.integer(status), (0...999).contains(code) else {
        throw RejectReason("`http_status` is not an integer from 0 to 999")
      }
      facts.httpStatus = Int(code)
    }
    facts.region = try text("region", tape) ?? ""
    facts.projectID = try text("project_id", tape) ?? ""
    facts.notebookID = try text("notebook_id", tape) ?? ""
    facts.date = try text("date", tape).flatMap { $0.isEmpty ? nil : $0 }
    if let request = tape.member("request", of: root) {
      guard tape.kind(request) == .object else { throw RejectReason("`request` is not an object") }
      facts.request = CanonicalWriter.bytes(of: request, in: tape, pseudonyms: maker.pseudonyms)
    }
    facts.importedFingerprint = importedFingerprint(tape)
    if let erased = try text("erased", tape) {
      guard let digest = Hex.bytes(erased).flatMap({ Digest(bytes: $0) }) else {
        throw RejectReason("`erased` is no digest: 64 hex digits")
      }
      facts.erasedDigest = digest
    }
    return facts
  }

  private static func importedFingerprint(_ tape: JSONTape) -> String? {
    guard let fingerprint = tape.string(tape.member("token_fp", of: JSONTape.root)) else { return nil }
    // `i` marks a fingerprint made under another database's key: only those compare with each other.
    let digits = fingerprint.utf8.first == UInt8(ascii: "i") ? fingerprint.dropFirst() : fingerprint[...]
    guard digits.utf8.count == 16, Hex.bytes(String(digits)) != nil else { return nil }
    return "i" + digits
  }

  private static func text(_ key: StaticString, _ tape: JSONTape) throws(RejectReason) -> String? {
    guard let index = tape.member(key, of: JSONTape.root) else { return nil }
    guard let text = tape.string(index) else { throw RejectReason("`\(key)` is not a string") }
    return AnswerFacts.redacted(text)
  }
}
