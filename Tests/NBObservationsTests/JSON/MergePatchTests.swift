import NBBasics
import NBSQLite
import NBTestHistories
import Testing

@testable import NBObservations

@Suite struct MergePatchTests {
  @Test func `a patch restores its target, and SQLite reads it the same`() throws {
    var random = SeededRandom(3)
    let connection = try Connection(path: ":memory:", mode: .memory)
    let statement = try connection.prepare("SELECT json(json_patch(?1, ?2)), json(?3)")
    var made = 0
    for _ in 0..<3000 {
      let (base, target) = try pair(&random)
      guard let patch = MergePatch.make(from: base, to: target) else { continue }
      made += 1
      #expect(MergePatch.apply(patch, to: base) == target)
      #expect(patch.count * 2 < target.count)
      statement.bind(String(decoding: base, as: UTF8.self), at: 1)
      statement.bind(String(decoding: patch, as: UTF8.self), at: 2)
      statement.bind(String(decoding: target, as: UTF8.self), at: 3)
      #expect(try statement.step())
      // SQLite keeps its own order of members: compared as values.
      #expect(canonical(statement.text(0)) == canonical(statement.text(1)))
      statement.reset()
    }
    #expect(made > 300)
  }

  @Test(arguments: [
    (#"{"a":"b"}"#, #"{"a":"c"}"#, #"{"a":"c"}"#), (#"{"a":"b"}"#, #"{"b":"c"}"#, #"{"a":"b","b":"c"}"#),
    (#"{"a":"b"}"#, #"{"a":null}"#, "{}"), (#"{"a":"b","b":"c"}"#, #"{"a":null}"#, #"{"b":"c"}"#),
    (#"{"a":["b"]}"#, #"{"a":"c"}"#, #"{"a":"c"}"#), (#"{"a":"c"}"#, #"{"a":["b"]}"#, #"{"a":["b"]}"#),
    (#"{"a":{"b":"c"}}"#, #"{"a":{"b":"d","c":null}}"#, #"{"a":{"b":"d"}}"#),
    (#"{"e":null}"#, #"{"a":1}"#, #"{"a":1,"e":null}"#),
    (#"{"a":[{"b":"c"}]}"#, #"{"a":[1]}"#, #"{"a":[1]}"#),
  ])
  func `applies the examples of RFC 7396`(base: String, patch: String, result: String) {
    #expect(
      MergePatch.apply(Array(patch.utf8), to: Array(base.utf8)).map { String(decoding: $0, as: UTF8.self) } == result)
  }

  @Test func `a null that a patch would have to set makes no patch`() {
    let filler = String(repeating: "x", count: 200)
    func make(_ base: String, _ target: String) -> [UInt8]? {
      MergePatch.make(
        from: Array(#"{"a":\#(base),"z":"\#(filler)"}"#.utf8), to: Array(#"{"a":\#(target),"z":"\#(filler)"}"#.utf8))
    }
    #expect(make("1", "null") == nil)
    #expect(make("1", #"{"b":null}"#) == nil)
    #expect(make("{}", #"{"b":{"c":null}}"#) == nil)
    #expect(make("null", "null") != nil)
    #expect(make("1", #"[{"b":null},null]"#) != nil)
    #expect(make("null", "1") != nil)
  }

  /// Two canonical objects, the second mostly a small change of the first.
  private func pair(_ random: inout SeededRandom) throws -> ([UInt8], [UInt8]) {
    var members: [(String, JSONValue)] = [("filler", .string(String(repeating: "f", count: 120)))]
    for index in 0..<6 { members.append(("m\(index)", randomValue(&random, depth: 3))) }
    let base = try #require(canonical(JSONValue.object(members).text))
    for _ in 0..<random.below(3) {
      let index = 1 + random.below(members.count - 1)
      switch random.below(3) {
      case 0 where members.count > 3: members.remove(at: index)
      case 1: members[index].1 = randomValue(&random, depth: 2)
      default: members.append(("n\(members.count)", randomValue(&random, depth: 1)))
      }
    }
    let target = try #require(canonical(JSONValue.object(members).text))
    return (Array(base.utf8), Array(target.utf8))
  }
}
