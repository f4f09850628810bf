import NBBasics
import NBObservations
import NBProjections
import NBTestHistories
import Testing

@testable import NBFleet

/// What is refused, and how.
@Suite struct FleetFaultTests {
  private let whole: [String]
  private let last: Day

  init() throws {
    whole = try packed(RandomHistory(seed: 1, count: 200).lines)
    last = try #require(whole.days.last)
  }

  private var request: FoldRequest { FoldRequest(through: last) }

  private func fault(_ lines: [String], _ request: FoldRequest? = nil) -> FleetFault? {
    do {
      _ = try folded(lines, request ?? self.request)
      return nil
    } catch {
      return error as? FleetFault
    }
  }

  @Test func `what pack wrote without its last line was cut`() {
    #expect(fault(whole) == nil)
    #expect(fault(whole.dropLast())?.kind == .damaged)
    #expect(fault(whole.dropLast())?.message.hasSuffix("the last line of `nbtrack pack` is missing") == true)
    #expect(fault(Array(whole.dropFirst()))?.kind == .damaged)
    #expect(fault(whole + [String(whole[0].prefix(100))])?.message == "line \(whole.count + 1) is no JSON object")
    #expect(fault(whole.ofType("block"), FoldRequest(through: last, isSelection: true)) == nil)
    #expect(fault([]) == nil)
  }

  @Test func `a block of another root is refused, and so is one whose payload is changed`() throws {
    let whole = try packed(RandomHistory(seed: 4, count: 12, instances: 1).lines)
    let block = try block(whole[0])
    var other: [UInt8] = []
    Block(
      stream: block.stream, day: block.day, events: block.events, firstAt: block.firstAt, lastAt: block.lastAt,
      keyID: block.keyID, root: .zero, payload: block.payload
    ).appendLine(to: &other)
    let message = fault(lines(of: other) + whole.dropFirst())?.message
    #expect(message?.hasSuffix("does not have the root that its line says") == true)
    for index in stride(from: 0, to: block.payload.count, by: 3) {
      var payload = block.payload
      payload[index] ^= 0x15
      let changed = Block(
        stream: block.stream, day: block.day, events: block.events, firstAt: block.firstAt, lastAt: block.lastAt,
        keyID: block.keyID, root: block.root, payload: payload)
      // A token fingerprint is no part of an identity; whatever else is changed is found.
      if let content = try? BlockContent(changed) {
        #expect(content.observations.map(\.identity) == (try BlockContent(block).observations.map(\.identity)))
      }
    }
    for count in stride(from: 0, to: block.payload.count, by: 5) {
      let cut = Block(
        stream: block.stream, day: block.day, events: block.events, firstAt: block.firstAt, lastAt: block.lastAt,
        keyID: block.keyID, root: block.root, payload: Array(block.payload.prefix(count)))
      #expect(throws: FleetFault.self) { try BlockContent(cut) }
    }
  }

  @Test func `a block under another stream, day or count is not what its line says`() throws {
    let block = try block(whole[0])
    func moved(stream: StreamKey? = nil, day: Int64 = 0, events: Int = 0, first: Int64 = 0, last: Int64 = 0) -> Block {
      Block(
        stream: stream ?? block.stream, day: Day(block.day.number + day), events: block.events + events,
        firstAt: block.firstAt + first, lastAt: block.lastAt + last, keyID: block.keyID, root: block.root,
        payload: block.payload)
    }
    #expect(throws: Never.self) { try BlockContent(moved()) }
    for wrong in [
      moved(stream: StreamKey(notebookID: "another")), moved(day: 1), moved(events: 1), moved(first: -1),
      moved(last: 1),
    ] {
      #expect(throws: FleetFault.self) { try BlockContent(wrong) }
    }
  }

  @Test func `blocks of two keys are not folded together, nor blocks with a state of another key`() throws {
    let other = try packed(RandomHistory(seed: 2, count: 20).lines, keyID: "0123456789abcdef")
    #expect(fault((whole + other).byStream)?.message.contains("fingerprints of the key") == true)
    let states = try folded(whole, request).ofType("state")
    let next = FoldRequest(through: last.next, isSelection: true)
    #expect(fault(states, next) == nil)
    #expect(fault((states + other.ofType("block")).byStream, next)?.kind == .damaged)
  }

  @Test func `a stream that comes back is refused`() throws {
    let streams = Set(whole.ofType("block").map { try! block($0).stream })
    #expect(streams.count > 1)
    let fault = fault([whole[0]] + whole.ofType("block").reversed(), FoldRequest(through: last, isSelection: true))
    #expect(fault?.kind == .damaged)
    #expect(fault?.message.contains("comes back at line") == true)
  }

