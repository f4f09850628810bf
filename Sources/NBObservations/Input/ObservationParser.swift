import NBBasics

/// Turns one JSON value of the input into observations: an envelope, or a bare answer with facts from options.
public struct ObservationParser {
  /// What one value turned out to be.
  public enum Outcome: Sendable {
    /// The value took so many bytes; its observations or rejects are in the batch.
    case value(length: Int)
    /// A notebook, list page or error body without an envelope; nothing was added to the batch.
    case bare(length: Int)
    /// The bytes end within the value.
    case incomplete
    /// Not JSON, for this reason, so many bytes from the start.
    case fault(String, offset: Int)
  }

  /// Where a value stands in its source.
  public struct Place: Sendable {
    /// Name of the source.
    public let source: String
    /// 1-based line on which the value begins.
    public let line: Int
    /// Bytes from the start of the (decompressed) source.
    public let byteOffset: Int

    /// A place from its parts: `line` counts from 1, `byteOffset` from 0.
    public init(source: String, line: Int, byteOffset: Int) {
      self.source = source
      self.line = line
      self.byteOffset = byteOffset
    }
  }

  private let fingerprinter: Fingerprinter
  private let pseudonymise: Bool
  private var tape = JSONTape()
  private var bodies = BodyCache()

  /// - Parameter pseudonymise: whether user ids and names become fingerprints.
  public init(fingerprinter: Fingerprinter, pseudonymise: Bool = false) {
    self.fingerprinter = fingerprinter
    self.pseudonymise = pseudonymise
  }

  /// Parses the value at the start of `bytes`, which begin with `{` and hold at least one line where there is one.
  public mutating func parse(
    _ bytes: UnsafeRawBufferPointer, at place: Place, into batch: inout ObservationBatch
  ) -> Outcome {
    if let length = parseRepeated(bytes, into: &batch) { return .value(length: length) }
    let length: Int
    do {
      length = try tape.parse(bytes)
    } catch {
      return error.reason == .incomplete ? .incomplete : .fault(error.reason.rawValue, offset: error.offset)
    }
    if isBare { return .bare(length: length) }
    let raw = UnsafeRawBufferPointer(rebasing: bytes[..<length])
    do {
      try readEnvelope(into: &batch, raw: raw, at: place)
    } catch {
      reject(error.reason, raw, at: place, into: &batch)
    }
    return .value(length: length)
  }

  /// Reads a bare answer; its facts come from `options`.
  public mutating func parseBare(
    _ bytes: UnsafeRawBufferPointer, options: BareAnswerFacts, at place: Place, into batch: inout ObservationBatch
  ) throws(MissingOption) {
    guard (try? tape.parse(bytes)) != nil else { return }
    guard let kind = options.kind else { throw MissingOption(option: "--kind", source: place.source) }
    guard let observedAt = options.observedAt else {
      throw MissingOption(option: "--observed-at", source: place.source)
    }
    let needsID = tape.member("data", of: JSONTape.root).map { tape.kind($0) != .array } ?? true
    if needsID, options.notebookID == nil,
      (tape.string(tape.member("id", of: JSONTape.root)) ?? "").isEmpty
    {
      throw MissingOption(option: "--notebook-id", source: place.source)
    }
    let envelope = Envelope(
      observedAt: observedAt, requestedAt: nil, date: nil, kind: kind, httpStatus: options.httpStatus ?? 200,
      region: options.region ?? "", projectID: options.projectID ?? "", notebookID: options.notebookID ?? "",
      request: nil)
    do {
      try append(envelope, body: JSONTape.root, into: &batch, at: place)
    } catch {
      reject(error.reason, bytes, at: place, into: &batch)
    }
  }

  // MARK: The usual case

  /// An envelope whose raw body was seen before: nothing but its times is new. Nil when it is not that simple.
  private mutating func parseRepeated(_ line: UnsafeRawBufferPointer, into batch: inout ObservationBatch) -> Int? {
    guard let fields = EnvelopeFields(line: line),
      let entry = bodies.find(fields.body, hash: BodyCache.hash(fields.body)),
      let content = entry.content, entry.signature.matches(fields),
      let observedAt = Envelope.instant(fields.observedAt)
    else { return nil }
    var requestedAt: Instant?
    if !fields.requestedAt.isEmpty {
      guard let instant = Envelope.instant(fields.requestedAt), instant <= observedAt else { return nil }
      requestedAt = instant
    }
    var date: String?
    if !fields.date.isEmpty {
      guard fields.date.count > 2, fields.date[0] == UInt8(ascii: "\"") else { return nil }
      let text = UnsafeRawBufferPointer(rebasing: fields.date[1..<fields.date.count - 1])
      guard HTTPDate.parse(text) != nil else { return nil }
      date = String(decoding: text, as: UTF8.self)
    }
    batch.observations.append(
      Observation(observedAt: observedAt, requestedAt: requestedAt, date: date, content: content))
    return line.count
  }

