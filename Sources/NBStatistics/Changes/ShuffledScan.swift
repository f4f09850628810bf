/// The largest statistic of one shuffle after the other of a series: what ``ScanStatistic/maximum(_:)`` gives of each, bit by
/// bit, in a tenth of the time.
///
/// Each stratum is shuffled as Fisher and Yates do, from its first row on. So a value of the last stratum has its place as
/// soon as it is drawn, and one walk through the rows in the order of time draws the last stratum and adds all of them up.
/// What a candidate needs stands beside the number of rows before it, and is of no effect where that is no candidate.
final class ShuffledScan {
  private var generator: SplitMix64
  private let kind: ScanStatistic.Kind
  private let count: Int
  /// Of all strata but the last, which begins at the row `last` of `values`.
  private let earlier: ArraySlice<Range<Int>>
  private let last: Int
  /// By stratum, and in time order within it.
  private let values: UnsafeMutablePointer<Double>
  /// The place of each row, in time order, among `values`.
  private let slots: UnsafeMutablePointer<Int>
  /// Scores, by the number of rows before: `1 / sqrt V_k`, or 0.
  private let scales: UnsafeMutablePointer<Double>
  /// Failures, by the number of rows before: the logarithms of what is expected of failures before and after, of others
  /// before and after; or not numbers.
  private let logs: UnsafeMutablePointer<SIMD4<Double>>
  /// `i ln i`.
  private let timesLog: UnsafeMutablePointer<Double>
  private let failures: Int

  /// - Parameter generator: every shuffle takes the draws that follow those of the shuffle before.
  init(_ statistic: ScanStatistic, _ generator: SplitMix64) {
    let series = statistic.series
    self.generator = generator
    kind = statistic.kind
    count = series.count
    failures = statistic.failures
    earlier = series.strata.dropLast()
    last = series.strata.last?.lowerBound ?? 0
    values = Self.copy(series.values)
    slots = Self.copy(series.slots)
    timesLog = Self.copy(statistic.timesLog)
    var scales = [Double](repeating: 0, count: count + 1)
    var logs = [SIMD4<Double>](repeating: SIMD4(repeating: .nan), count: kind == .failures ? count + 1 : 0)
    for (number, candidate) in series.candidates.enumerated() {
      switch kind {
      case .scores: scales[candidate] = statistic.scales[number]
      case .failures:
        let (mean, all, k) = (statistic.expected[number], Double(failures), Double(candidate))
        // Before the first row of a stratum with failures none is expected, and none comes.
        guard mean > 0 else { continue }
        let expected = SIMD4(mean, all - mean, k - mean, Double(count) - k - all + mean)
        for place in 0..<4 { logs[candidate][place] = ScanStatistic.logOfExpected(expected[place]) }
      }
    }
    self.scales = Self.copy(scales)
    self.logs = Self.copy(logs)
  }

  deinit {
    values.deallocate()
    slots.deallocate()
    scales.deallocate()
    logs.deallocate()
    timesLog.deallocate()
  }

  private static func copy<Element>(_ values: [Element]) -> UnsafeMutablePointer<Element> {
    let memory = UnsafeMutablePointer<Element>.allocate(capacity: max(values.count, 1))
    memory.initialize(from: values, count: values.count)
    return memory
  }

  /// Shuffles, and gives the largest absolute value of the statistic.
  func next() -> Double {
    var generator = generator
    defer { self.generator = generator }
    for range in earlier {
      for slot in range { Self.draw(values + slot, range.upperBound - slot, &generator) }
    }
    return kind == .scores ? largestScore(&generator) : largestRoot(&generator)
  }

  /// Puts a value of this place or of the `rest - 1` behind it here.
  @inline(__always)
  private static func draw(_ own: UnsafeMutablePointer<Double>, _ rest: Int, _ generator: inout SplitMix64) {
    guard rest > 1 else { return }
    let other = own + generator.next(below: rest)
    (own.pointee, other.pointee) = (other.pointee, own.pointee)
  }

  @inline(__always)
  private func largestScore(_ generator: inout SplitMix64) -> Double {
    var sum = 0.0
    var largest = 0.0
    for row in 0..<count {
      let slot = slots[row]
      if slot >= last { Self.draw(values + slot, count - slot, &generator) }
      sum += values[slot]
      let size = abs(sum * scales[row + 1])
      if size > largest { largest = size }
    }
    return largest
  }

  @inline(__always)
  private func largestRoot(_ generator: inout SplitMix64) -> Double {
    var failed = 0
    var largest = 0.0
    for row in 0..<count {
      let slot = slots[row]
      if slot >= last { Self.draw(values + slot, count - slot, &generator) }
      failed += Int(values[slot])
      let ratio = ratio(failed, row + 1)
      if ratio > largest { largest = ratio }
    }
    // The root of the largest is the largest root.
    return largest.squareRoot()
  }

  /// The likelihood ratio as ``ScanStatistic`` has it; not a number where there is no candidate.
  @inline(__always)
  private func ratio(_ failed: Int, _ before: Int) -> Double {
    let others = before - failed
    let failedAfter = failures - failed
    let othersAfter = count - before - failedAfter
    let observed = timesLog[failed] + timesLog[failedAfter] + timesLog[others] + timesLog[othersAfter]
    let logs = logs[before]
    let null =
      Double(failed) * logs[0] + Double(failedAfter) * logs[1] + Double(others) * logs[2] + Double(othersAfter)
      * logs[3]
    return 2 * (observed - null)
  }
}
