/// The splines of a grid at the middles of its cells, tabulated once a fit.
final class SplineBasis {
  let grid: DurationGrid
  /// Of each cell: the first of its four coefficients, and their splines.
  let first: UnsafeMutablePointer<Int32>
  let weights: UnsafeMutablePointer<SIMD4<Double>>
  /// Of each cell: its width, and ln of it less x: what the mass has beside the splines.
  let width: UnsafeMutablePointer<Double>
  let logWidth: UnsafeMutablePointer<Double>
  /// Of each node: `1 / 2w` of the cell above it; 0 beyond the last cell.
  let halfInverse: UnsafeMutablePointer<Double>

  init(_ grid: DurationGrid) {
    self.grid = grid
    let cells = grid.cellCount
    first = .allocate(capacity: cells)
    weights = .allocate(capacity: cells)
    width = .allocate(capacity: cells)
    logWidth = .allocate(capacity: cells)
    halfInverse = .allocate(capacity: cells + 1)
    for cell in 0..<cells {
      let x = grid.position(cell)
      let splines = grid.splines(at: x)
      (first + cell).initialize(to: Int32(splines.first))
      (weights + cell).initialize(to: splines.weights)
      (width + cell).initialize(to: grid.width(cell))
      (logWidth + cell).initialize(to: naturalLog(grid.width(cell)) - x)
      (halfInverse + cell).initialize(to: 1 / (2 * grid.width(cell)))
    }
    (halfInverse + cells).initialize(to: 0)
  }

  deinit {
    first.deallocate()
    weights.deallocate()
    width.deallocate()
    logWidth.deallocate()
    halfInverse.deallocate()
  }

  /// `sum_j b_j B_j` at each cell, of one step's coefficients.
  func values(of coefficients: [Double], into result: UnsafeMutablePointer<Double>) {
    coefficients.withUnsafeBufferPointer { coefficients in
      guard let b = coefficients.baseAddress else { return }
      for cell in 0..<grid.cellCount {
        let own = UnsafeRawPointer(b + Int(first[cell])).loadUnaligned(as: SIMD4<Double>.self)
        result[cell] = (own * weights[cell]).sum()
      }
    }
  }
}
