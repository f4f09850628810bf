import NBBasics
import NBObservations
import NBTestHistories
import Testing

@testable import NBFleet

/// The guarantees of a fleet, over random histories of several days.
@Suite struct FleetLawTests {
  /// Splits lines into tasks, some of them repeated, and packs each task.
  private func blocks(_ envelopes: [String], tasks: Int, _ random: inout SeededRandom) throws -> [String] {
    var parts: [[String]] = Array(repeating: [], count: tasks)
    for line in envelopes {
      parts[random.below(tasks)].append(line)
      if random.chance(10) { parts[random.below(tasks)].append(line) }
    }
    return try parts.flatMap { part in
      try packed(part.shuffled(using: &random), memory: random.pick([.max, 20_000, 4_000])).ofType("block")
    }
  }

  /// Folds streams in partitions, the lines of each stream in any order.
  private func folded(
    _ lines: [String], _ request: FoldRequest, partitions: Int, _ random: inout SeededRandom
  ) throws -> [String] {
    let streams = Dictionary(grouping: lines) { $0.stream }
    var parts: [[String]] = Array(repeating: [], count: partitions)
    for (_, lines) in streams.sorted(by: { $0.key < $1.key }).shuffled(using: &random) {
      parts[random.below(partitions)] += lines.shuffled(using: &random)
    }
    return try parts.flatMap { try NBFleetTests.folded($0, request) }
  }

  /// Folds the days from the first one of `blocks` or from `since` on, one after the other.
  private func advanced(
    _ blocks: [String], over rows: [String] = [], from since: Day? = nil, through last: Day,
    _ random: inout SeededRandom
  ) throws -> [String] {
    var rows = rows
    let first = since ?? blocks.days.first ?? last
    for number in first.number...last.number {
      let day = Day(number)
      rows.removeAll { [$0].days == [day] }
      let states = rows.of(Day(number - 1)).ofType("state")
      rows += try folded(
        blocks.of(day) + states, FoldRequest(through: day, isSelection: true), partitions: 1 + random.below(3), &random)
    }
    return rows
  }

  private let selection = FoldRequest(through: Day(30_000), isSelection: true)

  @Test(arguments: 0..<5 as Range<UInt64>)
  func `any split into tasks, partitions and days, with repeats, in any order, is one machine`(seed: UInt64) throws {
    var random = SeededRandom(seed)
    let envelopes = RandomHistory(seed: seed, count: 250 + random.below(250), instances: 1 + random.below(6)).lines
    let expected = try singleMachine(envelopes)
    #expect(expected.count > 20)
    let whole = try packed(envelopes)
    let last = try #require(whole.days.last)
    #expect(try NBFleetTests.folded(whole, FoldRequest(through: last)).projections == expected)

    let blocks = try blocks(envelopes, tasks: 1 + random.below(5), &random)
    #expect(blocks.days.count >= 2)
    let request = FoldRequest(through: last, isSelection: true)
    let atOnce = try folded(blocks, request, partitions: 3, &random)
    #expect(atOnce.projections == expected)
    let byDay = try advanced(blocks, through: last, &random)
    #expect(byDay.projections == expected)
    #expect(byDay.ofType("coverage").byStream == atOnce.ofType("coverage").byStream)

    let daily = try folded(
      blocks, FoldRequest(through: last, checkpoints: .daily, isSelection: true), partitions: 2, &random)
    // A stream that comes later has no state before.
    for type in ["state", "instance", "open", "open_step"] {
      #expect(daily.ofType(type).byStream == byDay.ofType(type).byStream, "\(type)")
    }
  }

  @Test func `daily checkpoints of years without an event are written as they are made`() throws {
    let whole = try packed(RandomHistory(seed: 3, count: 40, instances: 1).lines)
    let last = try #require(whole.days.last)
    let states = try NBFleetTests.folded(whole, FoldRequest(through: last)).ofType("state")
    #expect(states.count == 1)
    let years = Day(last.number + 2000)
    var largest = 0
    var lines = 0
    var fold = FleetFold(FoldRequest(through: years, checkpoints: .daily)) { bytes in
      largest = max(largest, bytes.count)
      lines += bytes.count { $0 == 0x0A }
    }
    try Array(states[0].utf8).withUnsafeBytes { try fold.take($0) }
    try fold.finish()
    #expect(lines >= 2 * 2000)
    #expect(lines == fold.summary.rows + 1)
    // What holds after one day.
    #expect(largest < 8 * states[0].utf8.count)
  }

