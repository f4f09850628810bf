import NBBasics
import NBObservations

/// A stretch of storage-only time: STORAGE best without COMPUTE best, at one number of GB.
package struct StorageOnlyStretch: Hashable, Sendable {
  /// Its begin.
  package let from: Instant
  /// Its end, exclusive.
  package let until: Instant
  /// Chargeable GB of the best figure.
  package let gb: Int64
}

/// The storage-only time that lasts until the as-of: who pays for the disk of a stopped instance, and since when.
package struct StorageOnlySpell: Hashable, Sendable {
  /// Its begin, not before the window's.
  package let since: Instant
  /// The as-of, or the end of the window if that is earlier.
  package let until: Instant
  /// Best GB times milliseconds from `since` to `until`.
  package let gbMilliseconds: Int128
  /// Index of the latest observation's spell among those given.
  package let spell: Int
}

/// Storage-only time of one instance.
package enum StorageOnly {
  /// STORAGE best minus its overlap with COMPUTE best, in order of time.
  ///
  /// - Parameters: the pieces of one instance and window, each in order of time.
  package static func stretches(storage: [ExposurePiece], compute: [ExposurePiece]) -> [StorageOnlyStretch] {
    var result: [StorageOnlyStretch] = []
    let busy = compute.filter { $0.countsBest && $0.from < $0.until }
    var next = 0
    for piece in storage where piece.countsBest && piece.from < piece.until {
      var from = piece.from
      while next < busy.count, busy[next].until <= from { next += 1 }
      var index = next
      while from < piece.until {
        // COMPUTE pieces do not overlap, so what lies before the next one is free of them.
        let bound = index < busy.count ? min(busy[index].from, piece.until) : piece.until
        if from < bound { result.append(StorageOnlyStretch(from: from, until: bound, gb: piece.bestGB)) }
        from = index < busy.count ? max(bound, min(busy[index].until, piece.until)) : piece.until
        index += 1
      }
    }
    return result
  }

  /// The uninterrupted storage-only time that reaches the as-of; nil when there is none, or none in the window.
  /// Unobserved time interrupts it, as nothing is claimed about it.
  ///
  /// - Parameter spells: as for ``ExposureCalculator/pieces(of:)``.
  package static func present(of spells: [ExposureSpell], _ parameters: ExposureParameters) -> StorageOnlySpell? {
    guard let last = spells.lastIndex(where: { $0.firstAt <= parameters.asOf }) else { return nil }
    // What reaches the as-of is decided without regard to the end of the window.
    var whole = parameters
    whole.until = parameters.asOf
    let all = stretches(
      storage: ExposureCalculator(.storage, whole).pieces(of: spells),
      compute: ExposureCalculator(.compute, whole).pieces(of: spells))
    var since = parameters.asOf
    var sum: Int128 = 0
    let until = min(parameters.asOf, parameters.until)
    for stretch in all.reversed() {
      guard stretch.until == since else { break }
      since = stretch.from
      if stretch.from < until { sum += Int128(stretch.gb) * Int128(min(stretch.until, until) - stretch.from) }
    }
    guard since < until else { return nil }
    return StorageOnlySpell(since: since, until: until, gbMilliseconds: sum, spell: last)
  }
}
