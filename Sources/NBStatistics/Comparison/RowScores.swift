/// The scores of rows under a fitted curve.
struct RowScores {
  private let leftKeys: [IntervalKey]
  private let rightKeys: [IntervalKey]
  /// Mass before each piece, and all of it at the end.
  private let massBefore: [Double]

  init(_ curve: MassCurve) {
    let rows = curve.pieces.map { CensoredInterval(left: $0.left, right: $0.right) }
    leftKeys = rows.map(IntervalKey.left)
    rightKeys = rows.map(IntervalKey.right)
    var before = [0.0]
    for piece in curve.pieces { before.append(before[before.count - 1] + piece.mass) }
    massBefore = before
  }

  /// S at the left end of the row, just before it for an exact row, and at its right end.
  private func survival(of row: CensoredInterval) -> (left: Double, right: Double) {
    let leftKey = IntervalKey.left(of: row)
    let rightKey = IntervalKey.right(of: row)
    let before = partitionPoint(of: leftKeys) { !($0 < leftKey) }
    let through = partitionPoint(of: rightKeys) { rightKey < $0 }
    let total = massBefore[massBefore.count - 1]
    return (total - massBefore[before], row.right == .infinity ? 0 : total - massBefore[through])
  }

  func scores(of rows: [CensoredInterval], _ score: ScoreTest.Score) -> [Double] {
    rows.map { row in
      let (left, right) = survival(of: row)
      switch score {
      case .finkelstein: return (Self.timesLog(left) - Self.timesLog(right)) / (left - right)
      case .wilcoxon: return left + right - 1
      }
    }
  }

  /// `x ln x`, 0 at 0.
  private static func timesLog(_ x: Double) -> Double { x > 0 ? x * naturalLog(x) : 0 }
}
