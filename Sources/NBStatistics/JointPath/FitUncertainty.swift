/// The covariance of a fit's coefficients, and the part of it that comes from the data.
struct FitUncertainty {
  private let size: Int
  private let knots: Int
  /// `V = (I + P(lambda / 10))^-1`.
  let covariance: [Double]
  /// `V I V`.
  let dataCovariance: [Double]

  init(_ fit: PathFit) {
    size = fit.likelihood.size
    knots = fit.likelihood.basis.grid.knotCount
    covariance = fit.covariance(easedBy: DurationBand.smoothingEase)
    let half = Self.product(covariance, fit.information, size)
    dataCovariance = Self.product(half, covariance, size)
  }

  /// The block of one step.
  func block(_ matrix: [Double], _ step: Int) -> [Double] {
    var block: [Double] = []
    block.reserveCapacity(knots * knots)
    for row in (step * knots)..<((step + 1) * knots) {
      block += matrix[(row * size + step * knots)..<(row * size + (step + 1) * knots)]
    }
    return block
  }

  /// The product of a matrix with a symmetric one.
  private static func product(_ one: [Double], _ symmetric: [Double], _ size: Int) -> [Double] {
    var result = [Double](repeating: 0, count: size * size)
    one.withUnsafeBufferPointer { one in
      symmetric.withUnsafeBufferPointer { two in
        guard let rows = one.baseAddress, let columns = two.baseAddress else { return }
        result.withUnsafeMutableBufferPointer { result in
          for i in 0..<size {
            for j in 0..<size { result[i * size + j] = InnerProduct.of(rows + i * size, columns + j * size, size) }
          }
        }
      }
    }
    return result
  }
}
