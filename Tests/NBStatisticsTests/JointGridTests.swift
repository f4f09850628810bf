import Testing

@testable import NBStatistics
@testable import StatisticsSimulator

/// The cells of a joint fit (rule Q4 of docs/statistics.md).
struct JointGridTests {
  @Test(
    arguments: [
      ([], 1_000), ([60_000, 60_000, 61_000], 1_000), ([2_000], 200), ([2_000, 4_000], 300), ([100], 50),
    ] as [([Int64], Double)])
  func `h is a tenth of the median gap, within 50 ms and 1 s`(gaps: [Int64], expected: Double) {
    #expect(JointStepFit.width(gaps: gaps) == expected)
  }

  @Test func `duration cells are h wide until 5 percent of the left edge is wider`() {
    let grid = JointGrid(rows: [JointRow(a: 0, b: 1, c: 30, e: 40)], width: 1)
    #expect(Array(grid.edges.prefix(22)) == (0...21).map(Double.init))
    #expect(isClose(grid.edges[22], 22.05, 1e-12))
    #expect(grid.edges[grid.edges.count - 2] < 40 && grid.edges[grid.edges.count - 1] >= 40)
  }

  @Test func `a look without an end reaches as far as an end does`() {
    let grid = JointGrid(rows: [JointRow(a: 0, b: 1, c: 30, e: .infinity)], width: 1)
    #expect(grid.edges[grid.edges.count - 1] >= 30)
  }

  @Test func `a row covers the start cells whose midpoint it holds, or the one that holds b`() {
    let rows = [JointRow(a: -2, b: 3, c: 3, e: 9), JointRow(a: 0, b: 0.5, c: 1, e: 2)]
    let grid = JointGrid(rows: rows, width: 1)
    #expect(grid.startCells(of: rows[0]) == 0..<5)
    // The midpoint 0.5 is within (0, 0.5], right closed.
    #expect(grid.startCells(of: rows[1]) == 2..<3)
    #expect(grid.startCells(of: JointRow(a: 0.5, b: 1.2, c: 2, e: 3)) == 3..<4)
    #expect(grid.startCells(of: JointRow(a: 1.25, b: 1.25, c: 2, e: 3)) == 3..<4)
  }

  @Test func `an end that is not after the last look is put half a cell later`() {
    let layout = JointLayout(rows: [JointRow(a: 0, b: 1, c: 5, e: 5)], width: 1)
    #expect(layout.placed[0].row.e == 5.5)
  }

  @Test func `columns of the smoothing kernel sum to one and the open cell is kept`() {
    let smoothing = JointSmoothing(edges: [0, 1, 2, 3, 4.5])
    let smoothed = smoothing.applied(to: [0, 0.25, 0, 0.25, 0.5])
    #expect(isClose(smoothed.dropLast().reduce(0, +), 0.5, 1e-12))
    #expect(smoothed[4] == 0.5 && smoothed[0] > 0)
  }

  @Test func `the start is uniform per unit of width with one part for the open cell`() {
    let layout = JointLayout(rows: [JointRow(a: 0, b: 2, c: 2, e: 30)], width: 1)
    let state = layout.initialState()
    let cells = layout.grid.durationCount
    #expect(isClose(state.duration[cells], 1 / Double(cells + 1), 1e-15))
    let lastWidth = layout.grid.edges[cells] - layout.grid.edges[cells - 1]
    #expect(isClose(state.duration[cells - 1] / state.duration[0], lastWidth, 1e-9))
    #expect(state.start == [0.5, 0.5])
  }
}
