/// What the fit adds against rough densities: `1/2 b'P b - p'b` is subtracted from the log-likelihood, P block diagonal,
/// `lambda_k D3'D3 + 0.02 D2'D2 + 1e-4 I` a step, D2 and D3 second and third differences.
///
/// Third differences vanish for a log-normal, however wide; the small pull goes to one of spread 1.
struct RoughnessPenalty {
  private static let pull = 0.02
  private static let ridge = 1e-4
  /// Second difference of the logarithm of a log-normal density of spread 1.
  private static let bend = -DurationGrid.knotStep * DurationGrid.knotStep

  let knotCount: Int
  /// D3'D3 and the rest of P, K x K.
  let third: [Double]
  private let fixed: [Double]
  /// p, of one step.
  private let linear: [Double]

  init(knotCount: Int) {
    self.knotCount = knotCount
    let count = knotCount
    third = Self.square([-1, 3, -3, 1], count)
    var fixed = Self.square([1, -2, 1], count).map { Self.pull * $0 }
    for knot in 0..<count { fixed[knot * count + knot] += Self.ridge }
    self.fixed = fixed
    var linear = [Double](repeating: 0, count: count)
    for row in 0..<(count - 2) {
      for (offset, weight) in [1.0, -2, 1].enumerated() { linear[row + offset] += Self.pull * Self.bend * weight }
    }
    self.linear = linear
  }

  /// D'D of a difference.
  private static func square(_ difference: [Double], _ count: Int) -> [Double] {
    var matrix = [Double](repeating: 0, count: count * count)
    for row in 0...(count - difference.count) {
      for (i, one) in difference.enumerated() {
        for (j, two) in difference.enumerated() { matrix[(row + i) * count + row + j] += one * two }
      }
    }
    return matrix
  }

  /// Adds P to a matrix of all steps.
  func add(_ lambda: [Double], to matrix: inout [Double]) {
    let size = lambda.count * knotCount
    for step in lambda.indices {
      for i in 0..<knotCount {
        let line = (step * knotCount + i) * size + step * knotCount
        for j in max(0, i - 3)..<min(knotCount, i + 4) {
          matrix[line + j] += lambda[step] * third[i * knotCount + j] + fixed[i * knotCount + j]
        }
      }
    }
  }

  /// `p'b - 1/2 b'P b`, and its gradient.
  func value(_ coefficients: [Double], _ lambda: [Double]) -> (value: Double, gradient: [Double]) {
    var value = 0.0
    var gradient = [Double](repeating: 0, count: coefficients.count)
    for step in lambda.indices {
      let from = step * knotCount
      for i in 0..<knotCount {
        var sum = 0.0
        for j in max(0, i - 3)..<min(knotCount, i + 4) {
          sum +=
            (lambda[step] * third[i * knotCount + j] + fixed[i * knotCount + j]) * coefficients[from + j]
        }
        gradient[from + i] = linear[i] - sum
        value += coefficients[from + i] * (linear[i] - sum / 2)
      }
    }
    return (value, gradient)
  }

  /// `b_k' D3'D3 b_k` of each step.
  func roughness(_ coefficients: [Double]) -> [Double] {
    stride(from: 0, to: coefficients.count, by: knotCount).map { from in
      var sum = 0.0
      for row in 0..<(knotCount - 3) {
        let b = from + row
        let third = coefficients[b + 3] - 3 * coefficients[b + 2] + 3 * coefficients[b + 1] - coefficients[b]
        sum += third * third
      }
      return sum
    }
  }

  /// `tr(V_kk D3'D3)` of a step.
  func trace(_ covariance: [Double], step: Int, size: Int) -> Double {
    var sum = 0.0
    for i in 0..<knotCount {
      let line = (step * knotCount + i) * size + step * knotCount
      for j in max(0, i - 3)..<min(knotCount, i + 4) { sum += covariance[line + j] * third[i * knotCount + j] }
    }
    return sum
  }
}