  // MARK: Envelopes

  /// Whether the parsed value is itself an answer and has no sign of an envelope.
  private var isBare: Bool {
    var hasEnvelopeKey = false
    var hasAnswerKey = false
    tape.forEachMember(of: JSONTape.root) { key, _ in
      if tape.text(key, is: "observed_at") || tape.text(key, is: "kind") || tape.text(key, is: "body") {
        hasEnvelopeKey = true
      }
      if tape.text(key, is: "id") || tape.text(key, is: "data") || tape.text(key, is: "error_code")
        || tape.text(key, is: "error_msg") || tape.text(key, is: "status")
      {
        hasAnswerKey = true
      }
    }
    return hasAnswerKey && !hasEnvelopeKey
  }

  private mutating func readEnvelope(
    into batch: inout ObservationBatch, raw: UnsafeRawBufferPointer, at place: Place
  ) throws(EnvelopeFault) {
    let envelope = try Envelope(tape: tape, pseudonyms: pseudonyms)
    var body: Int?
    tape.forEachMember(of: JSONTape.root) { key, value in
      if tape.text(key, is: "body") { body = value }
    }
    if let present = body, tape.kind(present) == .null { body = nil }
    if let body, tape.kind(body) != .object { throw EnvelopeFault("`body` is not an object") }
    let before = batch.observations.count
    try append(envelope, body: body, into: &batch, at: place)
    // The next line with this body and these fields takes the short way.
    if batch.observations.count == before + 1, let fields = EnvelopeFields(line: raw),
      let entry = bodies.find(fields.body, hash: BodyCache.hash(fields.body))
    {
      entry.content = batch.observations[before].content
      entry.signature = EnvelopeSignature(fields)
    }
  }

  private var pseudonyms: Fingerprinter? { pseudonymise ? fingerprinter : nil }

  private mutating func append(
    _ envelope: Envelope, body: Int?, into batch: inout ObservationBatch, at place: Place
  ) throws(EnvelopeFault) {
    guard let body else {
      guard !envelope.notebookID.isEmpty else { throw .noInstance }
      batch.observations.append(envelope.observation(body: nil))
      return
    }
    // A notebook has an id; one with an unknown key `data` is no page.
    if tape.string(tape.member("id", of: body)) == nil, let page = tape.member("data", of: body),
      tape.kind(page) == .array
    {
      var rows: [Int] = []
      tape.forEachElement(of: page) { rows.append($0) }
      for row in rows {
        let content = tape.kind(row) == .object ? makeBody(row).body : nil
        if let content, content.notebookID != nil {
          batch.observations.append(envelope.observation(body: content))
        } else {
          reject("a row of a list page without `id`", tape.raw(row), at: place, into: &batch)
        }
      }
      return
    }
    let content = makeBody(body).body
    guard content.notebookID != nil || !envelope.notebookID.isEmpty else { throw .noInstance }
    batch.observations.append(envelope.observation(body: content))
  }

  /// The redacted body of an object on the tape, from the cache where its raw bytes were seen before.
  private mutating func makeBody(_ index: Int) -> BodyCache.Entry {
    let raw = tape.raw(index)
    let hash = BodyCache.hash(raw)
    if let entry = bodies.find(raw, hash: hash) { return entry }
    let token = tape.string(tape.member("token", of: index))
    let fingerprint = token.flatMap { token in
      token.isEmpty || token == SecretKeys.placeholder ? nil : fingerprinter.fingerprint(Array(token.utf8))
    }
    let canonical = CanonicalWriter.bytes(of: index, in: tape, pseudonyms: pseudonyms)
    let entry = BodyCache.Entry(
      raw: Array(raw), body: Body(canonical: canonical, tokenFingerprint: fingerprint))
    bodies.insert(entry, hash: hash)
    return entry
  }

  private func reject(
    _ reason: String, _ raw: UnsafeRawBufferPointer, at place: Place, into batch: inout ObservationBatch
  ) {
    batch.rejects.append(
      Reject(
        source: place.source, line: place.line, byteOffset: place.byteOffset, reason: reason,
        text: RejectText.make(raw)))
  }
}
