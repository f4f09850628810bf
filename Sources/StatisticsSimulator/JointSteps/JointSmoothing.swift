import NBStatistics

/// The smoothing step of EMS (Silverman, Jones, Wilson & Nychka 1990) on the finite duration cells:
/// `K_jk` proportional to `(w_j / x_j) exp(-(ln x_j - ln x_k)^2 / (2 x 0.18^2))`, x the midpoint and w the width of a
/// cell, columns summing to 1. It smooths on the scale of ratios; the open cell is left alone by the caller.
struct JointSmoothing: Sendable {
  /// Standard deviation of the kernel in ln d.
  static let bandwidth = 0.18

  private let count: Int
  /// K by rows.
  private let kernel: [Double]

  init(edges: [Double]) {
    let count = edges.count - 1
    let logs = (0..<count).map { naturalLog((edges[$0] + edges[$0 + 1]) / 2) }
    let scale = -1 / (2 * Self.bandwidth * Self.bandwidth)
    var kernel = [Double](repeating: 0, count: count * count)
    for k in 0..<count {
      var sum = 0.0
      for j in 0..<count {
        let distance = logs[j] - logs[k]
        let value =
          (edges[j + 1] - edges[j]) / ((edges[j] + edges[j + 1]) / 2) * exponential(scale * distance * distance)
        kernel[j * count + k] = value
        sum += value
      }
      for j in 0..<count { kernel[j * count + k] /= sum }
    }
    self.count = count
    self.kernel = kernel
  }

  /// `K f` for the finite cells; anything after them is kept.
  func applied(to masses: [Double]) -> [Double] {
    var smoothed = masses
    for j in 0..<count {
      var sum = 0.0
      for k in 0..<count { sum += kernel[j * count + k] * masses[k] }
      smoothed[j] = sum
    }
    return smoothed
  }
}
