import NBBasics
import NBTestHistories
import Testing

@testable import NBObservations

/// A body that differs in plain scalars alone is made of the one before. The slow and obvious way is to read it as a whole.
@Suite struct BodyRevisionTests {
  private let pseudonyms = Fingerprinter(key: Array(repeating: 7, count: 32))

  /// What the second body gives as a revision of the first, and that of a third as one of the second; nil when one of them
  /// has to be read as a whole.
  private func revise(_ texts: [String], isPseudonymous: Bool = false) throws -> Body? {
    let pseudonyms = isPseudonymous ? pseudonyms : nil
    var tape = JSONTape()
    var before = Array(texts[0].utf8)
    var (known, layout) = try before.withUnsafeBytes { bytes in
      _ = try tape.parse(bytes)
      let written = CanonicalWriter.body(JSONTape.root, in: tape, pseudonyms: pseudonyms, memo: nil, after: nil)
      return (Body(JSONTape.root, in: tape, tokenFingerprint: nil, pseudonyms: pseudonyms), written.layout)
    }
    for text in texts.dropFirst() {
      let raw = Array(text.utf8)
      let revision = raw.withUnsafeBytes { raw in
        before.withUnsafeBytes {
          BodyRevision(of: raw, after: KnownBody(raw: $0, body: known, layout: layout), tape: &tape)
        }
      }
      guard let revision else { return nil }
      (known, layout, before) = (revision.body, revision.layout, raw)
    }
    return known
  }

  private func whole(_ text: String, isPseudonymous: Bool = false) throws -> Body {
    var tape = JSONTape()
    return try Array(text.utf8).withUnsafeBytes { bytes in
      _ = try tape.parse(bytes)
      return Body(
        JSONTape.root, in: tape, tokenFingerprint: nil, pseudonyms: isPseudonymous ? pseudonyms : nil)
    }
  }

  private func expectSame(_ body: Body?, as text: String, isPseudonymous: Bool = false) throws {
    let twin = try whole(text, isPseudonymous: isPseudonymous)
    let body = try #require(body, "\(text)")
    #expect(String(decoding: body.canonical, as: UTF8.self) == String(decoding: twin.canonical, as: UTF8.self))
    #expect(body.digest == twin.digest)
    #expect(body.facts == twin.facts)
    #expect(body.notebookID == twin.notebookID)
  }

