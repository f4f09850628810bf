import NBBasics
import NBEventLog
import NBFleet
import NBObservations
import NBSQLite

/// Functions behind the question of how well the fleet was watched.
enum QualityTable {
  static func register(on connection: Connection) throws(Failure) {
    for arguments in [1, 2] as [Int32] {
      try connection.register(aggregate: "nb_median", arguments: arguments, deterministic: true) { MedianAggregate() }
    }
    try connection.register(aggregate: "nb_gap_quantile", arguments: 2, deterministic: true) { GapQuantileAggregate() }
    let classes = AnswerClasses()
    try connection.register(scalar: "nb_no_information", arguments: 3, deterministic: false) { [weak connection] in
      guard let connection, let id = $0[2].integer else { return .null }
      return .integer(try classes.isWithoutInformation(id, connection) ? 1 : 0)
    }
    try connection.register(table: eventCounts(classes, connection))
  }

  /// `nb_event_counts(window_from_ms, window_until_ms, as_of_ms)`: how many events count, how many of them are polls that
  /// told nothing of their instance, and how often `observed_at` less the server's Date came to so many milliseconds, as a
  /// JSON array of [milliseconds, count]. One row.
  private static func eventCounts(_ classes: AnswerClasses, _ connection: Connection) -> TableFunction {
    TableFunction(
      name: "nb_event_counts",
      columns: [.init("events", "INTEGER"), .init("polls_without_information", "INTEGER"), .init("skew", "TEXT")],
      parameters: ["window_from_ms", "window_until_ms", "as_of_ms"]
    ) { [weak connection] arguments in
      guard let connection else { return { nil } }
      var isDone = false
      return {
        if isDone { return nil }
        isDone = true
        return try counts(arguments, classes, connection)
      }
    }
  }

  private static func counts(
    _ arguments: [Value], _ classes: AnswerClasses, _ connection: Connection
  ) throws -> [Value] {
    // What decides whether an event counts costs more than all else, and most logs hold no void.
    let hasVoids = try connection.prepare("SELECT 1 FROM void_range LIMIT 1").step()
    let statement = try connection.prepare(
      "SELECT answer_id, observed_at, date_offset FROM \(hasVoids ? "live_event" : "event") WHERE observed_at BETWEEN ?1 AND ?2"
    )
    statement.bind(arguments[0].integer ?? .min, at: 1)
    let last = arguments[1].integer.map { $0.subtractingReportingOverflow(1) }
    statement.bind(min(last.map { $0.overflow ? .min : $0.partialValue } ?? .max, arguments[2].integer ?? .max), at: 2)
    var counts = Coverage()
    while try statement.step() {
      counts.events += 1
      if try classes.isWithoutInformation(statement.integer(0), connection) { counts.pollsWithoutInformation += 1 }
      counts.add(dateOffset: statement.integer(2), observedAt: Instant(milliseconds: statement.integer(1)))
    }
    return [.integer(counts.events), .integer(counts.pollsWithoutInformation), .text(counts.skewText)]
  }
}

/// The classes of answers met so far: polls repeat them.
private final class AnswerClasses {
  /// Whether an answer may be a poll without information; NULL when the log has no such answer. What was accepted is told
  /// by its status, and by a text in which there is no error code: such a body need not be put together.
  private static let doubtful = """
    SELECT answer.kind = 1 AND NOT (
      answer.http_status BETWEEN 200 AND 299
      AND stream.notebook_id <> ''
      AND coalesce(instr(answer.body, '"error_code"') = 0, 0)
      AND (answer.base_id IS NULL OR coalesce(instr(base.body, '"error_code"') = 0, 0))
    )
    FROM answer
    JOIN stream ON stream.stream_id = answer.stream_id
    LEFT JOIN answer AS base ON base.answer_id = answer.base_id
    WHERE answer.answer_id = ?1
    """

  private var known: [Int64: Bool] = [:]

  func isWithoutInformation(_ id: Int64, _ connection: Connection) throws -> Bool {
    if let answer = known[id] { return answer }
    let answer = try isDoubtful(id, connection) && isWithout(id, connection)
    if known.count > 500_000 { known.removeAll(keepingCapacity: true) }
    known[id] = answer
    return answer
  }

  private func isDoubtful(_ id: Int64, _ connection: Connection) throws -> Bool {
    let statement = try connection.cached(Self.doubtful)
    statement.bind(id, at: 1)
    defer { statement.reset() }
    return try statement.step() ? statement.integer(0) != 0 : true
  }

  private func isWithout(_ id: Int64, _ connection: Connection) throws -> Bool {
    let answer = try AnswerReader(connection).foldAnswer(id)
    return answer.kind == .poll && answer.observationClass == .noInformation
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
