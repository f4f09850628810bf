import NBBasics

/// Why a JSON object is no valid envelope; in words, never with a value from the input.
struct EnvelopeFault: Error {
  let reason: String

  init(_ reason: String) { self.reason = reason }

  static let noInstance = EnvelopeFault("the body has no `id` and the envelope no `notebook_id`")
}

/// The facts around an answer.
struct Envelope {
  let observedAt: Instant
  let requestedAt: Instant?
  let date: String?
  let kind: ObservationKind
  let httpStatus: Int
  let region: String
  let projectID: String
  let notebookID: String
  /// Canonical and redacted.
  let request: [UInt8]?
  /// Fingerprint that an export carries along, since the token itself is gone.
  var importedFingerprint: String?

  init(
    observedAt: Instant, requestedAt: Instant?, date: String?, kind: ObservationKind, httpStatus: Int, region: String,
    projectID: String, notebookID: String, request: [UInt8]?
  ) {
    self.observedAt = observedAt
    self.requestedAt = requestedAt
    self.date = date
    self.kind = kind
    self.httpStatus = httpStatus
    self.region = region
    self.projectID = projectID
    self.notebookID = notebookID
    self.request = request
  }

  /// Reads the members of the object on the tape; unknown ones are passed over, null counts as absent.
  init(tape: JSONTape, pseudonyms: Fingerprinter?) throws(EnvelopeFault) {
    let root = JSONTape.root
    guard let observed = tape.member("observed_at", of: root) else { throw EnvelopeFault("`observed_at` is missing") }
    observedAt = try Self.instant(observed, "observed_at", tape)
    if let requested = tape.member("requested_at", of: root) {
      let instant = try Self.instant(requested, "requested_at", tape)
      guard instant <= observedAt else { throw EnvelopeFault("`requested_at` is later than `observed_at`") }
      requestedAt = instant
    } else {
      requestedAt = nil
    }
    guard let kindIndex = tape.member("kind", of: root) else { throw EnvelopeFault("`kind` is missing") }
    guard let kind = tape.string(kindIndex).flatMap(ObservationKind.init(word:)) else {
      throw EnvelopeFault("`kind` is none of start, poll, create, stop, delete")
    }
    self.kind = kind
    if let status = tape.member("http_status", of: root) {
      guard let code = tape.integer(status), (0...999).contains(code) else {
        throw EnvelopeFault("`http_status` is not an integer from 0 to 999")
      }
      httpStatus = Int(code)
    } else {
      httpStatus = 200
    }
    region = try Self.text("region", tape) ?? ""
    projectID = try Self.text("project_id", tape) ?? ""
    notebookID = try Self.text("notebook_id", tape) ?? ""
    date = try Self.text("date", tape).flatMap { $0.isEmpty ? nil : $0 }
    if let request = tape.member("request", of: root) {
      guard tape.kind(request) == .object else { throw EnvelopeFault("`request` is not an object") }
      self.request = CanonicalWriter.bytes(of: request, in: tape, pseudonyms: pseudonyms)
    } else {
      request = nil
    }
    if let fingerprint = tape.string(tape.member("token_fp", of: root)) {
      // `i` marks a fingerprint made under another database's key: only those compare with each other.
      let digits = fingerprint.utf8.first == UInt8(ascii: "i") ? fingerprint.dropFirst() : fingerprint[...]
      if digits.utf8.count == 16, Hex.bytes(String(digits)) != nil { importedFingerprint = "i" + digits }
    }
  }

  /// The observation with this envelope and `body`, whose own id names the instance where it has one.
  func observation(body: Body?) -> Observation {
    Observation(
      observedAt: observedAt, requestedAt: requestedAt, date: date,
      content: ObservedAnswer(
        stream: StreamKey(region: region, projectID: projectID, notebookID: body?.notebookID ?? notebookID),
        kind: kind, httpStatus: httpStatus, request: request, body: body, tokenFingerprint: importedFingerprint))
  }

  /// The instant of a raw JSON number or string; nil when it is none.
  static func instant(_ raw: UnsafeRawBufferPointer) -> Instant? {
    guard raw.first == UInt8(ascii: "\"") else {
      return JSONTape.integer(raw).map(Instant.init(milliseconds:)).flatMap { Instant.range.contains($0) ? $0 : nil }
    }
    return Instant.parse(UnsafeRawBufferPointer(rebasing: raw[1..<raw.count - 1]))
  }

  private static func instant(
    _ index: Int, _ name: StaticString, _ tape: JSONTape
  ) throws(EnvelopeFault) -> Instant {
    if tape.kind(index) == .number {
      if let instant = instant(tape.raw(index)) { return instant }
    } else if let text = tape.string(index), let instant = Instant(rfc3339: text) {
      return instant
    }
    throw EnvelopeFault("`\(name)` is not an RFC 3339 time with offset nor an integer of milliseconds")
  }

  private static func text(_ key: StaticString, _ tape: JSONTape) throws(EnvelopeFault) -> String? {
    guard let index = tape.member(key, of: JSONTape.root) else { return nil }
    guard let text = tape.string(index) else { throw EnvelopeFault("`\(key)` is not a string") }
    // The same rules as for the strings of a body: a body's own id and `notebook_id` must stay the same text.
    return String(decoding: CanonicalWriter.redacted(Array(text.utf8), isURL: false), as: UTF8.self)
  }
}
