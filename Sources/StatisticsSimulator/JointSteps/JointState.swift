import NBStatistics

/// The two distributions of a joint fit: start ages p by start cell, durations f by duration cell (the open one last).
struct JointState: Sendable {
  var start: [Double]
  var duration: [Double]
}

/// F as a line in one cell: `intercept + slope * d`.
struct JointLine: Sendable {
  var intercept: Double
  var slope: Double

  /// F by cells, ready for lookups: cell 0 lies before 0 (F = 0), cells 1...m are the finite ones, cell m + 1 is all
  /// beyond them, where F stays at the finite mass.
  static func cumulative(edges: [Double], duration: [Double]) -> [JointLine] {
    var lines = [JointLine(intercept: 0, slope: 0)]
    var sum = 0.0
    for cell in 0..<(edges.count - 1) {
      let density = duration[cell] / (edges[cell + 1] - edges[cell])
      lines.append(JointLine(intercept: sum - density * edges[cell], slope: density))
      sum += duration[cell]
    }
    lines.append(JointLine(intercept: sum, slope: 0))
    return lines
  }
}
