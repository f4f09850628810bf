import NBBasics
import NBObservations

/// A stretch of storage-only time at one number of GB.
package struct StorageOnlyStretch: Hashable, Sendable {
  /// Its start.
  package let from: Instant
  /// Its end, exclusive.
  package let until: Instant
  /// Chargeable GB.
  package let gb: Int64
}

/// How long an instance paid for its disk alone: what the disk of a stopped instance costs.
package struct StorageOnly: Hashable, Sendable {
  /// Milliseconds, and GB times milliseconds, at least.
  package private(set) var lower = Amount()
  /// At best knowledge.
  package private(set) var best = Amount()
  /// At most.
  package private(set) var upper = Amount()
  /// Milliseconds of STORAGE about which nothing is claimed.
  package private(set) var unobserved: Int64 = 0

  /// Time added up, once alone and once with its GB.
  package struct Amount: Hashable, Sendable {
    /// Milliseconds.
    package private(set) var milliseconds: Int64 = 0
    /// GB times milliseconds.
    package private(set) var gbMilliseconds: Int128 = 0

    fileprivate init() {}

    fileprivate init(_ stretches: [StorageOnlyStretch]) {
      for stretch in stretches {
        let length = stretch.until - stretch.from
        milliseconds += length
        gbMilliseconds += Int128(stretch.gb) * Int128(length)
      }
    }
  }

  /// All storage-only time of a window, however often the instance ran in between.
  ///
  /// - Parameter spells: as for ``ExposureCalculator/pieces(of:)``.
  package init(of spells: [ExposureSpell], _ parameters: ExposureParameters) {
    let storage = ExposureCalculator(.storage, parameters).pieces(of: spells)
    let compute = ExposureCalculator(.compute, parameters).pieces(of: spells)
    lower = Amount(Self.stretches(storage, \.countsLower, \.lowerGB, without: compute, \.countsUpper))
    best = Amount(Self.stretches(storage, \.countsBest, \.bestGB, without: compute, \.countsBest))
    upper = Amount(Self.stretches(storage, \.countsUpper, \.upperGB, without: compute, \.countsLower))
    for piece in storage where piece.isUnobserved { unobserved += piece.until - piece.from }
  }

  /// The time that `counts` of the storage pieces, minus its overlap with what is `busy` of the compute pieces, in order
  /// of time.
  ///
  /// - Parameters: the pieces of one instance and window, each in order of time.
  static func stretches(
    _ storage: [ExposurePiece], _ counts: KeyPath<ExposurePiece, Bool>, _ gb: KeyPath<ExposurePiece, Int64>,
    without compute: [ExposurePiece], _ isBusy: KeyPath<ExposurePiece, Bool>
  ) -> [StorageOnlyStretch] {
    var result: [StorageOnlyStretch] = []
    let busy = compute.filter { $0[keyPath: isBusy] && $0.from < $0.until }
    var next = 0
    for piece in storage where piece[keyPath: counts] && piece.from < piece.until {
      var from = piece.from
      while next < busy.count, busy[next].until <= from { next += 1 }
      var index = next
      while from < piece.until {
        // COMPUTE pieces do not overlap, so what lies before the next one is free of them.
        let bound = index < busy.count ? max(from, min(busy[index].from, piece.until)) : piece.until
        if from < bound { result.append(StorageOnlyStretch(from: from, until: bound, gb: piece[keyPath: gb])) }
        from = index < busy.count ? max(bound, min(busy[index].until, piece.until)) : piece.until
        index += 1
      }
    }
    return result
  }
}
