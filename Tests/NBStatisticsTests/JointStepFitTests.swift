import Testing

@testable import NBStatistics
@testable import StatisticsSimulator

/// The joint estimate of a step's duration (rule Q4 of docs/statistics.md).
struct JointStepFitTests {
  /// Seconds.
  static let golden: [JointRow] = [
    JointRow(a: 0, b: 30, c: 30, e: 90), JointRow(a: 0, b: 20, c: 20, e: 80), JointRow(a: 0, b: 50, c: 50, e: 110),
    JointRow(a: 0, b: 40, c: 0, e: 40), JointRow(a: 10, b: 70, c: 70, e: 130), JointRow(a: 0, b: 55, c: 0, e: 55),
    JointRow(a: 0, b: 10, c: 10, e: 70), JointRow(a: 5, b: 65, c: 5, e: 65), JointRow(a: 0, b: 45, c: 45, e: 105),
    JointRow(a: 0, b: 25, c: 85, e: 145), JointRow(a: 0, b: 35, c: 35, e: 95),
    JointRow(a: 0, b: 60, c: 60, e: .infinity),
  ]

  @Test func `twelve rows give the golden quantiles after 199 steps on 61 cells`() throws {
    let fit = try #require(JointStepFit(Self.golden, width: 1))
    #expect(fit.cellCount == 61)
    #expect(fit.iterations == 199 && !fit.isCapped)
    #expect(isClose(fit.quantile(0.5), 47.2205, 1e-3))
    #expect(isClose(fit.quantile(0.9), 88.2423, 1e-3))
  }

  @Test func `masses stay a distribution and the order of the rows changes nothing`() throws {
    var random = RandomRows(seed: 3)
    let fit = try #require(JointStepFit(Self.golden, width: 1))
    let again = try #require(JointStepFit(random.shuffled(Self.golden), width: 1))
    #expect(isClose(fit.state.duration.reduce(0, +), 1, 1e-12))
    #expect(isClose(fit.state.start.reduce(0, +), 1, 1e-9))
    #expect(fit.state.duration == again.state.duration)
  }

  @Test func `mass in the open cell makes high quantiles unreached`() throws {
    let open = (0..<5).map { _ in JointRow(a: 0, b: 10, c: 300, e: .infinity) }
    let fit = try #require(JointStepFit(Self.golden + open, width: 1))
    #expect(fit.openMass > 0.01)
    #expect(fit.quantile(0.99) == nil)
    #expect(fit.quantile(0.5) != nil)
  }

  /// Rows whose start is uncertain over many cells, exact rows, open ones, ends on edges and looks after all cells.
  static let awkward: [JointRow] = [
    JointRow(a: -700, b: 30, c: 30, e: 90), JointRow(a: -500.5, b: 55.25, c: -500.5, e: 55.25),
    JointRow(a: -90, b: 10, c: 200, e: .infinity), JointRow(a: 5, b: 5, c: 7.3, e: 19.1),
    JointRow(a: 4.9, b: 5.1, c: 25, e: 25), JointRow(a: 3, b: 9, c: -2, e: 26.5), JointRow(a: 0, b: 1, c: 0, e: 300),
  ]

  @Test(arguments: [golden, golden + awkward, awkward])
  func `the step is expectation-maximisation as written, cell by cell`(rows: [JointRow]) throws {
    let layout = JointLayout(rows: rows, width: 1)
    // Uneven distributions, so that no two cells can be mistaken for each other.
    var state = layout.initialState()
    state.start = state.start.enumerated().map { $1 * (1 + Double($0 * 7 % 11)) }.normalised()
    state.duration = state.duration.enumerated().map { $1 * (1 + Double($0 * 5 % 13)) }.normalised()
    let next = layout.step(state, totalWeight: layout.totalWeight)
    let direct = Self.directStep(layout, state)
    for (one, two) in zip(next.start, direct.start) { #expect(isClose(one, two, 1e-12)) }
    for (one, two) in zip(next.duration, direct.duration) { #expect(isClose(one, two, 1e-12)) }
  }

  @Test func `a start unknown for months widens the cells instead of filling the memory`() throws {
    let month = 30.0 * 86_400_000
    let rows = [JointRow(a: -month, b: 0, c: 0, e: 60_000), JointRow(a: 0, b: 30_000, c: 30_000, e: 90_000)]
    let grid = JointGrid(rows: rows, width: 50)
    #expect(grid.startCount <= JointGrid.startLimit && grid.width > 50)
  }

  /// The formulas of section 4 without any of the shortcuts.
  private static func directStep(_ layout: JointLayout, _ state: JointState) -> JointState {
    let edges = layout.grid.edges
    let cells = layout.grid.durationCount
    func share(_ cell: Int, above low: Double, upTo high: Double) -> Double {
      guard cell < cells else { return high == .infinity ? 1 : 0 }
      let covered = min(high, edges[cell + 1]) - max(low, edges[cell])
      return max(0, covered) / (edges[cell + 1] - edges[cell])
    }
    var start = state.start.map { _ in 0.0 }
    var duration = state.duration.map { _ in 0.0 }
    for place in layout.placed {
      let range = layout.grid.startCells(of: place.row)
      let terms = range.map { cell -> Double in
        let s = layout.grid.start(cell)
        let inside = state.duration.indices.reduce(0.0) {
          $0 + state.duration[$1] * share($1, above: place.row.c - s, upTo: place.row.e - s)
        }
        return state.start[cell] * inside
      }
      let likelihood = terms.reduce(0, +)
      for (position, cell) in range.enumerated() {
        start[cell] += place.weight * terms[position] / likelihood / layout.totalWeight
        let s = layout.grid.start(cell)
        for d in duration.indices {
          duration[d] +=
            state.duration[d] * place.weight * state.start[cell]
            * share(d, above: place.row.c - s, upTo: place.row.e - s) / likelihood / layout.totalWeight
        }
      }
    }
    return JointState(start: start, duration: duration)
  }
}
