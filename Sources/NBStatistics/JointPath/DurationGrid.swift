/// Where the durations of a fit live, seconds: cells between the nodes `d_i = (0.08 i)^2`, fine near zero and coarse far
/// out, and on them a smooth density of ln d, a sum of uniform cubic B-splines in x = ln d.
struct DurationGrid: Sendable, Equatable {
  /// Step of `sqrt d` between nodes.
  static let nodeStep = 0.08
  /// Distance of the knots in ln d.
  static let knotStep = 0.4
  /// The shortest grid, however short the paths.
  private static let shortestHigh = 20.0

  /// Below this duration the density is flat: looks cannot tell.
  let low: Double
  let high: Double
  /// M; cell c lies between nodes c and c + 1.
  let cellCount: Int
  /// K: coefficients of a step.
  let knotCount: Int

  /// - Parameters:
  ///   - reach: the longest path, see ``StartPath/reach``.
  ///   - medianGap: seconds between consecutive looks of the group's attempts.
  init(reach: Double, medianGap: Double) {
    low = min(max(medianGap / 32, 0.1), 2)
    high = max(2 * reach, Self.shortestHigh)
    cellCount = Int((high.squareRoot() / Self.nodeStep).rounded(.up))
    knotCount = Int(((naturalLog(high) - naturalLog(low)) / Self.knotStep).rounded(.up)) + 3
  }

  func node(_ index: Int) -> Double {
    let root = Self.nodeStep * Double(index)
    return root * root
  }

  func width(_ cell: Int) -> Double { node(cell + 1) - node(cell) }

  /// ln of the knot of coefficient j.
  func knot(_ index: Int) -> Double { naturalLog(low) + Self.knotStep * Double(index - 1) }

  /// x of a cell: ln of its middle, `low` at least.
  func position(_ cell: Int) -> Double { naturalLog(max((node(cell) + node(cell + 1)) / 2, low)) }

  /// The four splines that are not zero at x, from coefficient `first` on.
  func splines(at x: Double) -> (first: Int, weights: SIMD4<Double>) {
    let place = (x - naturalLog(low)) / Self.knotStep
    let first = min(max(0, Int(place.rounded(.down))), knotCount - 4)
    var weights = SIMD4<Double>.zero
    for offset in 0..<4 { weights[offset] = Self.spline((x - knot(first + offset)) / Self.knotStep) }
    return (first, weights)
  }

  private static func spline(_ v: Double) -> Double {
    let distance = abs(v)
    if distance < 1 { return 2.0 / 3.0 - distance * distance + distance * distance * distance / 2 }
    if distance < 2 { return (2 - distance) * (2 - distance) * (2 - distance) / 6 }
    return 0
  }

  /// The coefficients of this grid that say nearly the same as those of another with the same `low`: linear in ln d.
  func moved(_ coefficients: [Double], from other: DurationGrid) -> [Double] {
    (0..<knotCount).map { index in
      let place = (knot(index) - other.knot(0)) / Self.knotStep
      let lower = min(max(0, Int(place.rounded(.down))), other.knotCount - 2)
      let slope = coefficients[lower + 1] - coefficients[lower]
      // Beyond the last knot a density that rises would run away.
      let isBeyond = place > Double(other.knotCount - 1)
      return coefficients[lower] + (place - Double(lower)) * (isBeyond ? min(slope, 0) : slope)
    }
  }
}
