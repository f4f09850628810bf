import Testing

@testable import NBStatistics

/// The likelihood of paths against plain integrals, and its gradient against differences.
struct PathLikelihoodTests {
  private typealias Bracket = StartPath.Bracket

  private static func path(
    _ brackets: [(Double, Double)], first: Int = 0, known: Bool = false, censored: Double? = nil, exact: Bool = false
  ) -> StartPath {
    StartPath(
      firstStep: first, brackets: brackets.map { Bracket(low: $0.0, high: $0.1) }, isBeginKnown: known,
      censoredAt: censored, isEndExact: exact)
  }

  /// One of each kind.
  static let kinds: [StartPath] = [
    path([(-0.4, 0), (5, 20)], known: true), path([(-0.4, 0)], known: true, censored: 30),
    path([(-0.4, 0), (17, 17)], known: true, exact: true), path([(-30, 0), (0, 30)]),
    path([(-30, 0)], censored: 12), path([(-30, 0), (0, 30), (0, 30), (30, 60)]),
    path([(-0.4, 0), (0, 30), (0, 30), (30, 60)], known: true),
    path([(-30, 0), (0, 30), (30, 60)], censored: 95),
    path([(-0.2, 0), (0.4, 20), (44, 44)], known: true, exact: true),
    path([(-20, 0), (10, 10.05), (12, 40)]), path([(30, 60), (60, 90)], first: 1),
  ]

  private static func likelihood(_ paths: [StartPath], spread: Double = 0) -> (PathLikelihood, [Double]) {
    let grid = DurationGrid(reach: 140, medianGap: 30)
    let likelihood = PathLikelihood(paths, grid: grid, stepCount: 3, spread: spread)
    // Not symmetric, another one a step.
    let coefficients = (0..<3).flatMap { step in
      (0..<grid.knotCount).map { knot -> Double in
        let distance = grid.knot(knot) - naturalLog(8 + 6 * Double(step))
        return -distance * distance / 1.4 + 0.2 * distance
      }
    }
    return (likelihood, coefficients)
  }

  @Test(arguments: [0, 0.35]) func `the gradient of every kind of path is that of differences`(spread: Double) {
    for path in Self.kinds {
      let (likelihood, coefficients) = Self.likelihood([path], spread: spread)
      let gradient = likelihood.value(coefficients).gradient
      for index in coefficients.indices {
        var moved = coefficients
        moved[index] += 1e-4
        let above = likelihood.value(moved).logLikelihood
        moved[index] -= 2e-4
        let below = likelihood.value(moved).logLikelihood
        #expect(isClose(gradient[index], (above - below) / 2e-4, 1e-7))
      }
    }
  }

  @Test func `scores of single paths add up to the gradient, their squares to the information`() {
    let (likelihood, coefficients) = Self.likelihood(Self.kinds)
    let single = Self.kinds.map { Self.likelihood([$0]).0.value(coefficients).gradient }
    let gradient = likelihood.value(coefficients).gradient
    let information = likelihood.information(coefficients)
    for i in coefficients.indices {
      #expect(isClose(gradient[i], single.reduce(0) { $0 + $1[i] }, 1e-11))
      for j in coefficients.indices {
        #expect(isClose(information[i * coefficients.count + j], single.reduce(0) { $0 + $1[i] * $1[j] }, 1e-11))
      }
    }
  }

  /// Those of looks in a fixed rhythm: the same brackets again and again, some ends to the millisecond, some paths equal.
  private static let rhythm: [StartPath] = (0..<90).flatMap { number -> [StartPath] in
    let known = number % 5 > 0
    let begin = known ? (-0.4, 0.0) : (-30.0, 0.0)
    let end = 61 + 0.37 * Double(number % 40)
    return [
      path([begin, (0, 30), (0, 30), (end, end)], known: known, exact: true),
      path([begin, (0, 30), (30, 60), (60, 90)], known: known),
      path([begin, (0, 30), (0, 30)], known: known, censored: number % 3 == 0 ? 60 : 30),
      path([begin, number % 7 > 0 ? (0, 30) : (30, 60)], known: known),
      path([begin, (10 + end, 10 + end)], known: known, exact: true),
    ]
  }

