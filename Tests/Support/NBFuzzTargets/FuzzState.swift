import NBBasics
import NBObservations
import NBProjections

enum FuzzState {
  /// Stored states of projections, which a damaged page may hold in any form: refused, or a state that goes on.
  static func run(_ bytes: [UInt8]) {
    guard var projection = try? InstanceProjection(decoding: bytes) else { return }
    let encoded = projection.encoded
    promise((try? InstanceProjection(decoding: encoded)) == projection, "a state reads back")
    let at = projection.lastEventAt ?? Instant(milliseconds: 0)
    guard Instant.range.contains(at) else { return }
    for status in ["STARTING", "RUNNING", "STOPPED"] {
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
