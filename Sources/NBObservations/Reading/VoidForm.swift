import NBBasics

/// An entry that takes events back, as an export writes it.
enum VoidForm: InputForm {
  static let standsAlone = false

  static func recognises(_ tape: JSONTape) -> Bool {
    tape.string(tape.member("kind", of: JSONTape.root))?.lowercased() == "void"
  }

  static func read(
    _ value: InputValue, into batch: inout ObservationBatch, by maker: inout ObservationMaker
  ) throws(InputFault) {
    do throws(RejectReason) {
      batch.voids.append(
        PlacedVoid(observationsBefore: batch.observations.count, entry: try entry(value.tape, maker.rules)))
    } catch {
      throw .rejected(error)
    }
  }

  private static func entry(_ tape: JSONTape, _ rules: InputRules) throws(RejectReason) -> VoidEntry {
    let root = JSONTape.root
    guard let recorded = tape.member("recorded_at", of: root) else {
      throw RejectReason("`recorded_at` is missing")
    }
    let recordedAt = try InstantMember.read(recorded, "recorded_at", in: tape, rules: rules)
    guard let positions = tape.string(tape.member("positions", of: root)).flatMap(PositionRanges.init(text:)) else {
      throw RejectReason("`positions` is not a list such as 120-140,150")
    }
    guard let reason = tape.string(tape.member("reason", of: root)), !reason.isEmpty else {
      throw RejectReason("`reason` is missing")
    }
    guard let list = tape.member("events", of: root), tape.kind(list) == .array else {
      throw RejectReason("`events` is not an array of identities")
    }
    var events: [Digest?] = []
    tape.forEachElement(of: list) { element in
      events.append(tape.string(element).flatMap(Hex.bytes).flatMap { Digest(bytes: $0) })
    }
    let identities = events.compactMap { $0 }
    guard !identities.isEmpty, identities.count == events.count else {
      throw RejectReason("`events` is not an array of identities: 64 hex digits each")
    }
    return VoidEntry(positions: positions, reason: reason, recordedAt: recordedAt, events: identities)
  }
}
