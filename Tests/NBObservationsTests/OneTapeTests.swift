import NBBasics
import NBTestHistories
import Testing

@testable import NBObservations

/// A body is read from one tape. Here it is read the slow and obvious way, step by step, and must be the same.
@Suite struct OneTapeTests {
  @Test(arguments: 0..<300 as Range<UInt64>, [false, true])
  func `a body as it arrived gives what its canonical form gives`(seed: UInt64, pseudonymise: Bool) throws {
    var random = SeededRandom(7000 + seed)
    let pseudonyms = pseudonymise ? Fingerprinter(key: Array(repeating: 7, count: 32)) : nil
    let memo = RedactionMemo()
    for _ in 0..<20 {
      var text = Array(strangeNotebook(&random).spelled(&random).utf8)
      if random.chance(50) { text[random.below(text.count)] = random.pick(Array("\\\":,{}[]0a=\u{1F}".utf8)) }
      var tape = JSONTape()
      text.withUnsafeBytes { bytes in
        guard (try? tape.parse(bytes)) != nil, tape.kind(JSONTape.root) == .object else { return }
        let body = Body(JSONTape.root, in: tape, tokenFingerprint: nil, pseudonyms: pseudonyms)
        let canonical = CanonicalWriter.bytes(in: tape, pseudonyms: pseudonyms)
        let twin = Body(canonical: canonical, tokenFingerprint: nil)
        let shown = String(decoding: text, as: UTF8.self)
        #expect(body.canonical == canonical && body.digest == Digest(hashing: canonical), "\(shown)")
        #expect(body.facts == twin.facts, "\(shown)")
        #expect(body.notebookID == twin.notebookID, "\(shown)")
        for _ in 0..<2 {
          #expect(
            CanonicalWriter.bytes(in: tape, pseudonyms: pseudonyms, memo: memo) == canonical,
            "with what is remembered of earlier ones: \(shown)")
        }
      }
    }
  }

  /// Bodies kept as bytes, as digests, and hardly at all.
  private static var caches: [BodyCache] {
    [BodyCache(), BodyCache(maximumBytes: 0), BodyCache(maximumBytes: 700), BodyCache(maximumEntries: 2)]
  }

  @Test(arguments: 0..<100 as Range<UInt64>, 0..<4)
  func `a line behind others gives what it gives alone, however little is remembered`(seed: UInt64, cache: Int) throws {
    var random = SeededRandom(8000 + seed)
    var lines: [[UInt8]] = []
    for index in 0..<30 {
      let repeats = !lines.isEmpty && random.chance(50)
      var line = repeats ? random.pick(lines) : Array(line(index, &random).utf8)
      if random.chance(20) { line[random.below(line.count)] = random.pick(Array("\"{}5,a:".utf8)) }
      lines.append(line)
    }
    let maker = ObservationMaker(
      fingerprinter: Fingerprinter(key: Array(repeating: 7, count: 32)), bodies: Self.caches[cache])
    let together = try read(Array(lines.joined(separator: [0x0A])), maker: maker)
    let alone = try lines.map { try read($0) }
    #expect(together.observations.map(\.identity) == alone.flatMap { $0.observations.map(\.identity) })
    #expect(
      together.observations.map(\.content.answer.facts) == alone.flatMap { $0.observations.map(\.content.answer.facts) }
    )
  }

  private func line(_ index: Int, _ random: inout SeededRandom) -> String {
    let members: [(String, JSONValue)] = [
      ("observed_at", .number(Int64(1000 + index))), ("kind", .string(random.pick(["poll", "start"]))),
      ("region", .string(random.pick(["", "r"]))), ("body", strangeNotebook(&random)),
    ]
    return JSONValue.object(members).text
  }
}
