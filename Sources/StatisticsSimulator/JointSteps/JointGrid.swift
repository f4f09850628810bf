import NBStatistics

/// The cells on which a joint fit lives. Milliseconds throughout.
///
/// Start ages s: cells of width h from the smallest a; s stands at the midpoint. Durations d: cells from 0, each of
/// width `max(h, 0.05 x its left edge)`, up to X = the largest finite `e - a` or `c - a`, plus one open cell
/// `(X, infinity)`. The cumulative F of the durations is linear within a cell.
struct JointGrid: Sendable {
  /// h; doubled until at most `startLimit` start cells are needed, since memory and time grow with their number.
  let width: Double
  /// The smallest a.
  let origin: Double
  let startCount: Int
  /// Edges of the finite duration cells, ascending from 0; one more than there are cells.
  let edges: [Double]

  /// How many duration cells, from 0 on, are h wide; at least one.
  let uniformCount: Int

  var durationCount: Int { edges.count - 1 }

  /// Width of duration cells relative to their left edge.
  static let growth = 0.05
  /// Two million cells: 24 days of uncertain start at h = 1 s.
  static let startLimit = 1 << 21

  /// - Parameter rows: not empty, already mended so that `c < e`.
  init(rows: [JointRow], width: Double) {
    var origin = Double.infinity
    var latest = -Double.infinity
    var reach = 0.0
    for row in rows {
      origin = min(origin, row.a)
      latest = max(latest, row.b)
      reach = max(reach, row.c - row.a)
      if row.e.isFinite { reach = max(reach, row.e - row.a) }
    }
    var width = width
    while (latest - origin) / width > Double(Self.startLimit) { width *= 2 }
    self.width = width
    self.origin = origin
    startCount = max(1, Int(((latest - origin) / width).rounded(.up)))
    var edges = [0.0]
    var uniform = 0
    while let edge = edges.last, edge < reach || edges.count == 1 {
      if Self.growth * edge <= width { uniform += 1 }
      edges.append(edge + max(width, Self.growth * edge))
    }
    uniformCount = uniform
    self.edges = edges
  }

  /// The midpoint of a start cell.
  @inline(__always)
  func start(_ cell: Int) -> Double { origin + (Double(cell) + 0.5) * width }

  /// The start cells whose midpoint lies in `(a, b]`, or, if none does, the one that holds b.
  func startCells(of row: JointRow) -> Range<Int> {
    // Midpoint j is in (a, b] when (a - origin) / h - 1/2 < j <= (b - origin) / h - 1/2.
    let first = Int(((row.a - origin) / width - 0.5).rounded(.down)) + 1
    let last = Int(((row.b - origin) / width - 0.5).rounded(.down))
    if first <= last { return max(0, first)..<min(startCount, last + 1) }
    let holding = min(startCount - 1, max(0, Int((row.b - origin) / width)))
    return holding..<(holding + 1)
  }

  /// h of a group: `max(50 ms, min(1 s, median gap / 10))`.
  /// - Parameter gaps: milliseconds between consecutive observations within the group's attempts; may be empty, which
  ///   gives 1 s.
  static func width(gaps: [Int64]) -> Double {
    guard let median = Median.of(gaps) else { return 1_000 }
    return max(50, min(1_000, median / 10))
  }
}
