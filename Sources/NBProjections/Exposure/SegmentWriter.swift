import NBBasics
import NBObservations

/// Divides segments into pieces, clips them to the window, and collects what is left.
struct SegmentWriter {
  let low: Instant
  let high: Instant
  let resource: ExposureResource
  var pieces: [ExposurePiece] = []

  /// Of the segment's first observation.
  var spell = 0
  var flags: ExposureFlags = []
  /// Of the whole segment, for ``halves(_:_:_:_:left:right:)``.
  var lower = false
  var upper = false
  var lowerGB: Int64 = 0
  var upperGB: Int64 = 0

  init(low: Instant, high: Instant, resource: ExposureResource) {
    self.low = low
    self.high = high
    self.resource = resource
  }

  /// Time about which nothing is claimed.
  mutating func unobserved(_ from: Instant, _ until: Instant) {
    guard from < until else { return }
    write(from, until, lower: false, best: false, upper: false, unobserved: true, bestGB: 0)
  }

  /// Time that counts nowhere; also an empty one, which carries flags.
  mutating func nothing(_ from: Instant, _ until: Instant) {
    write(from, until, lower: false, best: false, upper: false, unobserved: false, bestGB: 0)
  }

  /// An observed segment: best changes at `middle`, upper ends at `upperEnd`; both lie in `[t1, t2]`.
  mutating func halves(
    _ t1: Instant, _ middle: Instant, _ upperEnd: Instant, _ t2: Instant,
    left: (best: Bool, gb: Int64), right: (best: Bool, gb: Int64)
  ) {
    // Without a change there is nothing to divide.
    let middle = left == right ? t1 : middle
    var from = t1
    for until in [min(middle, upperEnd), max(middle, upperEnd), t2] where from < until {
      let half = from < middle ? left : right
      let counts = upper && from < upperEnd
      write(from, until, lower: lower, best: half.best, upper: counts, unobserved: false, bestGB: half.gb)
      from = until
    }
  }

  private mutating func write(
    _ from: Instant, _ until: Instant, lower: Bool, best: Bool, upper: Bool, unobserved: Bool, bestGB: Int64
  ) {
    let piece = ExposurePiece(
      resource: resource, from: from, until: until, countsLower: lower, countsBest: best, countsUpper: upper,
      isUnobserved: unobserved, lowerGB: lower ? lowerGB : 0, bestGB: best ? bestGB : 0,
      upperGB: upper ? upperGB : 0, spell: spell, flags: flags)
    if let part = piece.clipped(from: low, until: high) { pieces.append(part) }
  }
}
