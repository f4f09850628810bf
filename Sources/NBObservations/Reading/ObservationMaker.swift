import NBBasics

/// Makes observations of an answer and the facts around it. What it returns is redacted and may be stored.
///
/// One maker is used for many answers: polls mostly repeat a body, which is then neither parsed nor digested again.
public struct ObservationMaker {
  private let fingerprinter: Fingerprinter
  /// Replaces ids and names of users; nil where they stay.
  let pseudonyms: Fingerprinter?
  let rules: InputRules
  private(set) var bodies: BodyCache
  private let memo = RedactionMemo()
  private var bodyCount = 0
  private var tape = JSONTape()

  /// - Parameter pseudonymise: whether ids and names of users become fingerprints.
  public init(fingerprinter: Fingerprinter, pseudonymise: Bool = false, rules: InputRules = .anything) {
    self.init(fingerprinter: fingerprinter, pseudonymise: pseudonymise, rules: rules, bodies: BodyCache())
  }

  init(fingerprinter: Fingerprinter, pseudonymise: Bool = false, rules: InputRules = .anything, bodies: BodyCache) {
    self.fingerprinter = fingerprinter
    self.bodies = bodies
    pseudonyms = pseudonymise ? fingerprinter : nil
    self.rules = rules
  }

  /// The observations that an answer gives: one, or one for each row of a list page.
  ///
  /// - Parameters:
  ///   - body: the answer's JSON as received; nil when there was none.
  ///   - source: what rejects of rows are to call the answer.
  /// - Throws: why the answer is no observation. A list page is never thrown away for one row: that is a reject.
  public mutating func observations(
    body: [UInt8]?, facts: AnswerFacts, source: String = ""
  ) throws(RejectReason) -> ObservationBatch {
    try rules.check(facts.observedAt, "observed_at")
    if let requestedAt = facts.requestedAt {
      try rules.check(requestedAt, "requested_at")
      guard requestedAt <= facts.observedAt else { throw RejectReason("`requested_at` is later than `observed_at`") }
    }
    var facts = facts
    facts.region = AnswerFacts.redacted(facts.region)
    facts.projectID = AnswerFacts.redacted(facts.projectID)
    facts.notebookID = AnswerFacts.redacted(facts.notebookID)
    facts.date = facts.date.flatMap { $0.isEmpty ? nil : AnswerFacts.redacted($0) }
    if let request = facts.request { facts.request = try canonical(request) }
    var batch = ObservationBatch()
    let place = InputPlace(source: source, line: 1, byteOffset: 0)
    guard let body else {
      try append(facts, body: nil, in: tape, at: place, into: &batch)
      return batch
    }
    try body.withRawBytes { bytes throws(RejectReason) in
      try parseWhole(bytes)
      let index = tape.kind(JSONTape.root) == .null ? nil : JSONTape.root
      try append(facts, body: index, in: tape, at: place, into: &batch)
    }
    return batch
  }

  /// As ``observations(body:facts:source:)``, with an answer that is no observation as a reject of `source`.
  public mutating func batch(body: [UInt8]?, facts: AnswerFacts, source: String) -> ObservationBatch {
    do throws(RejectReason) {
      return try observations(body: body, facts: facts, source: source)
    } catch {
      var batch = ObservationBatch()
      (body ?? []).withUnsafeBytes {
        batch.reject(error, $0, at: InputPlace(source: source, line: 1, byteOffset: 0))
      }
      return batch
    }
  }

  private mutating func parseWhole(_ bytes: UnsafeRawBufferPointer) throws(RejectReason) {
    let length: Int
    do throws(JSONFault) {
      length = try tape.parse(bytes)
    } catch {
      throw RejectReason(error.reason.rawValue)
    }
    guard bytes[length...].allSatisfy(JSONText.isWhiteSpace) else {
      throw RejectReason(JSONFault.Reason.unexpectedByte.rawValue)
    }
  }

  private mutating func canonical(_ request: [UInt8]) throws(RejectReason) -> [UInt8] {
    try request.withRawBytes { bytes throws(RejectReason) in
      try parseWhole(bytes)
      guard tape.kind(JSONTape.root) == .object else { throw RejectReason("`request` is not an object") }
      return CanonicalWriter.bytes(in: tape, pseudonyms: pseudonyms)
    }
  }

  // MARK: Bodies on a tape

