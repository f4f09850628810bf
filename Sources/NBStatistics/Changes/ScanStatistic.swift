/// How far, in standard deviations, the rows before each candidate differ from what their strata lead one to expect.
///
/// Two kinds, on one scale, so that the largest over all candidates and series can be taken:
/// - scores: `Z_k = U_k / sqrt V_k`, U the sum of the scores before the candidate, each less the mean of its stratum, V its
///   variance over all divisions within the strata (`ScoreTest`'s, added over strata);
/// - failures: the signed root of the likelihood ratio `2 sum O ln (O / E)` of the four counts, E from the strata's
///   shares. Rare failures make Z skewed: one failure in the first 5 of 100 starts has Z = 4.4, and the root is 2.5.
///
/// Positive: after the candidate times are longer, or failures more frequent.
struct ScanStatistic {
  enum Kind: Equatable {
    case scores
    case failures
  }

  let series: ChangeSeries
  let kind: Kind
  /// Scores: `1 / sqrt V_k` by candidate.
  let scales: [Double]
  /// Failures: those expected before each candidate.
  let expected: [Double]
  /// Failures: `i ln i` up to the number of rows.
  let timesLog: [Double]
  let failures: Int

  /// - Parameter series: its values are centred within strata when they are scores.
  init(_ series: ChangeSeries, _ kind: Kind) {
    self.series = series
    self.kind = kind
    let sums = series.strata.map { range in series.values[range].reduce(0, +) }
    failures = kind == .failures ? Int(sums.reduce(0, +)) : 0
    let squares = series.strata.map { range in series.values[range].reduce(0) { $0 + $1 * $1 } }
    let stratum = series.stratumOfRow
    var before = [Int](repeating: 0, count: series.strata.count)
    var scales: [Double] = []
    var expected: [Double] = []
    var row = 0
    for candidate in series.candidates {
      while row < candidate {
        before[stratum[row]] += 1
        row += 1
      }
      var variance = 0.0
      var mean = 0.0
      for (number, range) in series.strata.enumerated() {
        let (k, n) = (Double(before[number]), Double(range.count))
        if n > 1 { variance += k * (n - k) / (n * (n - 1)) * squares[number] }
        mean += k / n * sums[number]
      }
      scales.append(variance > 1e-9 ? 1 / variance.squareRoot() : 0)
      expected.append(mean)
    }
    self.scales = scales
    self.expected = expected
    timesLog = kind == .failures ? (0...series.count).map { Self.timesLog(Double($0)) } : []
  }

  /// Whether the statistic of any division can be other than 0.
  var differs: Bool {
    kind == .scores ? scales.contains { $0 != 0 } : failures > 0 && failures < series.count
  }

  /// The statistic at each candidate.
  func path(_ values: [Double]) -> [Double] {
    var path: [Double] = []
    path.reserveCapacity(series.candidates.count)
    var sum = 0.0
    var row = 0
    for (number, candidate) in series.candidates.enumerated() {
      while row < candidate {
        sum += values[series.slots[row]]
        row += 1
      }
      path.append(kind == .scores ? sum * scales[number] : signedRoot(Int(sum), number, candidate))
    }
    return path
  }

  /// The largest absolute value of `path`; of many divisions ``ShuffledScan`` gives it faster.
  func maximum(_ values: [Double]) -> Double { path(values).reduce(0) { max($0, abs($1)) } }

  private func signedRoot(_ failed: Int, _ number: Int, _ before: Int) -> Double {
    let n = series.count
    let mean = expected[number]
    guard failures > 0, failures < n, mean > 0 || failed > 0 else { return 0 }
    let observed =
      timesLog[failed] + timesLog[failures - failed] + timesLog[before - failed]
      + timesLog[n - before - failures + failed]
    let (f, k, all) = (Double(failed), Double(before), Double(failures))
    // A count of 0 stands beside an expectation of 0.
    func part(_ count: Double, _ expectation: Double) -> Double { count * Self.logOfExpected(expectation) }
    let null =
      part(f, mean) + part(all - f, all - mean) + part(k - f, k - mean)
      + part(Double(n) - k - all + f, Double(n) - k - all + mean)
    let root = max(0, 2 * (observed - null)).squareRoot()
    return f > mean ? -root : root
  }

  static func logOfExpected(_ expectation: Double) -> Double { naturalLog(max(expectation, 1e-12)) }

  private static func timesLog(_ x: Double) -> Double { x > 0 ? x * naturalLog(x) : 0 }
}