  @Test(arguments: 0..<5 as Range<UInt64>)
  func `late observations, folded again from the earliest day touched, are as if they had come in time`(
    seed: UInt64
  ) throws {
    var random = SeededRandom(seed)
    let envelopes = RandomHistory(seed: 50 + seed, count: 350).lines
    let late = envelopes.filter { _ in random.chance(4) }
    let inTime = envelopes.filter { !late.contains($0) }
    let first = try blocks(inTime, tasks: 2, &random)
    let second = try blocks(late, tasks: 1, &random)
    let last = try #require((first + second).days.last)
    let rows = try advanced(first, through: last, &random)

    // The states are told that they do not hold these blocks, and nothing is folded on top of them.
    let refused = try folded(
      second + rows.of(last).ofType("state"), FoldRequest(through: last, isSelection: true), partitions: 1, &random)
    #expect(refused.ofType("late").count == second.count)
    let streams = Set(second.map(\.stream))
    #expect(refused.ofType("state").allSatisfy { !streams.contains($0.stream) })

    let again = try advanced(
      first + second, over: rows, from: second.days.first, through: last, &random)
    #expect(again.projections == (try singleMachine(envelopes)))
    let whole = try packed(envelopes)
    let once = try NBFleetTests.folded(whole, FoldRequest(through: last))
    #expect(again.ofType("coverage").byStream == once.ofType("coverage").byStream)
  }

  @Test(arguments: 0..<3 as Range<UInt64>)
  func `packing the same observations in any order gives the same bytes, and so does folding them`(
    seed: UInt64
  ) throws {
    var random = SeededRandom(seed)
    let envelopes = RandomHistory(seed: 90 + seed, count: 150).lines
    let once = try packed(envelopes).ofType("block")
    #expect(once == (try packed((envelopes + envelopes).shuffled(using: &random)).ofType("block")))
    #expect(once == once.byStream || once.days.count > 1)
    let split = try blocks(envelopes, tasks: 3, &random).byStream
    let rows = try NBFleetTests.folded(once, selection)
    #expect(rows.dropLast() == (try NBFleetTests.folded(split, selection).dropLast()))
  }

  @Test(arguments: 0..<3 as Range<UInt64>)
  func `a block gives every observation back`(seed: UInt64) throws {
    let envelopes = RandomHistory(seed: 120 + seed, count: 200).lines
    var expected: Set<String> = []
    for observation in try read(Array(envelopes.joined(separator: "\n").utf8)).observations {
      expected.insert(describe(observation))
    }
    var found: Set<String> = []
    for line in try packed(envelopes, memory: 10_000).ofType("block") {
      for observation in try BlockContent(block(line)).observations { found.insert(describe(observation)) }
    }
    #expect(found == expected)
  }

  @Test(arguments: 0..<3 as Range<UInt64>)
  func `no secret gets into a block`(seed: UInt64) throws {
    var random = SeededRandom(seed)
    let bodies = (0..<8).map { SecretBody.make(id: "nb-\($0 % 3)", &random) }
    let envelopes = bodies.enumerated().map {
      #"{"observed_at":\#(1_794_816_000_000 + $0 * 1000),"kind":"poll","body":\#($1.value.text)}"#
    }
    for line in try packed(envelopes).ofType("block") {
      let payload = String(decoding: try block(line).payload, as: UTF8.self)
      for secret in bodies.flatMap(\.secrets) { #expect(!payload.contains(secret)) }
    }
  }

  private func describe(_ observation: Observation) -> String {
    let content = observation.content
    return """
      \(observation.identity.hex) \(observation.observedAt) \(observation.requestedAt as Any) \(observation.date ?? "-") \
      \(content.stream) \(content.kind) \(content.httpStatus) \(content.answer.tokenFingerprint ?? "-") \
      \(content.request.map { String(decoding: $0, as: UTF8.self) } ?? "-") \
      \(content.body.map { String(decoding: $0.canonical, as: UTF8.self) } ?? "-")
      """
  }
}

/// The block of a line.
func block(_ line: String) throws -> Block {
  var parser = LineParser()
  return try Array(line.utf8).withUnsafeBytes { bytes in
    try parser.parse(bytes) { fields throws(FleetFault) in try Block(fields) }
  }
}
