/// Wilcoxon-type scores of durations of which both ends are bracketed: begun in `(a, b]`, ended in `(c, e]`.
///
/// Of a row whose begin is known the score is `S(l) + S(r) - 1` (`ScoreTest.Score.wilcoxon`): the mean of
/// `S_(j-1) + S_j - 1` over the masses of the pooled estimate within the row. The same mean is taken here, with a begin that
/// is uniform in its bracket:
///
///     c_i = sum_j K_ij p_j [S_(j-1) + S_j - 1] / sum_j K_ij p_j
///
/// K_ij is the share of begins in (a, b] from which a duration of cell j ends in (c, e], p_j the mass of the cell, S_j what
/// lies above it. Scores of the interval `(c - b, e - a]` lose most where polls are wider than the step (200 starts, polls
/// every minute: step 1 six times as slow is found in 3 of 60 logs instead of all, step 2 twice as slow in 40 instead of
/// 57), and their mean follows the width of the brackets.
struct BracketScores {
  /// One a row, in the order of the rows. Not centred.
  let scores: [Double]

  /// Cells grow by this factor.
  private static let growth = 1.12
  private static let rounds = 60

  /// - Parameters:
  ///   - rows: in an order that does not depend on how they arrived: sums are taken in it.
  ///   - fitted: how many of them, from the first, make the estimate at which all are scored; nil: all.
  init(_ rows: [JointRow], fitted: Int? = nil) {
    let edges = Self.edges(rows)
    let shares = rows.map { Self.shares($0, edges) }
    let masses = Self.fit(shares.prefix(fitted ?? rows.count), cells: edges.count)
    // What remains above each cell, summed from the far end so that small remainders keep their digits.
    var above = [Double](repeating: 0, count: masses.count + 1)
    for cell in masses.indices.reversed() { above[cell] = above[cell + 1] + masses[cell] }
    let ranks = masses.indices.map { masses[$0] * (above[$0] + above[$0 + 1] - 1) }
    scores = shares.map { share in
      var likelihood = 0.0
      var sum = 0.0
      for (offset, part) in share.parts.enumerated() {
        likelihood += part * masses[share.first + offset]
        sum += part * ranks[share.first + offset]
      }
      return likelihood > 1e-300 ? sum / likelihood : 0
    }
  }

  /// The shares of one row over the cells from `first` on; 0 elsewhere.
  private struct Shares {
    let first: Int
    let parts: [Double]
  }

  /// The lower edges of the cells; the last cell is open.
  private static func edges(_ rows: [JointRow]) -> [Double] {
    let longest = rows.reduce(1_000) { max($0, $1.e.isFinite ? $1.e - $1.a : $1.c - $1.a) }
    var edges = [0.0]
    var edge = max(50, longest / 3_000)
    while edge < longest {
      edges.append(edge)
      edge *= growth
    }
    edges.append(edge)
    return edges
  }

  private static func shares(_ row: JointRow, _ edges: [Double]) -> Shares {
    var parts: [Double] = []
    var first = 0
    for cell in edges.indices {
      let part: Double
      if cell + 1 < edges.count {
        // Three durations a cell stand for all of it.
        let width = edges[cell + 1] - edges[cell]
        part =
          (share(row, edges[cell] + width / 6) + share(row, edges[cell] + width / 2)
            + share(row, edges[cell] + width * 5 / 6)) / 3
      } else {
        part = row.e == .infinity ? 1 : 0
      }
      if part > 0 {
        parts += [Double](repeating: 0, count: parts.isEmpty ? 0 : cell - first - parts.count)
        if parts.isEmpty { first = cell }
        parts.append(part)
      }
    }
    guard parts.isEmpty else { return Shares(first: first, parts: parts) }
    // Shorter than the distance of the three: the cell that holds its middle.
    let middle = max(0, (row.c + row.e - row.a - row.b) / 2)
    return Shares(first: max(0, partitionPoint(of: edges) { $0 > middle } - 1), parts: [1])
  }

  private static func share(_ row: JointRow, _ duration: Double) -> Double {
    guard row.b > row.a else { return row.c < row.a + duration && row.a + duration <= row.e ? 1 : 0 }
    return max(0, min(row.b, row.e - duration) - max(row.a, row.c - duration)) / (row.b - row.a)
  }

  /// Masses of the cells by expectation-maximisation, each round followed by a light smoothing over neighbours: durations
  /// have no jumps that a few hundred rows could show.
  private static func fit(_ rows: ArraySlice<Shares>, cells: Int) -> [Double] {
    var masses = [Double](repeating: 1 / Double(cells), count: cells)
    // One after the other in plain memory, as they are read sixty times.
    let parts = rows.flatMap(\.parts)
    for _ in 0..<rounds {
      var next = [Double](repeating: 0, count: cells)
      parts.withUnsafeBufferPointer { parts in
        masses.withUnsafeBufferPointer { masses in
          next.withUnsafeMutableBufferPointer { next in
            guard var part = parts.baseAddress, let masses = masses.baseAddress, let next = next.baseAddress
            else { return }
            for row in rows {
              let count = row.parts.count
              let (own, target) = (masses + row.first, next + row.first)
              var likelihood = 0.0
              for offset in 0..<count { likelihood += part[offset] * own[offset] }
              if likelihood > 1e-300 {
                for offset in 0..<count { target[offset] += part[offset] * own[offset] / likelihood }
              }
              part += count
            }
          }
        }
      }
      let total = next.reduce(0, +)
      guard total > 0 else { return masses }
      // The open cell keeps its mass.
      for cell in 0..<(cells - 1) {
        let left = next[max(0, cell - 1)]
        let right = next[min(cells - 2, cell + 1)]
        masses[cell] = (left + 2 * next[cell] + right) / (4 * total)
      }
      masses[cells - 1] = next[cells - 1] / total
    }
    return masses
  }
}
