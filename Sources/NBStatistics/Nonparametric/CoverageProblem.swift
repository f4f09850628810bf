/// The likelihood that sections 2 and 3 of the statistics share: maximise `L(p) = sum_i w_i ln D_i` over masses
/// `p >= 0`, `sum p = 1`, where `D_i` is the sum of the masses of the atoms that row i covers.
///
/// Two kinds of rows, so that each evaluation is O(rows + atoms):
/// - *range rows* cover a contiguous range `first...last` of the atoms in their own order;
/// - *tail rows* (in progress, cause unknown) cover every atom from some rank on in a second order, `tailOrder`.
///   Plain estimates have none.
///
/// At the optimum `g_j <= 1` everywhere, where `g_j = (1/N) sum of w_i / D_i over the rows that cover j`, and
/// `L(optimum) - L(p) <= N (max g_j - 1)` for every p with sum 1.
struct CoverageProblem: Sendable {
  struct RangeRow: Sendable {
    let first: Int
    let last: Int
    let weight: Double
  }

  struct TailRow: Sendable {
    /// First rank in `tailOrder` that the row covers.
    let start: Int
    let weight: Double
  }

  let atomCount: Int
  let rangeRows: [RangeRow]
  let tailRows: [TailRow]
  /// The atoms by tail rank; empty when there are no tail rows.
  let tailOrder: [Int]
  /// N, the sum of all weights.
  let totalWeight: Double

  /// Rows may come in any order; equal ones are merged, and the result does not depend on the order.
  init(atomCount: Int, rangeRows: [RangeRow], tailRows: [TailRow] = [], tailOrder: [Int] = []) {
    self.atomCount = atomCount
    self.tailOrder = tailRows.isEmpty ? [] : tailOrder
    self.rangeRows = Self.merged(rangeRows)
    self.tailRows = Self.merged(tailRows)
    totalWeight =
      self.rangeRows.reduce(0) { $0 + $1.weight } + self.tailRows.reduce(0) { $0 + $1.weight }
  }

  private static func merged(_ rows: [RangeRow]) -> [RangeRow] {
    var merged: [RangeRow] = []
    for row in rows.sorted(by: { ($0.first, $0.last) < ($1.first, $1.last) }) {
      if let before = merged.last, before.first == row.first, before.last == row.last {
        merged[merged.count - 1] = RangeRow(first: row.first, last: row.last, weight: before.weight + row.weight)
      } else {
        merged.append(row)
      }
    }
    return merged
  }

  private static func merged(_ rows: [TailRow]) -> [TailRow] {
    var merged: [TailRow] = []
    for row in rows.sorted(by: { $0.start < $1.start }) {
      if let before = merged.last, before.start == row.start {
        merged[merged.count - 1] = TailRow(start: row.start, weight: before.weight + row.weight)
      } else {
        merged.append(row)
      }
    }
    return merged
  }

  /// The same problem on some of the atoms only (ascending indices). Every row must keep at least one atom.
  func restricted(to support: [Int]) -> CoverageProblem {
    var before = [Int](repeating: 0, count: atomCount + 1)
    var new = [Int](repeating: -1, count: atomCount)
    for (position, atom) in support.enumerated() {
      before[atom + 1] = 1
      new[atom] = position
    }
    for atom in 0..<atomCount { before[atom + 1] += before[atom] }
    var ranksBefore = [0]
    var order: [Int] = []
    for atom in tailOrder {
      if new[atom] >= 0 { order.append(new[atom]) }
      ranksBefore.append(order.count)
    }
    return CoverageProblem(
      atomCount: support.count,
      rangeRows: rangeRows.map {
        RangeRow(first: before[$0.first], last: before[$0.last + 1] - 1, weight: $0.weight)
      },
      tailRows: tailRows.map { TailRow(start: ranksBefore[$0.start], weight: $0.weight) },
      tailOrder: order)
  }
}
