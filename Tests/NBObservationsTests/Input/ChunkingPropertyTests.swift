import NBTestHistories
import Testing

@testable import NBObservations

@Suite struct ChunkingPropertyTests {
  @Test(arguments: 0..<150 as Range<UInt64>)
  func `observations and rejects are the same however the source is cut into chunks`(seed: UInt64) throws {
    var random = SeededRandom(seed)
    let document = Array(randomDocument(&random))
    let whole = try read(document)
    let expected = whole.observations.map { [$0.identity.hex, $0.content.answer.tokenFingerprint ?? ""] }
    for chunk in [1, 2, 3, 7, 16, 61, 100, 1000] {
      let batch = try read(document, chunk: chunk, limit: random.pick([1, 3, .max]))
      #expect(
        batch.observations.map { [$0.identity.hex, $0.content.answer.tokenFingerprint ?? ""] } == expected,
        "chunk \(chunk)")
      #expect(batch.rejects == whole.rejects, "chunk \(chunk) of \(String(decoding: document, as: UTF8.self))")
    }
  }

  /// Values in all forms, whole and damaged, between all kinds of white space.
  private func randomDocument(_ random: inout SeededRandom) -> [UInt8] {
    var bytes: [UInt8] = random.chance(10) ? [0xEF, 0xBB, 0xBF] : []
    let separator = random.pick(["\n", "\n", "\r\n", "", "\n \n"])
    for _ in 0..<random.below(12) {
      bytes += part(&random)
      bytes += (random.chance(85) ? separator : random.pick(["\n", " ", "", ",", "\n  "])).utf8
    }
    return bytes
  }

  private func part(_ random: inout SeededRandom) -> [UInt8] {
    let value = one(&random)
    switch random.below(16) {
    case 0:
      return Array(
        random.pick([
          "nonsense", "7", "[1, [2,\n3], {}]", "[2026-11-16] text", "]", "{", "[", "}", "null,", "{\"a\" \"b\"}",
          "[\n  7\n]", "  [ ", "{\"id\":\"x\"}",
        ]).utf8)
    case 1:
      let text = Array(value.text.utf8)
      return Array(text.prefix(random.below(text.count)))
    case 2:
      var text = Array(random.chance(50) ? value.pretty().utf8 : value.text.utf8)
      text[random.below(text.count)] = random.pick([0xFF, 0x0A, 0x22, 0x7B, 0x7D, 0x2C, 0x5C, 0x00, 0x5B])
      return text
    case 3:
      let text = Array(value.pretty().utf8)
      return Array(text.prefix(random.below(text.count)))
    case 4, 5: return Array(value.pretty(random.pick(["", "  "])).utf8)
    case 6: return Array(JSONValue.array([value, one(&random), one(&random)]).pretty().utf8)
    case 7: return Array(JSONValue.array([value, .raw("null"), one(&random)]).text.utf8)
    default: return Array(value.spelled(&random).utf8)
    }
  }

  private func one(_ random: inout SeededRandom) -> JSONValue {
    let body = SecretBody.make(id: random.pick(["a", "b"]), &random).value
    var members: [(String, JSONValue)] = [("observed_at", .number(Int64(random.below(5)))), ("kind", .string("poll"))]
    members.append(("body", random.chance(20) ? .object([("data", .array([body, .object([])]))]) : body))
    return .object(members)
  }
}
