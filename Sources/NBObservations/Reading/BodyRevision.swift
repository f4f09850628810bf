import NBBasics

/// A body that differs from the one before of its instance in plain scalars alone, as most do that differ at all: a time, a
/// status. Its canonical form is that of the other with the new texts in it, so that nothing else of it is parsed or
/// redacted again.
///
/// ``ObservationMaker/entry(_:in:hash:)`` is the slow and obvious way to the same, with which a debug build compares each.
struct BodyRevision {
  /// The body with its digest and facts.
  let body: Body
  /// Those of the new body.
  let scalars: [PlainScalar]

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
  ///   - before: a JSON object, with `known` and `scalars` made of it. The scalars ascend.
  ///   - tape: is used.
  init?(
    of raw: UnsafeRawBufferPointer, after before: UnsafeRawBufferPointer, known: Body, scalars: [PlainScalar],
    tape: inout JSONTape
  ) {
    guard let changes = Self.changes(of: raw, after: before, scalars, &tape) else { return nil }
    // In the order of the canonical form, which need not be that of the text.
    let ordered = changes.sorted { scalars[$0.scalar].canonical < scalars[$1.scalar].canonical }
    let canonical = Self.canonical(known.canonical, raw, ordered, scalars)
    self.scalars = Self.moved(scalars, changes)
    let facts = Self.facts(known.facts, canonical, raw, changes, scalars, &tape)
    body = Body(revising: known, canonical: canonical, facts: facts)
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
      let equal = UnsafeRawBufferPointer(rebasing: before[old...])
        .equalPrefix(with: UnsafeRawBufferPointer(rebasing: raw[at...]))
      old += equal
      at += equal
      if old == before.count, at == raw.count { return changes }
      // A longer number parts from a shorter one behind its end.
      next = scalars.firstIndex(from: next) { $0.rawEnd >= old } ?? scalars.endIndex
      guard next < scalars.endIndex, scalars[next].raw <= old, changes.count < mostChanges else { return nil }
      let start = at - (old - Int(scalars[next].raw))
      guard let count = plainScalar(UnsafeRawBufferPointer(rebasing: raw[start...]), &tape) else { return nil }
      changes.append(Change(scalar: next, start: start, count: count))
      at = start + count
      old = scalars[next].rawEnd
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

  /// Where the scalars are after the changes.
  private static func moved(_ scalars: [PlainScalar], _ changes: [Change]) -> [PlainScalar] {
    var moved = scalars
    for change in changes {
      let scalar = scalars[change.scalar]
      let growth = Int32(change.count) - Int32(scalar.count)
      if growth == 0 { continue }
      moved[change.scalar].count = UInt32(change.count)
      for index in moved.indices {
        if scalars[index].raw > scalar.raw { moved[index].raw = UInt32(Int32(moved[index].raw) + growth) }
        if scalars[index].canonical > scalar.canonical {
          moved[index].canonical = UInt32(Int32(moved[index].canonical) + growth)
        }
      }
    }
    return moved
  }

  private static func facts(
    _ known: NotebookFacts, _ canonical: [UInt8], _ raw: UnsafeRawBufferPointer, _ changes: [Change],
    _ scalars: [PlainScalar], _ tape: inout JSONTape
  ) -> NotebookFacts {
    if changes.contains(where: { scalars[$0.scalar].fact == .any }) {
      return canonical.withUnsafeBytes { bytes in
        (try? tape.parse(bytes)) == nil
          ? NotebookFacts() : FactReader(tape, redaction: nil).facts(of: JSONTape.root)
      }
    }
    var facts = known
    for change in changes {
      let text = UnsafeRawBufferPointer(rebasing: raw[change.start..<change.start + change.count])
      let instant = JSONTape.integer(text).map(Instant.init(milliseconds:))
      switch scalars[change.scalar].fact {
      case .updateAt: facts.updateAt = instant
      case .leaseUpdateAt: facts.lease?.updateAt = instant
      case .none, .any: break
      }
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