  @Test(arguments: [
    [#"{"id":"a","update_at":1,"status":"RUNNING"}"#, #"{"id":"a","update_at":25,"status":"RUNNING"}"#],
    [#"{"id":"a","status":"RUNNING","x":[1,2,3]}"#, #"{"id":"a","status":"STOPPED","x":[1,22,3]}"#],
    [#"{"lease":{"update_at":1},"id":"a"}"#, #"{"lease":{"update_at":null},"id":"a"}"#],
    [#"{"lease":{"update_at":1,"duration":5}}"#, #"{"lease":{"update_at":2,"duration":5}}"#],
    [#"{"update_at":1}"#, #"{"update_at":"x"}"#], [#"{"update_at":{"a":1}}"#, #"{"update_at":{"a":2}}"#],
    [
      #"{"z":10,"a":{"b":"x","B":false}}"#, #"{"z":9,"a":{"b":"longer","B":true}}"#,
      #"{"z":-1.5e3,"a":{"b":"","B":0}}"#,
    ],
    [#"{"a":"x","é":"y"}"#, #"{"a":"é🎉","é":"zz"}"#],
    [
      #"{"action_progress":[{"step":1,"status":"WAITING"}]}"#,
      #"{"action_progress":[{"step":2,"status":"COMPLETED"}]}"#,
    ],
    [#"{ "b" : 1 , "a" : [ true , null , 5 ] }"#, #"{ "b" : 11 , "a" : [ false , "null" , 6 ] }"#],
    [#"{"d":1,"image":{"name":"x"},"d":2}"#, #"{"d":1,"image":{"name":"y"},"d":3}"#],
    [#"{"token":"secret","update_at":1}"#, #"{"token":"secret","update_at":2}"#],
  ])
  func `plain scalars that differ give what the whole body gives`(texts: [String]) throws {
    try expectSame(try revise(texts), as: texts[texts.count - 1])
  }

  @Test(arguments: [
    [#"{"id":"a"}"#, #"{"id":"b"}"#], [#"{"a":1}"#, #"{"b":1}"#], [#"{"a":1}"#, #"{"a":[1]}"#],
    [#"{"a":1}"#, #"{"a":01}"#],
    [#"{"a":1}"#, #"{"a":1"#], [#"{"a":1}"#, #"{"a":}"#], [#"{"a":"x"}"#, #"{"a":"\u0041"}"#],
    [#"{"token":"a"}"#, #"{"token":"b"}"#], [#"{"token":null}"#, #"{"token":"b"}"#], [#"{"a":"x"}"#, #"{"a":"pw=b"}"#],
    [#"{"url":"x"}"#, #"{"url":"me:pw@host"}"#], [#"{"d":1,"d":2}"#, #"{"d":3,"d":2}"#], [#"{"a":1}"#, #"{"a":1}}"#],
    [#"["PAIR","x"]"#, #"["PASSWORD","x"]"#], [#"{"a":["PAIR","x"]}"#, #"{"a":["PASSWORD","x"]}"#],
    [#"{"a":["PASSWORD",1]}"#, #"{"a":["PASSWORD","x"]}"#],
    [#"{"a":[{"name":"HOME","value":"x"}]}"#, #"{"a":[{"name":"PASSWORD","value":"x"}]}"#],
    [#"{"a":[{"name":"PASSWORD","value":"x"}]}"#, #"{"a":[{"name":"PASSWORD","value":"y"}]}"#],
    [#"{"a":[]}"#, #"{"a":[1]}"#],
  ])
  func `what differs in more is read as a whole`(texts: [String]) throws {
    #expect(try revise(texts) == nil)
  }

  @Test(arguments: [
    [#"{"user_id":null}"#, #"{"user_id":"me"}"#], [#"{"user":{"name":null}}"#, #"{"user":{"name":"me"}}"#],
    [#"{"user":{"domain":{"id":null}}}"#, #"{"user":{"domain":{"id":5}}}"#],
    [#"{"user_id":"me"}"#, #"{"user_id":"you"}"#],
  ])
  func `what names a person is read as a whole where pseudonyms are wanted`(texts: [String]) throws {
    #expect(try revise(texts, isPseudonymous: true) == nil)
  }

  private func scalar(_ random: inout SeededRandom) -> JSONValue {
    random.pick([
      .string("plain"), .string("another plain one"), .string(""), .string("token=S3CRET"), .string("é🎉"),
      .string("https://me:pw@h/x?y=1"), .raw("null"), .raw("true"), .raw("7"), .raw("-1.5e3"), .raw("1790000000000"),
      .string("PASSWORD"), .string("RUNNING"), .string("COMPLETED"), .raw(#""\ud800x\u0041""#),
    ])
  }

  /// The same tree, some of its scalars replaced, and perhaps some members and elements more or fewer.
  private func changed(_ value: JSONValue, _ random: inout SeededRandom, alsoParts: Bool) -> JSONValue {
    switch value {
    case .object(var members):
      if alsoParts, random.chance(10), members.count > 1 { members.remove(at: random.below(members.count)) }
      if alsoParts, random.chance(10) {
        let name = random.pick(["token", "status", "fail_reason", "url", "x", "lease", "value", "update_at", "user"])
        members.insert((name, scalar(&random)), at: random.below(members.count + 1))
      }
      return .object(members.map { ($0, changed($1, &random, alsoParts: alsoParts)) })
    case .array(var elements):
      if alsoParts, random.chance(10) { elements.append(scalar(&random)) }
      return .array(elements.map { changed($0, &random, alsoParts: alsoParts) })
    case .string, .raw: return random.chance(8) ? scalar(&random) : value
    }
  }

  @Test(arguments: 0..<150 as Range<UInt64>, [false, true])
  func `answers that go on from each other give what they give alone`(seed: UInt64, pseudonymise: Bool) throws {
    var random = SeededRandom(9000 + seed)
    var notebook = strangeNotebook(&random)
    if case .object(var members) = notebook {
      members.append(("envs", .array([.object([("name", .string("HOME")), ("value", .string("x"))])])))
      members.append(("pairs", .array([.array([.string("HOME"), .string("x")]), .array([.raw("1"), .raw("2")])])))
      notebook = .object(members)
    }
    var lines: [[UInt8]] = []
    for index in 0..<25 {
      notebook = changed(notebook, &random, alsoParts: random.chance(50))
      var line = Array(
        JSONValue.object([
          ("observed_at", .number(Int64(1000 + index))), ("kind", .string("poll")),
          ("notebook_id", .string("nb-\(index % 2)")), ("body", notebook),
        ]).text.utf8)
      if random.chance(8) { line[random.below(line.count)] = random.pick(Array("\"{}5,a:[".utf8)) }
      lines.append(line)
    }
    let together = try read(Array(lines.joined(separator: [0x0A])), pseudonymise: pseudonymise)
    let alone = try lines.map { try read($0, pseudonymise: pseudonymise) }
    #expect(together.observations.map(\.identity) == alone.flatMap { $0.observations.map(\.identity) })
    #expect(together.rejects.count == alone.reduce(0) { $0 + $1.rejects.count })
    #expect(
      together.observations.map(\.content.answer.facts) == alone.flatMap { $0.observations.map(\.content.answer.facts) }
    )
    #expect(
      together.observations.map(\.content.answer.tokenFingerprint)
        == alone.flatMap { $0.observations.map(\.content.answer.tokenFingerprint) })
  }
}
