import NBStatistics

/// The rows of a joint fit placed on its grid: for each distinct row its weight, its start cells, and how its two ends
/// run through the duration cells.
struct JointLayout: Sendable {
  struct Placed: Sendable {
    let row: JointRow
    let weight: Double
    let starts: Range<Int>
    /// The end e; nil when open.
    let end: JointTrack?
    /// The last look before the end, c.
    let look: JointTrack
  }

  let grid: JointGrid
  let placed: [Placed]
  /// For each row given, the index of its `placed` row.
  let placeOfRow: [Int]
  let totalWeight: Double
  /// The lengths of all runs of all tracks.
  let runLengths: [Int32]

  /// - Parameter rows: not empty. Rows with `c >= e` get `e = c + h / 2`.
  init(rows: [JointRow], width: Double) {
    let mended = rows.map { $0.c < $0.e ? $0 : JointRow(a: $0.a, b: $0.b, c: $0.c, e: $0.c + width / 2) }
    let grid = JointGrid(rows: mended, width: width)
    let order = mended.indices.sorted { Self.precedes(mended[$0], mended[$1]) }
    var groups: [(row: JointRow, weight: Double)] = []
    var placeOfRow = [Int](repeating: 0, count: rows.count)
    for index in order {
      if groups.last?.row == mended[index] {
        groups[groups.count - 1].weight += 1
      } else {
        groups.append((mended[index], 1))
      }
      placeOfRow[index] = groups.count - 1
    }
    self.grid = grid
    self.placeOfRow = placeOfRow
    totalWeight = Double(rows.count)
    var runLengths: [Int32] = []
    placed = groups.map { group in
      let starts = grid.startCells(of: group.row)
      return Placed(
        row: group.row, weight: group.weight, starts: starts,
        end: group.row.e.isFinite
          ? JointTrack(group.row.e, starts: starts, grid: grid, runLengths: &runLengths) : nil,
        look: JointTrack(group.row.c, starts: starts, grid: grid, runLengths: &runLengths))
    }
    self.runLengths = runLengths
  }

  /// Any total order: sums are then the same whatever the order of the rows.
  private static func precedes(_ one: JointRow, _ two: JointRow) -> Bool {
    (one.a, one.b, one.c, one.e) < (two.a, two.b, two.c, two.e)
  }

  /// p uniform over the covered start cells; f uniform per unit of width, with 1 / (m + 1) in the open cell.
  func initialState() -> JointState {
    var covers = [Int](repeating: 0, count: grid.startCount + 1)
    for place in placed {
      covers[place.starts.lowerBound] += 1
      covers[place.starts.upperBound] -= 1
    }
    var running = 0
    let start = (0..<grid.startCount).map { cell -> Double in
      running += covers[cell]
      return running > 0 ? 1 : 0
    }
    let count = grid.durationCount
    let open = 1 / Double(count + 1)
    let whole = grid.edges[count]
    let finite = (0..<count).map { (1 - open) * (grid.edges[$0 + 1] - grid.edges[$0]) / whole }
    return JointState(start: start.normalised(), duration: finite + [open])
  }
}
