import NBBasics

/// An entry that takes events back or says what was erased, as an export writes it.
enum AmendmentForm: InputForm {
  static let standsAlone = false

  static func recognises(_ tape: JSONTape) -> Bool {
    guard let kind = tape.member("kind", of: JSONTape.root), tape.kind(kind) == .string else { return false }
    return tape.text(kind, is: "void") || tape.text(kind, is: "redaction")
  }

  static func read(
    _ value: InputValue, into batch: inout ObservationBatch, by maker: inout ObservationMaker
  ) throws(InputFault) {
    let tape = value.tape
    do throws(RejectReason) {
      guard let recorded = tape.member("recorded_at", of: JSONTape.root) else {
        throw RejectReason("`recorded_at` is missing")
      }
      let recordedAt = try InstantMember.read(recorded, "recorded_at", in: tape, rules: maker.rules)
      let isVoid = tape.string(tape.member("kind", of: JSONTape.root)) == "void"
      let entry = isVoid ? Amendment.void(try void(tape, recordedAt)) : .redaction(try redaction(tape, recordedAt))
      batch.amendments.append(PlacedAmendment(observationsBefore: batch.observations.count, entry: entry))
    } catch {
      throw .rejected(error)
    }
  }

  private static func void(_ tape: JSONTape, _ recordedAt: Instant) throws(RejectReason) -> VoidEntry {
    let positions = tape.string(tape.member("positions", of: JSONTape.root)).flatMap(PositionRanges.init(text:))
    guard let positions else { throw RejectReason("`positions` is not a list such as 120-140,150") }
    guard let events = list("events", tape, { digest($0, tape) }), !events.isEmpty else {
      throw RejectReason("`events` is not an array of identities: 64 hex digits each")
    }
    return VoidEntry(positions: positions, reason: try text("reason", tape), recordedAt: recordedAt, events: events)
  }

  private static func redaction(_ tape: JSONTape, _ recordedAt: Instant) throws(RejectReason) -> RedactionEntry {
    let erasures = list("erasures", tape) { element -> RedactionEntry.Erasure? in
      guard tape.kind(element) == .array else { return nil }
      var digests: [Digest?] = []
      tape.forEachElement(of: element) { digests.append(digest($0, tape)) }
      guard digests.count == 2, let answer = digests[0], let remaining = digests[1] else { return nil }
      return RedactionEntry.Erasure(answer: answer, remaining: remaining)
    }
    guard let erasures else { throw RejectReason("`erasures` is not an array of pairs of digests: 64 hex digits each") }
    return RedactionEntry(
      scope: try text("scope", tape), reason: try text("reason", tape), recordedAt: recordedAt, erasures: erasures)
  }

  private static func text(_ key: StaticString, _ tape: JSONTape) throws(RejectReason) -> String {
    guard let text = tape.string(tape.member(key, of: JSONTape.root)), !text.isEmpty else {
      throw RejectReason("`\(key)` is missing")
    }
    return text
  }

  private static func digest(_ index: Int, _ tape: JSONTape) -> Digest? {
    tape.string(index).flatMap(Hex.bytes).flatMap { Digest(bytes: $0) }
  }

  /// The elements of an array; nil when there is none or one of them is not what it should be.
  private static func list<Element>(_ key: StaticString, _ tape: JSONTape, _ read: (Int) -> Element?) -> [Element]? {
    guard let list = tape.member(key, of: JSONTape.root), tape.kind(list) == .array else { return nil }
    var elements: [Element] = []
    var isWhole = true
    tape.forEachElement(of: list) { element in
      if let element = read(element) { elements.append(element) } else { isWhole = false }
    }
    return isWhole ? elements : nil
  }
}
