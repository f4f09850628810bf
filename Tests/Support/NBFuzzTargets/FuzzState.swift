import NBBasics
import NBObservations
import NBProjections

enum FuzzState {
  private static let today = Instant(milliseconds: 1_794_873_600_000)

  /// Stored states of projections, which a damaged page may hold in any form: refused, or a state that goes on.
  static func run(_ bytes: [UInt8]) {
    guard var projection = try? InstanceProjection(decoding: bytes) else { return }
    let encoded = projection.encoded
    promise((try? InstanceProjection(decoding: encoded)) == projection, "a state reads back")
    var memo = TraitsMemo()
    let spells = try? InstanceProjection.openSpells(decoding: encoded, &memo)
    promise(spells == projection.exposure.openSpells, "its open spells are read without the rest")
    // The next event comes with the last one, or today, whichever is later: an earlier one folds the stream anew.
    let last = projection.lastEventAt ?? Instant(milliseconds: 0)
    for (status, at) in [
      ("STARTING", last), ("RUNNING", max(last, today)), ("STOPPED", max(last, today) + 60_000),
    ] {
      let body = Array(#"{"id":"n","status":"\#(status)"}"#.utf8)
      projection.evolve(
        FoldEvent(
          observedAt: at,
          answer: Answer(
            kind: .poll, httpStatus: 200, hasBody: true, facts: NotebookFacts(canonical: body), tokenFingerprint: nil,
            namesInstance: true))
      ) { _ in }
    }
    _ = projection.encoded
  }

  /// The facts of any bytes.
  static func facts(_ bytes: [UInt8]) { _ = NotebookFacts(canonical: bytes) }
}
