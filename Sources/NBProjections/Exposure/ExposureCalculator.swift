import NBBasics
import NBObservations

/// Rules E10 to E15 of docs/semantics.md: from the spells of one instance to the pieces of a window.
///
/// Pure. Single observations are spells of count 1, so this is the only place where exposure is computed.
package struct ExposureCalculator: Sendable {
  /// What is asked about.
  package let resource: ExposureResource
  /// The window, the as-of and the limits.
  package let parameters: ExposureParameters

  /// A question about one resource.
  package init(_ resource: ExposureResource, _ parameters: ExposureParameters) {
    self.resource = resource
    self.parameters = parameters
  }

  /// The pieces of the window in order of time, without overlap. Time of which there is nothing to say, before the
  /// instance's creation or once it is gone for good, has none; observed time without exposure has pieces. An empty
  /// piece marks an instant: the last observation at the as-of itself, or one that shows a smaller volume.
  ///
  /// - Parameters:
  ///   - spells: in order of time. From the first one of the instance, or at least from the last one that begins at or
  ///     before the window, to the last one that begins at or before the as-of. None of them may need the log
  ///     (``ExposureSpell/needsLog(longestGap:asOf:)``): such a spell must have been divided or cut before.
  package func pieces(of spells: [ExposureSpell]) -> [ExposurePiece] {
    var pieces: [ExposurePiece] = []
    append(piecesOf: spells, to: &pieces)
    return pieces
  }

  /// Calls `body` with each of ``pieces(of:)``.
  package func forEachPiece(of spells: [ExposureSpell], _ body: (ExposurePiece) -> Void) {
    for piece in pieces(of: spells) { body(piece) }
  }

  /// Appends ``pieces(of:)``, for who asks about many instances.
  package func append(piecesOf spells: [ExposureSpell], to pieces: inout [ExposurePiece]) {
    spells.withUnsafeBufferPointer { spells in
      let end = spells.firstIndex { parameters.asOf < $0.firstAt } ?? spells.count
      guard end > 0 else { return }
      var segments = SegmentWriter(
        low: parameters.from ?? spells[0].firstAt, high: parameters.until, resource: resource)
      swap(&segments.pieces, &pieces)
      write(UnsafeBufferPointer(rebasing: spells[..<end]), &segments)
      swap(&segments.pieces, &pieces)
    }
  }

  /// Reads spells in their place: a copy of one costs more than what is computed from it.
  private func write(_ spells: UnsafeBufferPointer<ExposureSpell>, _ segments: inout SegmentWriter) {
    // From here on every observation is gone; those have nothing after them to be exposed.
    let goneForGood = (spells.lastIndex { !$0.facts.isGone } ?? -1) + 1

    var a = look(at: spells[0].facts, isGoneForGood: goneForGood == 0)
    segments.flags = spells[0].facts.flags(of: resource)
    head(a, spells[0].firstAt, &segments)
    for index in spells.indices {
      precondition(
        !spells[index].needsLog(longestGap: parameters.longestGap, asOf: parameters.asOf), "a spell that needs the log")
      guard index < goneForGood else { continue }
      let (firstAt, lastAt) = (spells[index].firstAt, spells[index].lastAt)
      segments.spell = index
      if resource == .storage, spells[index].facts.capacityShrank {
        segments.flags = .capacityShrank
        segments.nothing(firstAt, firstAt)
      }
      segments.flags = spells[index].facts.flags(of: resource)
      if spells[index].facts.isGone { segments.flags.formUnion(.resurrected) }
      if firstAt < lastAt { segment(a, a, firstAt, lastAt, longestGap: spells[index].maxGap, &segments) }
      guard index + 1 < spells.endIndex else { return tail(a, lastAt, &segments) }
      let b = look(at: spells[index + 1].facts, isGoneForGood: index + 1 >= goneForGood)
      let nextAt = spells[index + 1].firstAt
      segment(a, b, lastAt, nextAt, longestGap: nextAt - lastAt, &segments)
      a = b
    }
  }

  /// An observation as the rules see it.
  private struct Look {
    /// Gone, and so is every later observation; a gone one with a later one that is not is an ordinary N.
    let isGoneForGood: Bool
    let sureness: ExposureClass
    let isFree: Bool
    /// Chargeable GB; nil when not known, and for COMPUTE.
    let gb: Int64?
    let leaseBegin: Instant?
    let leaseDuration: Int64?
    /// COMPUTE only.
    let leaseEnd: Instant?
  }

  private func look(at facts: ExposureFacts, isGoneForGood: Bool) -> Look {
    Look(
      isGoneForGood: isGoneForGood,
      sureness: facts.exposureClass(of: resource, assumesDocumented: parameters.assumesDocumentedBilling),
      isFree: facts.isFree(of: resource),
      gb: resource == .storage ? facts.chargeableGB(freeGB: parameters.freeGB) : nil,
      leaseBegin: facts.lease?.createAt,
      leaseDuration: facts.lease?.duration,
      leaseEnd: resource == .compute ? facts.lease?.end : nil)
  }

  /// From the begin of the window, or the instance's creation if that is later, to its first observation.
  private func head(_ first: Look, _ firstAt: Instant, _ segments: inout SegmentWriter) {
    guard !first.isGoneForGood, !first.isFree else { return }
    let begin = max(segments.low, first.leaseBegin ?? segments.low)
    segments.unobserved(begin, firstAt)
  }

  /// Between two consecutive observations, or the first and the last of a run of equal ones; t1 < t2.
  private func segment(
    _ a: Look, _ b: Look, _ t1: Instant, _ t2: Instant, longestGap: Int64, _ segments: inout SegmentWriter
  ) {
    // Halves of the sum, not of the difference: the floor of rule E11, exact for every instant in range.
    var middle = Instant(milliseconds: (t1.milliseconds + t2.milliseconds) >> 1)
    var upperEnd = t2
    if let end = a.leaseEnd, t1 < end, end < t2 {
      if a.sureness >= .likely, b.sureness < .likely { middle = end }
      if a.sureness >= .possible, b.sureness == .no, b.leaseBegin == a.leaseBegin, b.leaseDuration == a.leaseDuration {
        upperEnd = min(t2, end + parameters.grace)
      }
    }
    if longestGap > parameters.longestGap {
      if a.isFree, b.isFree || b.isGoneForGood {
        segments.nothing(t1, t2)
      } else {
        segments.unobserved(t1, upperEnd)
        segments.nothing(upperEnd, t2)
      }
      return
    }
    segments.lower = a.sureness == .certain && b.sureness == .certain
    segments.upper = a.sureness >= .possible || b.sureness >= .possible
    if let left = a.gb, let right = b.gb {
      segments.lowerGB = min(left, right)
      segments.upperGB = max(left, right)
    } else {
      segments.lowerGB = 0
      segments.upperGB = a.gb ?? b.gb ?? 0
    }
    segments.halves(
      t1, middle, upperEnd, t2,
      left: (a.sureness >= .likely, a.gb ?? b.gb ?? 0), right: (b.sureness >= .likely, b.gb ?? a.gb ?? 0))
  }

  /// From the last observation to the as-of.
  private func tail(_ last: Look, _ lastAt: Instant, _ segments: inout SegmentWriter) {
    let asOf = parameters.asOf
    if last.isFree || lastAt == asOf { return segments.nothing(lastAt, asOf) }
    if asOf - lastAt > parameters.longestGap || last.sureness == .no { return segments.unobserved(lastAt, asOf) }
    var bestEnd = asOf
    if let end = last.leaseEnd, lastAt < end { bestEnd = min(asOf, end) }
    segments.lower = false
    segments.upper = true
    segments.lowerGB = 0
    segments.upperGB = last.gb ?? 0
    segments.halves(
      lastAt, bestEnd, asOf, asOf, left: (last.sureness >= .likely, last.gb ?? 0), right: (false, last.gb ?? 0))
  }
}
