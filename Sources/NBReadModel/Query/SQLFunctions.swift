import NBBasics
import NBObservations
import NBProjections
import NBSQLite
import NBStatistics

/// The SQL functions that queries and users' own files may call; docs/sql-functions.md describes them.
enum SQLFunctions {
  /// - Parameter spells: keeps what exposure was read from, on a connection that sees one state of the log.
  static func register(on connection: Connection, keeping spells: SpellCache? = nil) throws(Failure) {
    try connection.register(scalar: "nb_rate_low", arguments: 3, deterministic: true) { rate($0)?.low ?? .null }
    try connection.register(scalar: "nb_rate_high", arguments: 3, deterministic: true) { rate($0)?.high ?? .null }
    try connection.register(scalar: "nb_gb_hours", arguments: 1, deterministic: true) { arguments in
      guard let sum = arguments[0].integer, sum >= 0 else { return .null }
      return Double(ExposureSum.gbHours(Int128(sum))).map(Value.real) ?? .null
    }
    try connection.register(aggregate: "nb_sum", arguments: 1, deterministic: true) { SumAggregate() }
    try connection.register(aggregate: "nb_words", arguments: 1, deterministic: true) { WordsAggregate() }
    try connection.register(aggregate: "nb_start_latency", arguments: 10, deterministic: true) {
      StartLatencyAggregate()
    }
    try connection.register(aggregate: "nb_step_latency", arguments: 20, deterministic: true) {
      StepLatencyAggregate()
    }
    try connection.register(aggregate: "nb_start_comparison", arguments: 10, deterministic: true) {
      StartComparisonAggregate()
    }
    try connection.register(aggregate: "nb_changes", arguments: 11, deterministic: true) { ChangesAggregate() }
    try connection.register(scalar: "nb_rate_comparison", arguments: 4, deterministic: true) { arguments in
      let counts = arguments.compactMap(\.integer).map(Int.init)
      guard counts.count == 4, isRate(counts[0], counts[1]), isRate(counts[2], counts[3]) else { return .null }
      return RateComparison(earlier: (counts[0], counts[1]), later: (counts[2], counts[3])).value
    }
    try ExposureTables.register(on: connection, spells)
    try QualityTable.register(on: connection)
    try StateTable.register(on: connection, spells)
  }

  /// No log holds more starts; the exact methods would take minutes.
  private static let mostEvents = 10_000_000

  private static func isRate(_ events: Int, _ count: Int) -> Bool {
    (0...mostEvents).contains(count) && (0...count).contains(events)
  }

  /// (events, of how many, whether exact): the 95 % interval of a rate.
  private static func rate(_ arguments: [Value]) -> (low: Value, high: Value)? {
    guard let events = arguments[0].integer, let count = arguments[1].integer, isRate(Int(events), Int(count)) else {
      return nil
    }
    let isExact = (arguments[2].integer ?? 0) != 0
    let interval =
      isExact
      ? RateInterval.clopperPearson(Int(events), of: Int(count)) : RateInterval.wilson(Int(events), of: Int(count))
    return interval.map { (.real($0.lower), .real($0.upper)) }
  }
}

/// `nb_sum(integer)`: as `sum`, but it stops at the largest integer where `sum` fails: an answer may claim any capacity,
/// and one absurd instance must not take the figures of all others away.
private final class SumAggregate: Aggregate {
  private var sum: Int128?

  func step(_ arguments: [Value]) {
    if let value = arguments[0].integer { sum = (sum ?? 0) + Int128(value) }
  }

  func finish() -> Value { sum.map { .integer(Int64(clamping: $0)) } ?? .null }
}

/// `nb_words(text)`: the distinct words of all texts of a group, sorted, with blanks between; NULL when there are none.
private final class WordsAggregate: Aggregate {
  private var words: Set<Substring> = []

  func step(_ arguments: [Value]) {
    if let text = arguments[0].text { words.formUnion(text.split(separator: " ")) }
  }

  func finish() -> Value {
    words.isEmpty ? .null : .text(words.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined(separator: " "))
  }
}
