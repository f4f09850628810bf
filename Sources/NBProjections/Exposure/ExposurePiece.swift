import NBBasics
import NBObservations

/// A stretch of time of one instance and resource over which nothing changes: each bound counts all of it or none.
/// So figures over any part of it are exact, and parts add up.
package struct ExposurePiece: Hashable, Sendable {
  /// What is exposed.
  package let resource: ExposureResource
  /// Half open: `[from, until)`. Empty where a piece only marks an instant.
  package var from: Instant
  /// The end, exclusive.
  package var until: Instant
  /// Whether the lower figure counts this time; then the best one does too.
  package let countsLower: Bool
  /// Whether the best figure counts it; then the upper one does too.
  package let countsBest: Bool
  /// Whether the upper figure counts it.
  package let countsUpper: Bool
  /// Nothing is claimed about this time; never together with one of the three.
  package let isUnobserved: Bool
  /// Chargeable GB of the lower figure where it counts; 0 for COMPUTE, and where no capacity is known.
  package let lowerGB: Int64
  /// The same of the best figure.
  package let bestGB: Int64
  /// The same of the upper figure.
  package let upperGB: Int64
  /// Index, among the spells given, of the one whose facts the piece is grouped by: the segment's first observation
  /// (the head's is the first one of the instance).
  package let spell: Int
  /// What the segment's first observation carries, so a flag is reported where that segment has a part in the window.
  /// `capacityShrank` stands on an empty piece, and is reported where its instant lies in the window.
  package let flags: ExposureFlags

  /// The part within `[low, high)`; nil where nothing of it is left. An empty piece is kept if its instant is inside.
  package func clipped(from low: Instant, until high: Instant) -> ExposurePiece? {
    let from = max(from, low)
    let until = min(until, high)
    guard from < until || (self.from == self.until && from == until && from < high) else { return nil }
    var part = self
    part.from = from
    part.until = until
    return part
  }
}

/// Exposure added up: milliseconds, and GB times milliseconds.
///
/// The products need more than 64 bits only for capacities no volume has; they are 128 bits wide so that no input
/// overflows.
package struct ExposureSum: Hashable, Sendable {
  /// Milliseconds of proven exposure.
  package private(set) var lower: Int64 = 0
  /// Milliseconds of likely exposure.
  package private(set) var best: Int64 = 0
  /// Milliseconds of possible exposure.
  package private(set) var upper: Int64 = 0
  /// Milliseconds about which nothing is claimed.
  package private(set) var unobserved: Int64 = 0
  /// GB times milliseconds of the lower figure; not negative, like the two below.
  package private(set) var lowerGB: Int128 = 0
  /// The same of the best figure.
  package private(set) var bestGB: Int128 = 0
  /// The same of the upper figure.
  package private(set) var upperGB: Int128 = 0

  /// Nothing yet.
  package init() {}

  /// Adds a piece.
  package mutating func add(_ piece: ExposurePiece) {
    let length = piece.until - piece.from
    if piece.isUnobserved { unobserved += length }
    if piece.countsLower {
      lower += length
      lowerGB += Int128(piece.lowerGB) * Int128(length)
    }
    if piece.countsBest {
      best += length
      bestGB += Int128(piece.bestGB) * Int128(length)
    }
    if piece.countsUpper {
      upper += length
      upperGB += Int128(piece.upperGB) * Int128(length)
    }
  }

  /// Adds another sum, of another bucket or instance.
  package static func += (left: inout ExposureSum, right: ExposureSum) {
    left.lower += right.lower
    left.best += right.best
    left.upper += right.upper
    left.unobserved += right.unobserved
    left.lowerGB += right.lowerGB
    left.bestGB += right.bestGB
    left.upperGB += right.upperGB
  }

  /// GB-hours with six decimals, rounded half up, of GB times milliseconds (not negative): one division.
  package static func gbHours(_ gbMilliseconds: Int128) -> String {
    // 10^6 / 3,600,000 = 5 / 18 millionths of a GB-hour for a GB and millisecond.
    Decimal.text(scaled: (gbMilliseconds * 10 + 18) / 36, decimals: 6, trimmed: false)
  }
}
