/// Fits a group: finds out whether the durations of a start share a random factor, and its spread, then fits all paths.
struct GroupFit {
  /// Spreads of the shared factor that are tried, in turn.
  private static let spreads = [0.2, 0.35, 0.5, 0.7]
  /// What a spread must be better by than none, on the scale of twice the log-likelihood.
  private static let price = 4.0
  /// How far below the best a spread may fall before the search ends.
  private static let patience = 6.0
  /// More paths than this are fitted on a sample first, of about a thousand.
  private static let largeGroup = 4_000
  private static let sampleSize = 1_000

  let fit: PathFit
  /// tau, 0 when steps are independent.
  let spread: Double
  /// The longest path.
  let reach: Double

  /// - Parameters:
  ///   - paths: in any order, at least one.
  ///   - medianGap: seconds between consecutive looks of the group's attempts.
  init(_ paths: [StartPath], stepCount: Int, medianGap: Double) {
    let sorted = paths.sorted()
    let problem = Problem(stepCount: stepCount, medianGap: medianGap)
    reach = Self.reach(sorted)
    guard sorted.count > Self.largeGroup else {
      (fit, spread) = Self.search(sorted, problem)
      return
    }
    // Every so-many-th path by value: the sample is spread evenly over all that was seen.
    let every = (sorted.count + Self.sampleSize - 1) / Self.sampleSize
    let sample = stride(from: 0, to: sorted.count, by: every).map { sorted[$0] }
    let (first, spread) = Self.search(sample, problem)
    self.spread = spread
    fit = problem.fit(sorted, spread: spread, from: first)
  }

  static func reach(_ paths: [StartPath]) -> Double { paths.reduce(0) { max($0, $1.reach) } }

  /// The best spread, and its fit. The others are fitted only so far that they can be told apart.
  private static func search(_ paths: [StartPath], _ problem: Problem) -> (PathFit, Double) {
    let independent = problem.fit(paths, spread: 0, from: nil)
    var latest = independent
    var best = independent
    var bestSpread = 0.0
    var bestScore = best.score
    for spread in spreads {
      latest = problem.fit(paths, spread: spread, from: latest, tolerance: PathFit.roughly)
      let score = latest.score - price
      if score > bestScore { (best, bestSpread, bestScore) = (latest, spread, score) }
      if score < bestScore - patience { break }
    }
    if bestSpread > 0 { best = problem.fit(paths, spread: bestSpread, from: best) }
    return (best, bestSpread)
  }

  private struct Problem {
    let stepCount: Int
    let medianGap: Double

    /// - Parameter earlier: a fit of nearly the same to start from; nil starts from log-normals about the brackets.
    func fit(
      _ paths: [StartPath], spread: Double, from earlier: PathFit?, tolerance: Double = PathFit.converged
    ) -> PathFit {
      let stretch = PathLikelihood.Factor.nodes(spread: spread).reduce(1) { max($0, $1.value) }
      let grid = DurationGrid(reach: GroupFit.reach(paths) * stretch, medianGap: medianGap)
      let likelihood = PathLikelihood(paths, grid: grid, stepCount: stepCount, spread: spread)
      return PathFit(likelihood, from: earlier.map { moved($0, to: grid) } ?? start(paths, grid), tolerance: tolerance)
    }

    private func moved(_ fit: PathFit, to grid: DurationGrid) -> PathFit.Start {
      let old = fit.likelihood.basis.grid
      let coefficients = (0..<stepCount).flatMap { step in
        let from = step * old.knotCount
        return grid.moved(Array(fit.coefficients[from..<(from + old.knotCount)]), from: old)
      }
      return PathFit.Start(coefficients: coefficients, lambda: fit.lambda)
    }

    /// Log-normals of spread 0.8, their middles from the distances of the brackets.
    private func start(_ paths: [StartPath], _ grid: DurationGrid) -> PathFit.Start {
      var sums = [Double](repeating: 0, count: stepCount)
      var counts = [Double](repeating: 0, count: stepCount)
      for path in paths {
        for (index, (one, two)) in zip(path.brackets, path.brackets.dropFirst()).enumerated() {
          sums[path.firstStep + index] += two.middle - one.middle
          counts[path.firstStep + index] += 1
        }
      }
      let coefficients = (0..<stepCount).flatMap { step -> [Double] in
        let middle = counts[step] > 0 ? naturalLog(max(0.75 * sums[step] / counts[step], 0.5)) : naturalLog(10)
        let values = (0..<grid.knotCount).map { knot -> Double in
          let distance = grid.knot(knot) - middle
          return -distance * distance / (2 * 0.64)
        }
        let highest = values.reduce(-Double.infinity) { max($0, $1) }
        return values.map { $0 - highest }
      }
      return PathFit.Start(coefficients: coefficients, lambda: [Double](repeating: 1_000, count: stepCount))
    }
  }
}
