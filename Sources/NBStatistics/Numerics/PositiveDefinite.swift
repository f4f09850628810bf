/// Inverts symmetric positive definite matrices by Cholesky's factoring.
enum PositiveDefinite {
  /// The inverse of a `size` x `size` matrix, row after row. Pivots below `1e-14` of their diagonal count as that much.
  static func inverse(_ matrix: [Double], size: Int) -> [Double] {
    // L, lower triangle; then its inverse in place; then the product of the inverse's transpose with itself.
    var factor = matrix
    factor.withUnsafeMutableBufferPointer { buffer in
      guard let cells = buffer.baseAddress else { return }
      decompose(cells, size)
      invertTriangle(cells, size)
    }
    // Rows of the transposed inverse, so that all inner products run along memory.
    var transposed = [Double](repeating: 0, count: size * size)
    for i in 0..<size {
      for j in 0...i { transposed[j * size + i] = factor[i * size + j] }
    }
    var result = [Double](repeating: 0, count: size * size)
    transposed.withUnsafeBufferPointer { buffer in
      result.withUnsafeMutableBufferPointer { result in
        guard let rows = buffer.baseAddress, let cells = result.baseAddress else { return }
        for i in 0..<size {
          for j in 0...i {
            let value = InnerProduct.of(rows + i * size + i, rows + j * size + i, size - i)
            cells[i * size + j] = value
            cells[j * size + i] = value
          }
        }
      }
    }
    return result
  }

  private static func decompose(_ cells: UnsafeMutablePointer<Double>, _ size: Int) {
    for i in 0..<size {
      let line = cells + i * size
      for j in 0..<i {
        let other = cells + j * size
        line[j] = (line[j] - InnerProduct.of(line, other, j)) / other[j]
      }
      let rest = line[i] - InnerProduct.of(line, line, i)
      line[i] = max(rest, 1e-14 * line[i]).squareRoot()
    }
  }

  private static func invertTriangle(_ cells: UnsafeMutablePointer<Double>, _ size: Int) {
    let column = UnsafeMutablePointer<Double>.allocate(capacity: size)
    defer { column.deallocate() }
    // Column by column from the right end, each solved against rows that are still those of L.
    for j in stride(from: size - 1, through: 0, by: -1) {
      column.initialize(repeating: 0, count: size)
      column[j] = 1 / cells[j * size + j]
      for i in (j + 1)..<max(size, j + 1) {
        // (L^-1)_ij = -(sum of the inverse's row i with L's column j) / L_jj, rows below j are inverted already.
        var sum = 0.0
        for k in (j + 1)...i { sum += cells[i * size + k] * cells[k * size + j] }
        column[i] = -sum * column[j]
      }
      for i in j..<size { cells[i * size + j] = column[i] }
    }
  }
}
