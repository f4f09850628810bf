/// The atoms of a competing-risks estimate in one line: those of cause 1, of cause 2, of cause 3, then the residual.
/// A row with a cause covers a range of its cause's block; a pending row covers, in order of left keys over all causes,
/// everything from its own left end on.
struct CompetingAtoms {
  private static let causes: [CompetingCause] = [.ready, .failed, .withdrawn]

  private struct Block {
    let cause: CompetingCause
    let intervals: InnermostIntervals
    /// Index of the block's first atom.
    let base: Int
  }

  private var blocks: [Block] = []
  /// Left key of each atom but the residual one.
  private var leftKeys: [IntervalKey] = []
  /// Index of the atom of unknown cause; nil without pending rows.
  let residualIndex: Int?

  init(_ rows: [CompetingRow]) {
    let pending = rows.filter { $0.cause == .pending }
    let pendingKeys = pending.map { Self.pendingKey($0) }
    for cause in Self.causes {
      let own = rows.filter { $0.cause == cause }.map(\.interval)
      let intervals = InnermostIntervals(
        lefts: own.map(IntervalKey.left) + pendingKeys, rights: own.map(IntervalKey.right))
      blocks.append(Block(cause: cause, intervals: intervals, base: leftKeys.count))
      leftKeys += intervals.leftKeys
    }
    residualIndex = pending.isEmpty ? nil : leftKeys.count
  }

  /// A pending row is open on the left even if its right end was given as the same number.
  private static func pendingKey(_ row: CompetingRow) -> IntervalKey {
    IntervalKey(time: row.interval.left, side: 1)
  }

  func problem(for rows: [CompetingRow]) -> CoverageProblem {
    var ranges: [CoverageProblem.RangeRow] = []
    var tails: [CoverageProblem.TailRow] = []
    // Ties by index, so that the order is the same on every run.
    let order = leftKeys.indices.sorted { (leftKeys[$0], $0) < (leftKeys[$1], $1) }
    let keys = order.map { leftKeys[$0] }
    for row in rows {
      if row.cause == .pending {
        let key = Self.pendingKey(row)
        tails.append(.init(start: partitionPoint(of: keys) { !($0 < key) }, weight: row.interval.weight))
      } else if let block = blocks.first(where: { $0.cause == row.cause }),
        let range = block.intervals.range(within: row.interval)
      {
        ranges.append(
          .init(
            first: block.base + range.lowerBound, last: block.base + range.upperBound, weight: row.interval.weight))
      } else {
        preconditionFailure("every row with a cause holds an innermost interval of that cause")
      }
    }
    return CoverageProblem(
      atomCount: leftKeys.count + (residualIndex == nil ? 0 : 1), rangeRows: ranges, tailRows: tails,
      tailOrder: order + (residualIndex.map { [$0] } ?? []))
  }

  func curves(masses: [Double]) -> [CompetingCause: MassCurve] {
    var curves: [CompetingCause: MassCurve] = [:]
    for block in blocks {
      let pieces = (0..<block.intervals.count).map {
        MassCurve.Piece(
          left: block.intervals.leftKeys[$0].time, right: block.intervals.rightKeys[$0].time,
          mass: masses[block.base + $0])
      }
      curves[block.cause] = MassCurve(pieces: pieces.filter { $0.mass > 0 })
    }
    return curves
  }
}
