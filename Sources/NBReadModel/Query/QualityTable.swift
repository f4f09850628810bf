import NBBasics
import NBEventLog
import NBObservations
import NBSQLite

/// Functions behind the question of how well the fleet was watched.
enum QualityTable {
  static func register(on connection: Connection) throws(Failure) {
    for arguments in [1, 2] as [Int32] {
      try connection.register(aggregate: "nb_median", arguments: arguments, deterministic: true) { MedianAggregate() }
    }
    try connection.register(aggregate: "nb_gap_quantile", arguments: 2, deterministic: true) { GapQuantileAggregate() }
    let reader = AnswerClasses()
    try connection.register(scalar: "nb_no_information", arguments: 3, deterministic: false) { [weak connection] in
      guard let connection, let id = $0[2].integer else { return .null }
      return .integer(try reader.isWithoutInformation(id, connection) ? 1 : 0)
    }
  }
}

/// The classes of answers met so far: polls repeat them.
private final class AnswerClasses {
  private var known: [Int64: Bool] = [:]

  func isWithoutInformation(_ id: Int64, _ connection: Connection) throws -> Bool {
    if let answer = known[id] { return answer }
    let answer = try AnswerReader(connection).foldAnswer(id)
    if known.count > 500_000 { known.removeAll(keepingCapacity: true) }
    known[id] = answer.kind == .poll && answer.observationClass == .noInformation
    return known[id] ?? false
  }
}

/// `nb_median(x)`: the median of integers, the mean of the middle two for an even count; NULL without any.
/// `nb_median(x, n)`: each of them n times.
private final class MedianAggregate: Aggregate {
  private var values: [(value: Int64, count: Int64)] = []

  func step(_ arguments: [Value]) {
    let count = arguments.count > 1 ? arguments[1].integer ?? 0 : 1
    // Bounded, so that no sum of them overflows.
    if let value = arguments[0].integer, count > 0 { values.append((value, min(count, 1 << 32))) }
  }

  func finish() -> Value {
    values.sort { $0.value < $1.value }
    let total = values.reduce(0) { $0 + $1.count }
    guard total > 0 else { return .null }
    let upper = value(at: total / 2)
    return .real(total.isMultiple(of: 2) ? (Double(value(at: total / 2 - 1)) + Double(upper)) / 2 : Double(upper))
  }

  /// The value at a place in the order, counted from 0.
  private func value(at place: Int64) -> Int64 {
    var rest = place
    for (value, count) in values {
      if rest < count { return value }
      rest -= count
    }
    return 0
  }
}

/// `nb_gap_quantile(gaps, share)`: the smallest gap in ms such that at least this share of all gaps is not longer.
private final class GapQuantileAggregate: Aggregate {
  private var gaps: [Int64] = []
  private var share = 0.5

  func step(_ arguments: [Value]) {
    share = arguments[1].real ?? 0.5
    gaps += GapList.gaps(arguments[0].text)
  }

  func finish() -> Value {
    guard !gaps.isEmpty, (0...1).contains(share) else { return .null }
    gaps.sort()
    let rank = Int((share * Double(gaps.count)).rounded(.up))
    return .real(Double(gaps[min(max(rank, 1), gaps.count) - 1]))
  }
}
