import NBBasics

/// A body that differs from the one before of its instance in plain scalars alone, as most do that differ at all: a time, a
/// status. Its canonical form is that of the other with the new texts in it, so that nothing else of it is parsed or
/// redacted again.
///
/// ``ObservationMaker/entry(_:in:hash:)`` is the slow and obvious way to the same, with which a debug build compares each.
struct BodyRevision {
  /// The body with its digest and facts.
  let body: Body
  let layout: BodyLayout

  /// A scalar of the body before, and where the new text is that stands for it.
  private struct Change {
    let scalar: Int
    let start: Int
    let count: Int
  }

  /// With more changes than this the whole body is read.
  private static let mostChanges = 16

  /// Nil when the bodies differ in more than plain scalars, or a new one may hold a secret.
  ///
  /// - Parameters:
  ///   - raw: the new body, perhaps no JSON.
  ///   - known: the body before, a JSON object.
  ///   - tape: is used.
  init?(of raw: UnsafeRawBufferPointer, after known: KnownBody, tape: inout JSONTape) {
    let scalars = known.layout.scalars
    guard let changes = Self.changes(of: raw, after: known.raw, scalars, &tape) else { return nil }
    // In the order of the canonical form, which need not be that of the text.
    let ordered = changes.sorted { scalars[$0.scalar].canonical < scalars[$1.scalar].canonical }
    let canonical = Self.canonical(known.body.canonical, raw, ordered, scalars)
    var layout = known.layout
    for change in changes { layout.resize(scalar: change.scalar, of: known.layout, to: change.count) }
    self.layout = layout
    body = Body(
      canonical: canonical, facts: Self.facts(known.body.facts, canonical, raw, changes, scalars, &tape),
      notebookID: known.body.notebookID, tokenFingerprint: known.body.tokenFingerprint)
  }

  /// Walks both texts side by side. Where they part a plain scalar has to begin or go on in the one before; the new text
  /// has a scalar in its place, behind which both go on. So the new text has the same containers and names.
  private static func changes(
    of raw: UnsafeRawBufferPointer, after before: UnsafeRawBufferPointer, _ scalars: [PlainScalar],
    _ tape: inout JSONTape
  ) -> [Change]? {
    var changes: [Change] = []
    var at = 0
    var old = 0
    var next = 0
    while true {
      let equal = UnsafeRawBufferPointer(rebasing: before[old...]).equalPrefix(
        with: UnsafeRawBufferPointer(rebasing: raw[at...]))
      old += equal
      at += equal
      if old == before.count, at == raw.count { return changes }
      // A longer number parts from a shorter one behind its end.
      next = scalars.firstIndex(from: next) { Int($0.rawEnd) >= old } ?? scalars.endIndex
      guard next < scalars.endIndex, scalars[next].raw <= old, changes.count < mostChanges else { return nil }
      let start = at - (old - Int(scalars[next].raw))
      guard let count = plainScalar(UnsafeRawBufferPointer(rebasing: raw[start...]), &tape) else { return nil }
      changes.append(Change(scalar: next, start: start, count: count))
      at = start + count
      old = Int(scalars[next].rawEnd)
      next += 1
    }
  }

  /// Bytes of the scalar that begins here; nil when there is none, or one that has to be looked at more closely.
  private static func plainScalar(_ raw: UnsafeRawBufferPointer, _ tape: inout JSONTape) -> Int? {
    guard let first = raw.first, first != UInt8(ascii: "{"), first != UInt8(ascii: "["),
      !JSONText.isWhiteSpace(first), let count = try? tape.parse(raw)
    else { return nil }
    if tape.kind(JSONTape.root) == .string, CanonicalWriter.mayHoldSecret(tape, JSONTape.root) { return nil }
    return count
  }

  private static func canonical(
    _ known: [UInt8], _ raw: UnsafeRawBufferPointer, _ changes: [Change], _ scalars: [PlainScalar]
  ) -> [UInt8] {
    var canonical: [UInt8] = []
    canonical.reserveCapacity(changes.reduce(known.count) { $0 + $1.count })
    var at = 0
    known.withUnsafeBytes { known in
      for change in changes {
        let scalar = scalars[change.scalar]
        canonical.append(contentsOf: UnsafeRawBufferPointer(rebasing: known[at..<Int(scalar.canonical)]))
        canonical.append(contentsOf: UnsafeRawBufferPointer(rebasing: raw[change.start..<change.start + change.count]))
        at = Int(scalar.canonical) + Int(scalar.count)
      }
      canonical.append(contentsOf: UnsafeRawBufferPointer(rebasing: known[at...]))
    }
    return canonical
  }

  private static func facts(
    _ known: NotebookFacts, _ canonical: [UInt8], _ raw: UnsafeRawBufferPointer, _ changes: [Change],
    _ scalars: [PlainScalar], _ tape: inout JSONTape
  ) -> NotebookFacts {
    let changed = changes.reduce(into: FactReader.Parts()) { $0.formUnion(scalars[$1.scalar].facts) }
    var facts = known
    guard changed.isSubset(of: .instants) else {
      canonical.withUnsafeBytes { bytes in
        guard (try? tape.parse(bytes)) != nil else { return }
        FactReader(tape, redaction: nil).read(changed, of: JSONTape.root, into: &facts)
      }
      return facts
    }
    for change in changes {
      let text = UnsafeRawBufferPointer(rebasing: raw[change.start..<change.start + change.count])
      let instant = JSONTape.integer(text).map(Instant.init(milliseconds:))
      let parts = scalars[change.scalar].facts
      if parts == .updateAt { facts.updateAt = instant }
      if parts == .leaseUpdateAt { facts.lease?.updateAt = instant }
    }
    return facts
  }
}

extension Array {
  /// The first index at or behind `start` whose element satisfies `predicate`.
  fileprivate func firstIndex(from start: Int, where predicate: (Element) -> Bool) -> Int? {
    self[start...].firstIndex(where: predicate)
  }
}