  @Test func `a state of other versions is for a fold from blocks`() throws {
    let states = try folded(whole, request).ofType("state")
    let older = states.map { $0.replacing(/"versions":\{"([a-z_]+)":\d+/) { "\"versions\":{\"\($0.1)\":99" } }
    #expect(older != states)
    #expect(fault(older, FoldRequest(through: last.next))?.kind == .otherVersion)
    let newer = [whole[0].replacing("\"format\":1", with: "\"format\":2")]
    #expect(fault(newer)?.kind == .otherVersion)
  }

  @Test func `a state that has seen more than its day is refused, whatever its line says`() throws {
    let states = try folded(whole, request).ofType("state")
    let earlier = states.map {
      $0.replacing("\"day\":\(last.number)", with: "\"day\":\(last.number - 30)")
        .replacing("\"through\":\(last.number)", with: "\"through\":\(last.number - 30)")
    }
    #expect(earlier != states)
    #expect(fault(earlier)?.message.hasSuffix("is not readable") == true)
  }

  @Test(arguments: [
    #"{"type":"packed","blocks":9223372036854775807}"#, #"{"type":"packed","blocks":-1}"#,
    #"{"region":"","project_id":"","notebook_id":"n","day":9223372036854775807,"type":"block"}"#,
    #"{"region":"","project_id":"","notebook_id":"n","day":-9223372036854775808,"type":"state"}"#,
  ])
  func `a number that no program wrote is damage, and nothing computes with it`(line: String) {
    #expect(fault([line, line])?.kind == .damaged)
  }

  @Test func `states of two days, or of a later one, do not go together with what is to be folded`() throws {
    let daily = try folded(whole, FoldRequest(through: last, checkpoints: .daily)).ofType("state")
    #expect(fault(daily)?.message.contains("has states after") == true)
    let later = daily.of(last)
    #expect(fault(later + later.prefix(0)) == nil)
    #expect(fault(later, FoldRequest(through: Day(last.number - 1)))?.kind == .damaged)
    // The same line twice is one.
    #expect(fault(later.flatMap { [$0, $0] }) == nil)
  }

  @Test func `a block behind the last day is late, and one before since is passed over when a state holds it`() throws {
    let days = whole.days
    let first = try #require(days.first)
    let early = try folded(whole, FoldRequest(through: first))
    #expect(early.ofType("late").count == whole.ofType("block").count - whole.of(first).count)
    #expect(early.last?.contains("\"late\":\(early.ofType("late").count)") == true)

    let states = try folded(whole.of(first).ofType("block"), FoldRequest(through: first, isSelection: true))
      .ofType("state")
    let input = (states + whole.ofType("block")).byStream
    let rest = try folded(input, FoldRequest(through: last, since: first.next, isSelection: true))
    #expect(rest.ofType("late").isEmpty)
    let atOnce = try folded(whole, request)
    #expect(rest.ofType("state") == atOnce.ofType("state"))
    // Without the state they would be missing.
    let missing = try folded(whole, FoldRequest(through: last, since: first.next))
    #expect(missing.ofType("late").count == whole.of(first).count)
  }

  @Test func `a line of a fleet says where it is wrong`() {
    #expect(
      fault([#"{"region":"","project_id":"","notebook_id":"a","day":1,"type":"block"}"#])?.message
        == "line 1: `format` is missing or no value of its kind")
    #expect(fault(["[]"])?.message == "line 1 is no JSON object")
    #expect(fault(["{}"])?.message == "line 1: `type` is missing or no value of its kind")
    #expect(fault([#"{"type":"from a later version"}"#]) == nil)
  }
}

@Test func `a key is named by its digest, and has 32 bytes`() {
  #expect(testKey.id == "4bb06f8e4e3a7715")
  #expect(FleetKey([1, 2]) == nil)
}

@Test(
  arguments: [
    ("2026-11-17", 20_774), ("20774", 20_774), ("1969-12-31", -1), ("-1", -1), ("2026-11-31", nil), ("", nil),
    ("2026-11-17T00", nil), ("9999999", nil),
  ] as [(String, Int64?)])
func `a day is typed as a date or a number`(text: String, number: Int64?) {
  #expect(Day(text: text)?.number == number)
}

@Test func `a day goes from midnight to midnight`() {
  #expect(Day(20_774).date == "2026-11-17")
  #expect(Day(of: Day(20_774).start) == Day(20_774))
  #expect(Day(of: Day(20_774).end) == Day(20_774))
  #expect(Day(of: Day(20_774).end + 1) == Day(20_775))
  #expect(Day(of: Instant(milliseconds: -1)) == Day(-1))
}
