/// The part of a joint step for rows whose start is known only within very many cells (a start that nobody saw for
/// days): the sums over start cells are taken by duration cell, from prefix sums of `p` and `p s`, so that a row costs
/// the number of duration cells and not the number of start cells. Same formulas, same result up to rounding.
struct JointWideSweep {
  private let grid: JointGrid
  private let lines: [JointLine]
  private let start: [Double]
  /// Before each start cell: the sum of p, and of p times s. Here s counts from the grid's origin, which keeps digits.
  private var mass: [Double] = [0]
  private var moment: [Double] = [0]
  /// Differences of the two coefficients of the gain of a start cell: `constant - slope x s`.
  private var constant: [Double]
  private var slope: [Double]

  init(grid: JointGrid, lines: [JointLine], start: [Double]) {
    self.grid = grid
    self.lines = lines
    self.start = start
    mass.reserveCapacity(start.count + 1)
    moment.reserveCapacity(start.count + 1)
    var massSum = 0.0
    var momentSum = 0.0
    for (cell, p) in start.enumerated() {
      massSum += p
      momentSum += p * (Double(cell) + 0.5) * grid.width
      mass.append(massSum)
      moment.append(momentSum)
    }
    constant = [Double](repeating: 0, count: start.count + 1)
    slope = constant
  }

  /// Adds one row to the tallies of the duration cells and to the coefficients of its start cells.
  mutating func add(_ place: JointLayout.Placed, weight: Double, ends: inout [JointTally], open: inout Double) {
    let last = place.firstStart + place.startCount
    let isOpen = place.row.e == .infinity
    let covered = mass[last] - mass[place.firstStart]
    var likelihood = isOpen ? covered : 0
    if !isOpen {
      forEachRun(of: place, time: place.row.e, line: place.firstEndCell) { likelihood += cumulative($0) }
    }
    forEachRun(of: place, time: place.row.c, line: place.firstLookCell) { likelihood -= cumulative($0) }
    guard weight > 0, likelihood > 0 else { return }
    let share = weight / likelihood
    var runs: [(run: Run, share: Double)] = []
    if isOpen {
      open += covered * share
      constant[place.firstStart] += share
      constant[last] -= share
    } else {
      forEachRun(of: place, time: place.row.e, line: place.firstEndCell) { runs.append(($0, share)) }
    }
    forEachRun(of: place, time: place.row.c, line: place.firstLookCell) { runs.append(($0, -share)) }
    for (run, share) in runs {
      ends[run.line].count += share * run.mass
      ends[run.line].sum += share * run.durations
      let level = lines[run.line].intercept + lines[run.line].slope * run.time
      constant[run.first] += share * level
      constant[run.end] -= share * level
      slope[run.first] += share * lines[run.line].slope
      slope[run.end] -= share * lines[run.line].slope
    }
  }

  /// Adds `p_s x coefficient` to the gains of the start cells, once all rows are in.
  func addGains(to gains: inout [Double]) {
    var level = 0.0
    var fall = 0.0
    for cell in start.indices {
      level += constant[cell]
      fall += slope[cell]
      gains[cell] += start[cell] * max(0, level - fall * (Double(cell) + 0.5) * grid.width)
    }
  }

  /// Start cells `first..<end` for which `time - s` lies in one duration cell; `time` counts from the grid's origin.
  private struct Run {
    let line: Int
    let first: Int
    let end: Int
    let time: Double
    let mass: Double
    /// Sum of `p (time - s)`.
    let durations: Double
  }

  /// The sum of `p F(time - s)` over a run.
  private func cumulative(_ run: Run) -> Double {
    lines[run.line].intercept * run.mass + lines[run.line].slope * run.durations
  }

  private func forEachRun(of place: JointLayout.Placed, time: Double, line: Int, _ body: (Run) -> Void) {
    let fromOrigin = time - grid.origin
    let last = place.firstStart + place.startCount
    var line = line
    var first = place.firstStart
    // Line 0 lies before duration 0, where F is 0.
    while first < last, line > 0 {
      let latest = ((fromOrigin - lines[line].left) / grid.width - 0.5).rounded(.down)
      let end = min(last, max(first, Int(latest) + 1))
      if end > first {
        let sum = mass[end] - mass[first]
        body(
          Run(
            line: line, first: first, end: end, time: fromOrigin, mass: sum,
            durations: fromOrigin * sum - (moment[end] - moment[first])))
      }
      first = end
      line -= 1
    }
  }
}
