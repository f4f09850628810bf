/// Solves symmetric positive definite systems by Cholesky's factoring, on a chosen part of a larger matrix.
enum CholeskySolver {
  /// Pivots below this share of the diagonal count as dependent: their unknown is held at 0.
  private static let dependence = 1e-13

  /// The x with `A x = b` on the rows and columns `chosen` (ascending) of the `size` x `size` matrix.
  /// `right` is indexed like the whole matrix, the result like `chosen`.
  static func solve(_ matrix: [Double], size: Int, chosen: [Int], right: [Double]) -> [Double] {
    let count = chosen.count
    var factor = [Double](repeating: 0, count: count * count)
    var x = chosen.map { right[$0] }
    factor.withUnsafeMutableBufferPointer { cells in
      guard let base = cells.baseAddress else { return }
      for i in 0..<count {
        let rowI = base + i * count
        let source = chosen[i] * size
        for j in 0..<i {
          let rowJ = base + j * count
          let pivot = rowJ[j]
          rowI[j] = pivot > 0 ? (matrix[source + chosen[j]] - InnerProduct.of(rowI, rowJ, j)) / pivot : 0
        }
        let original = matrix[source + chosen[i]]
        let rest = original - InnerProduct.of(rowI, rowI, i)
        rowI[i] = rest > dependence * original ? rest.squareRoot() : 0
      }
      for i in 0..<count {
        let row = base + i * count
        let rest = x[i] - x.withUnsafeBufferPointer { $0.baseAddress.map { InnerProduct.of(row, $0, i) } ?? 0 }
        x[i] = row[i] > 0 ? rest / row[i] : 0
      }
      for i in stride(from: count - 1, through: 0, by: -1) {
        let row = base + i * count
        x[i] = row[i] > 0 ? x[i] / row[i] : 0
        for j in 0..<i { x[j] -= row[j] * x[i] }
      }
    }
    return x
  }
}