  @Test(arguments: [0, 0.35]) func `what paths have in common counts in each of them`(spread: Double) {
    let paths = (Self.kinds + Self.rhythm).sorted()
    let (likelihood, coefficients) = Self.likelihood(paths, spread: spread)
    let size = coefficients.count
    var sum = 0.0
    var gradient = [Double](repeating: 0, count: size)
    var squares = [Double](repeating: 0, count: size * size)
    for path in paths {
      let alone = Self.likelihood([path], spread: spread).0.value(coefficients)
      sum += alone.logLikelihood
      for i in 0..<size {
        gradient[i] += alone.gradient[i]
        for j in 0..<size { squares[i * size + j] += alone.gradient[i] * alone.gradient[j] }
      }
    }
    // Twice, as what was carried for one set of coefficients must not be left for the next.
    for _ in 0..<2 {
      let value = likelihood.value(coefficients)
      #expect(isClose(value.logLikelihood, sum, 1e-9))
      #expect(zip(value.gradient, gradient).allSatisfy { isClose($0, $1, 1e-9) })
      #expect(zip(likelihood.information(coefficients), squares).allSatisfy { isClose($0, $1, 1e-8) })
      _ = likelihood.value(coefficients.map { $0 * 0.9 })
    }
  }

  @Test func `a path of three hidden transitions has the likelihood of a plain integral`() {
    let path = Self.kinds[5]
    let (likelihood, coefficients) = Self.likelihood([path])
    let densities = likelihood.densities(coefficients)
    func survival(_ step: Int, _ duration: Double) -> Double {
      if duration <= 0 { return 1 }
      let cell = Int(duration.squareRoot() / DurationGrid.nodeStep)
      let entry = densities.table[step * densities.rowLength + cell]
      return entry[1] - 2 * (duration - likelihood.basis.grid.node(cell)) * entry[2]
    }
    // On a fine regular grid: the chance of each instant is carried from bracket to bracket.
    let count = 1_200
    func instants(_ bracket: StartPath.Bracket) -> [Double] {
      (0..<count).map { bracket.low + (Double($0) + 0.5) * bracket.width / Double(count) }
    }
    var chances = [Double](repeating: 1 / Double(count), count: count)
    for step in 0..<2 {
      let to = path.brackets[step + 1]
      let width = to.width / Double(count)
      // Both grids have the same step: durations depend on the difference of indices alone.
      let shift = instants(to)[0] - instants(path.brackets[step])[0]
      let jump = (-(count - 1)...(count - 1)).map { lag -> Double in
        let duration = shift + Double(lag) * width
        return survival(step, duration - width / 2) - survival(step, duration + width / 2)
      }
      var next = [Double](repeating: 0, count: count)
      for (from, chance) in chances.enumerated() {
        for to in 0..<count { next[to] += chance * jump[to - from + count - 1] }
      }
      chances = next
    }
    let last = path.brackets[3]
    let whole = zip(instants(path.brackets[2]), chances).reduce(0) { sum, pair in
      sum + pair.1 * (survival(2, last.low - pair.0) - survival(2, last.high - pair.0))
    }
    // Twelve cells of uniform chance within a bracket stand for the exact curve.
    #expect(isClose(likelihood.value(coefficients).logLikelihood, naturalLog(whole), 0.02))
  }

  @Test func `a likelihood that nothing explains is tiny, not zero, and has no gradient`() {
    let (likelihood, coefficients) = Self.likelihood([Self.path([(-0.4, 0), (900, 960)], known: true)])
    let value = likelihood.value(coefficients)
    #expect(value.logLikelihood > -700 && value.gradient.allSatisfy { $0 == 0 })
  }
}