  /// Appends what the body at `index` of a tape gives; nil when there is none.
  ///
  /// - Parameter hash: ``BodyCache/hash(_:)`` of the body's bytes, where it is known already.
  /// - Returns: where the cache keeps the body; nil for a list page.
  @discardableResult
  mutating func append(
    _ facts: AnswerFacts, body index: Int?, in tape: JSONTape, hash: UInt64? = nil, at place: InputPlace,
    into batch: inout ObservationBatch, whenFull: FullBatch? = nil
  ) throws(RejectReason) -> BodyCache.Entry? {
    guard let index else {
      guard !facts.notebookID.isEmpty || facts.isFailedListPoll else { throw .noInstance }
      batch.observations.append(facts.observation(body: nil))
      return nil
    }
    guard tape.kind(index) == .object else { throw RejectReason("`body` is not an object") }
    if let page = ListPage(index, in: tape) {
      try page.append(facts, to: &batch, at: place, by: &self, whenFull: whenFull)
      return nil
    }
    let entry = entry(index, in: tape, hash: hash)
    guard entry.body.notebookID != nil || !facts.notebookID.isEmpty || facts.isFailedListPoll else {
      throw .noInstance
    }
    if rules.wantsNotebooks, entry.body.notebookID != nil, !NotebookShape.isPresent(index, in: tape) {
      throw .notNotebook
    }
    batch.observations.append(facts.observation(body: entry.body))
    return entry
  }

  /// The redacted body of an object on a tape, from the cache where its raw bytes were seen before.
  mutating func entry(_ index: Int, in tape: JSONTape, hash: UInt64? = nil) -> BodyCache.Entry {
    let raw = tape.raw(index)
    let hash = hash ?? BodyCache.hash(raw)
    if let entry = bodies.find(raw, hash: hash) { return entry }
    let token = tape.string(tape.member("token", of: index))
    let fingerprint = token.flatMap { token in
      token.isEmpty || token == SecretKeys.placeholder
        ? nil : memo.fingerprint(of: token) { fingerprinter.fingerprint(Array($0.utf8)) }
    }
    let reader = FactReader(tape, redaction: FactReader.Redaction(pseudonyms: pseudonyms))
    let id = reader.notebookID(of: index)
    let before = id.flatMap { bodies.find(instance: $0) }
    let written = CanonicalWriter.body(index, in: tape, pseudonyms: pseudonyms, memo: memo, after: before?.known)
    var facts = written.changed == .all ? NotebookFacts() : before?.body.facts ?? NotebookFacts()
    reader.read(written.changed, of: index, into: &facts)
    let body = Body(canonical: written.canonical, facts: facts, notebookID: id, tokenFingerprint: fingerprint)
    assert(before == nil || isMade(body, of: raw))
    bodyCount += 1
    return bodies.insert(body, raw: raw, hash: hash, layout: written.layout)
  }

  /// What is kept of an envelope of the usual form that repeats the one before of its instance but for times, and for plain
  /// scalars of the body; nil when it differs in more, or that one is not known.
  mutating func repeated(_ scan: EnvelopeScan, hash: inout UInt64?) -> ObservedAnswer? {
    let raw = scan[.body]
    if let entry = bodies.find(named: scan), entry.known != nil, let content = entry.content,
      entry.signature.matches(scan)
    {
      if entry.isOf(raw) { return content }
      if let revised = revised(entry, content, scan) { return revised }
    }
    let bodyHash = BodyCache.hash(raw)
    hash = bodyHash
    guard let entry = bodies.find(raw, hash: bodyHash), entry.signature.matches(scan) else { return nil }
    return entry.content
  }

  private mutating func revised(
    _ entry: BodyCache.Entry, _ content: ObservedAnswer, _ scan: EnvelopeScan
  ) -> ObservedAnswer? {
    let raw = scan[.body]
    guard let known = entry.known, let revision = BodyRevision(of: raw, after: known, tape: &tape) else { return nil }
    assert(isMade(revision.body, of: raw))
    let answer = ObservedAnswer(
      stream: content.stream, kind: content.kind, httpStatus: content.httpStatus, request: nil, body: revision.body)
    bodyCount += 1
    let kept = bodies.insert(revision.body, raw: raw, hash: BodyCache.hash(raw), layout: revision.layout)
    keep(answer, scan, in: kept)
    return answer
  }

  /// Remembers the answer that was made of an envelope of the usual form.
  mutating func keep(_ answer: ObservedAnswer, _ scan: EnvelopeScan, in entry: BodyCache.Entry) {
    entry.content = answer
    bodies.name(entry, by: scan)
  }

  /// Whether a body is what a JSON object gives that is read as a whole.
  private func isMade(_ body: Body, of raw: UnsafeRawBufferPointer) -> Bool {
    var tape = JSONTape()
    guard (try? tape.parse(raw)) == raw.count else { return false }
    let twin = Body(
      JSONTape.root, in: tape, tokenFingerprint: body.tokenFingerprint, pseudonyms: pseudonyms, memo: memo)
    return body.canonical == twin.canonical && body.digest == twin.digest && body.facts == twin.facts
      && body.notebookID == twin.notebookID
  }

  /// Bodies made since the last call.
  mutating func takeBodyCount() -> Int {
    defer { bodyCount = 0 }
    return bodyCount
  }
}
