/// The penalised maximum of a group's likelihood at one spread of the shared factor, with the amount of smoothing chosen
/// by the data, per step (Fellner & Schall; Wood & Fasiolo 2017).
struct PathFit {
  private static let outerLimit = 20
  private static let innerLimit = 6
  private static let trialLimit = 8
  private static let evaluationLimit = 60
  /// Converged: within 0.02 standard errors of the optimum.
  static let converged = 5e-4
  /// Near enough to compare likelihoods by: their logarithm is within 0.03 of the optimum.
  static let roughly = 0.05
  private static let smoothing = 0.01...1_000.0

  /// Where to begin: coefficients a step after a step, and the smoothing of each step.
  struct Start {
    var coefficients: [Double]
    var lambda: [Double]
  }

  let likelihood: PathLikelihood
  let penalty: RoughnessPenalty
  private(set) var coefficients: [Double]
  private(set) var lambda: [Double]
  private(set) var logLikelihood = 0.0
  /// The outer products of the scores at `coefficients`.
  private(set) var information: [Double] = []
  private(set) var evaluations = 0
  /// Whether it got there before the evaluations were used up.
  private(set) var isConverged = false

  private let tolerance: Double
  private var value: PathLikelihood.Value
  private var covariance: [Double] = []

  /// - Parameter tolerance: the gain of a step below which the fit has converged.
  init(_ likelihood: PathLikelihood, from start: Start, tolerance: Double = converged) {
    self.tolerance = tolerance
    self.likelihood = likelihood
    penalty = RoughnessPenalty(knotCount: likelihood.basis.grid.knotCount)
    coefficients = start.coefficients
    lambda = start.lambda
    value = likelihood.value(start.coefficients)
    evaluations = 1
    run()
    logLikelihood = value.logLikelihood
  }

  /// What a spread of the shared factor is judged by: `2 log L - sum lambda b' D3'D3 b`.
  var score: Double {
    2 * logLikelihood - zip(lambda, penalty.roughness(coefficients)).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// `(I + P)^-1`, lambda divided by `ease`.
  func covariance(easedBy ease: Double = 1) -> [Double] {
    var matrix = information
    penalty.add(lambda.map { $0 / ease }, to: &matrix)
    return PositiveDefinite.inverse(matrix, size: likelihood.size)
  }

  private mutating func run() {
    for outer in 0..<Self.outerLimit {
      information = likelihood.information(coefficients)
      covariance = covariance()
      if outer > 0 {
        chooseSmoothing()
        covariance = covariance()
      }
      let (_, gradient) = objective(value, coefficients)
      let step = product(covariance, gradient)
      let gain = dot(gradient, step)
      if outer > 0, gain < tolerance {
        isConverged = true
        return
      }
      climb(gradient, step, gain)
      if evaluations >= Self.evaluationLimit { break }
    }
    information = likelihood.information(coefficients)
  }

  private mutating func chooseSmoothing() {
    let knots = penalty.knotCount
    let roughness = penalty.roughness(coefficients)
    for step in lambda.indices {
      let spent = lambda[step] * penalty.trace(covariance, step: step, size: likelihood.size)
      let free = Double(knots - 3) - spent
      let ratio = max(free, 1e-6) / (lambda[step] * roughness[step] + 1e-12)
      // ratio^1.5
      let change = min(max(ratio * ratio.squareRoot(), 0.1), 10)
      lambda[step] = min(max(lambda[step] * change, Self.smoothing.lowerBound), Self.smoothing.upperBound)
    }
  }

  /// Steps uphill along Newton's direction with a length found by secants: the outer products misjudge the curvature of
  /// small groups several times over.
  private mutating func climb(_ gradient: [Double], _ direction: [Double], _ firstGain: Double) {
    var step = direction
    var gain = firstGain
    var scale = 1.0
    for _ in 0..<Self.innerLimit {
      let densities = likelihood.densities(coefficients)
      let big = densities.largestChange(likelihood.basis, step)
      var length = scale * big >= 1 ? 1 / big : scale
      let before = objective(value, coefficients).value
      var next = coefficients
      var nextValue = value
      var uphill: (value: Double, gradient: [Double]) = (before, gradient)
      for _ in 0..<Self.trialLimit {
        next = coefficients
        for index in next.indices { next[index] += length * step[index] }
        nextValue = likelihood.value(next)
        evaluations += 1
        uphill = objective(nextValue, next)
        if uphill.value >= before - 1e-6 { break }
        length /= 3
      }
      let slope = dot(uphill.gradient, step) / gain
      scale = min(max(length / max(1 - slope, 0.1), 0.1), 2)
      coefficients = next
      value = nextValue
      step = product(covariance, uphill.gradient)
      gain = dot(uphill.gradient, step)
      if gain < max(tolerance / 4, 0.03 * firstGain) || big > 1 || evaluations >= Self.evaluationLimit { return }
    }
  }

  /// The penalised log-likelihood and its gradient.
  private func objective(
    _ value: PathLikelihood.Value, _ coefficients: [Double]
  ) -> (value: Double, gradient: [Double]) {
    let prior = penalty.value(coefficients, lambda)
    return (value.logLikelihood + prior.value, zip(value.gradient, prior.gradient).map { $0 + $1 })
  }

  private func product(_ matrix: [Double], _ vector: [Double]) -> [Double] {
    let size = vector.count
    return matrix.withUnsafeBufferPointer { matrix in
      vector.withUnsafeBufferPointer { vector in
        guard let cells = matrix.baseAddress, let values = vector.baseAddress else { return [] }
        return (0..<size).map { InnerProduct.of(cells + $0 * size, values, size) }
      }
    }
  }

  private func dot(_ one: [Double], _ two: [Double]) -> Double {
    zip(one, two).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
