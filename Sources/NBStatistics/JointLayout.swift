/// The rows of a joint fit placed on its grid: for each distinct row its weight, its start cells, and the duration
/// cells in which `c - s` and `e - s` lie for the first of them.
struct JointLayout: Sendable {
  struct Placed: Sendable {
    let row: JointRow
    let weight: Double
    let firstStart: Int
    let startCount: Int
    /// Index into the cells of `JointCumulative`, for the first start cell; later starts only go down from here.
    let firstEndCell: Int
    let firstLookCell: Int
  }

  let grid: JointGrid
  let placed: [Placed]
  /// For each row given, the index of its `placed` row.
  let placeOfRow: [Int]
  let totalWeight: Double
  /// The largest number of start cells of one row.
  let longestRange: Int

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
    let placed = groups.map { group in
      let cells = grid.startCells(of: group.row)
      let start = grid.start(cells.lowerBound)
      return Placed(
        row: group.row, weight: group.weight, firstStart: cells.lowerBound, startCount: cells.count,
        firstEndCell: Self.cell(of: group.row.e - start, in: grid.edges),
        firstLookCell: Self.cell(of: group.row.c - start, in: grid.edges))
    }
    self.placed = placed
    longestRange = placed.reduce(1) { max($0, $1.startCount) }
  }

  /// 0 before the first edge, the number of cells plus 1 from the last edge on.
  private static func cell(of duration: Double, in edges: [Double]) -> Int {
    partitionPoint(of: edges) { $0 > duration }
  }

  /// Any total order: sums are then the same whatever the order of the rows.
  private static func precedes(_ one: JointRow, _ two: JointRow) -> Bool {
    (one.a, one.b, one.c, one.e) < (two.a, two.b, two.c, two.e)
  }

  /// p uniform over the covered start cells; f uniform per unit of width, with 1 / (m + 1) in the open cell.
  func initialState() -> JointState {
    var covers = [Int](repeating: 0, count: grid.startCount + 1)
    for place in placed {
      covers[place.firstStart] += 1
      covers[place.firstStart + place.startCount] -= 1
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
