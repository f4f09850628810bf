import NBBasics
import NBTestHistories
import Testing

@testable import NBObservations

/// What a source gives, short: ids of observations in order, and rejects as line, offset and reason.
struct Outline: Equatable, CustomStringConvertible {
  var ids: [String] = []
  var rejects: [String] = []

  var description: String { "\(ids) \(rejects)" }

  init(_ text: String, chunk: Int = .max) throws {
    let batch = try read(text, chunk: chunk)
    ids = batch.observations.map(\.content.stream.notebookID)
    rejects = batch.rejects.map { "\($0.line)@\($0.byteOffset)" }
  }
}

private func line(_ id: String) -> String { envelope(#"{"id":"\#(id)"}"#) }

private func pretty(_ id: String, _ indent: String = "") -> String {
  JSONValue.object([
    ("observed_at", .number(5)), ("kind", .string("poll")),
    ("body", .object([("id", .string(id)), ("x", .array([.number(1)]))])),
  ]).pretty(indent)
}

private let notJSON = "not a JSON object"

@Suite struct DocumentReaderTests {
  @Test(arguments: ["\n", "\r\n", "\n\n \n\t\r\n"])
  func `reads lines with any line end, blank lines between, and the last one without an end`(end: String) throws {
    for text in [
      line("a") + end + line("b") + end, line("a") + end + line("b"), end + line("a") + end + line("b") + end,
    ] {
      let outline = try Outline(text)
      #expect(outline.ids == ["a", "b"] && outline.rejects.isEmpty)
    }
  }

  @Test func `reads arrays and concatenated objects like lines`() throws {
    for text in [
      "[\(line("a")),\(line("b"))]", "[\n\(pretty("a", "  ")),\n\(pretty("b", "  "))\n]\n",
      " [ \(line("a")) , \(line("b")) ] \n",
      line("a") + line("b"), pretty("a") + "\n" + pretty("b"), pretty("a") + pretty("b"),
      line("a") + "\n" + pretty("b"),
      "[\(line("a"))]\n[]\n[\(line("b"))]", "\u{FEFF}" + line("a") + "\n" + line("b"),
      "[\n\(line("a")),\r\n\(line("b"))]",
    ] {
      let outline = try Outline(text)
      #expect(outline.ids == ["a", "b"] && outline.rejects.isEmpty, "\(text)")
    }
  }

  @Test func `the same observation in any form is the same`() throws {
    let forms = [pretty("a"), "[\(pretty("a"))]", envelope(#"{"x":[1],"id":"a"}"#, at: "1970-01-01T00:00:00.005Z")]
    #expect(Set(try forms.map { try parseOne($0).identity }).count == 1)
  }

  @Test(arguments: ["", "\n", " \r\n\t", "\u{FEFF}", "[]", "[\n]\n", "[ ] []"])
  func `an empty source gives nothing`(text: String) throws {
    #expect(try read(text).count == 0)
  }

  @Test func `tells line and byte offset of what it rejects`() throws {
    let batch = try read(line("a") + "\n\n  nonsense é\n" + line("b") + "\n{\"kind\":\"poll\"}\n")
    let offset = line("a").utf8.count + 2
    #expect(batch.rejects.map(\.line) == [3, 5])
    #expect(batch.rejects[0].byteOffset == offset + 2)
    #expect(batch.rejects[1].byteOffset == offset + "  nonsense é\n".utf8.count + line("b").utf8.count + 1)
    #expect(batch.rejects.map(\.reason) == [notJSON, "`observed_at` is missing"])
    #expect(batch.rejects.map(\.text) == ["nonsense é", #"{"kind":"poll"}"#])
    #expect(batch.rejects[0].source == "input")
    #expect(batch.observations.count == 2)
  }

  @Test(arguments: [
    #"{"observed_at":5,"ki"#, #"{"observed_at":5,"kind":"po"#, #"{"observed_at":5,"kind":"poll","body":"#,
    #"{"observed_at":5,"kind":"poll","body":{"id":"x""#, #"{"observed_at":5,"#, #"{"#,
    #"{"observed_at":5,"kind":"poll","body":{"id":["#,
    #"{"observed_at""#, #"{"a":tru"#, #"{"a":1e"#, #"{"a":"\u00"#, "{\"a\":\"\u{7}\"}", "{a:1}", "{}}", "nonsense", "7",
    "\"text\"", "null",
    "[1,2", "[2026-11-16 08:00:00] poll failed", "[warning] {\"a\":1}", "]", ",", "}", "\u{0}", "{\"a\":1,}",
  ])
  func `a broken line in the middle costs that line alone, wherever it was torn`(broken: String) throws {
    let outline = try Outline([line("a"), broken, line("b"), line("c"), ""].joined(separator: "\n"))
    #expect(outline.ids == ["a", "b", "c"], "\(outline)")
    #expect(!outline.rejects.isEmpty && outline.rejects.allSatisfy { $0.hasPrefix("2@") }, "\(outline)")
    let last = try Outline([line("a"), line("b"), broken].joined(separator: "\n"))
    #expect(last.ids == ["a", "b"])
    #expect(!last.rejects.isEmpty && last.rejects.allSatisfy { $0.hasPrefix("3@") }, "\(last)")
  }

  @Test func `two torn lines are two rejects, as is a line of text after a torn one`() throws {
    #expect(try Outline(#"{"a":"x"# + "\nnonsense\n" + line("b")).rejects.map { $0.prefix(2) } == ["1@", "2@"])
    #expect(try Outline(#"{"a":1"# + "\nnonsense\n" + line("b")).rejects.map { $0.prefix(2) } == ["1@", "2@"])
    #expect(
      try Outline(#"{"a":"x"# + "\n" + #"{"a":"y"# + "\n" + line("b")).rejects.map { $0.prefix(2) } == ["1@", "2@"])
  }

  @Test func `a broken pretty-printed object is one reject, and the objects around it are read`() throws {
    let broken = "{\n  \"observed_at\": 5,\n  \"kind\" \"poll\",\n  \"body\": {\n    \"id\": \"x\"\n  }\n}"
    let outline = try Outline([pretty("a"), broken, pretty("b")].joined(separator: "\n"))
    #expect(outline.ids == ["a", "b"] && outline.rejects.count == 1, "\(outline)")
    let inArray = "[\n" + [pretty("a", "  "), "  " + broken, pretty("b", "  ")].joined(separator: ",\n") + "\n]"
    let second = try Outline(inArray)
    #expect(second.ids.first == "a" && second.ids.last == "b", "\(second)")
  }

  @Test func `elements of an array that are no objects are rejected one by one`() throws {
    let outline = try Outline("[\(line("a")), 7, \"text\", [1,\n[2]], null, \(line("b"))]")
    #expect(outline.ids == ["a", "b"] && outline.rejects.count == 4, "\(outline)")
  }

  @Test func `raw invalid UTF-8, also at the end of a line, costs its line alone`() throws {
    for bytes in [[0xFF], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80]] as [[UInt8]] {
      let first = Array((line("a") + "\n" + #"{"observed_at":5,"kind":"poll","body":{"id":"x"#).utf8) + bytes
      for text in [first + Array(("\"}}\n" + line("b")).utf8), first + Array(("\n" + line("b")).utf8)] {
        let batch = try read(text)
        #expect(batch.observations.map(\.content.stream.notebookID) == ["a", "b"])
        #expect(batch.rejects.map(\.line) == [2])
      }
    }
  }

  @Test func `JSON nested 10,000 deep is rejected with its reason`() throws {
    let deep =
      #"{"observed_at":5,"kind":"poll","notebook_id":"n","body":{"a":"# + String(repeating: "[", count: 10_000)
      + String(repeating: "]", count: 10_000) + "}}"
    let batch = try read([line("a"), deep, line("b")].joined(separator: "\n"))
    #expect(batch.observations.count == 2)
    #expect(batch.rejects.map(\.reason) == ["JSON nested more than 256 deep"])
  }

  @Test(arguments: [1 << 18, .max])
  func `a line longer than the limit is rejected, and memory does not hold it`(chunk: Int) throws {
    let long =
      Array(#"{"observed_at":5,"kind":"poll","notebook_id":"n","body":{"a":""#.utf8)
      + Array(repeating: UInt8(ascii: "x"), count: DocumentReader.maximumValueBytes) + Array("\"}}".utf8)
    let batch = try read(Array((line("a") + "\n").utf8) + long + Array(("\n" + line("b") + "\n").utf8), chunk: chunk)
    #expect(batch.observations.map(\.content.stream.notebookID) == ["a", "b"])
    #expect(batch.rejects.map(\.reason) == ["longer than 32 MiB"])
    #expect(batch.rejects[0].text.utf8.count < 70_000)
  }

  @Test func `what is passed over in search of a line's end is counted until it comes`() throws {
    let maker = ObservationMaker(fingerprinter: Fingerprinter(key: Array(repeating: 7, count: 32)))
    let reader = DocumentReader(source: "zeros", parser: ObservationParser(maker))
    reader.longest = 1000
    var batch = ObservationBatch()
    for _ in 0..<5 {
      reader.space(atLeast: 1000).copyBytes(from: repeatElement(0, count: 1000))
      reader.filled(1000)
      while try reader.drain(into: &batch) {}
    }
    #expect(reader.passedOver == 4000)
    #expect(batch.rejects.count == 1)
    reader.space(atLeast: 1).copyBytes(from: [0x0A])
    reader.filled(1)
    _ = try reader.drain(into: &batch)
    #expect(reader.passedOver == 0)
  }
}

@Suite struct BareAnswerTests {
  private var facts: BareAnswerFacts {
    var facts = BareAnswerFacts()
    facts.kind = .start
    facts.observedAt = Instant(milliseconds: 5)
    facts.region = "r"
    facts.httpStatus = 201
    return facts
  }

  @Test(arguments: [
    #"{"id":"n","status":"STARTING"}"#, "\u{FEFF} {\n \"id\" : \"n\"\n}\r\n", #"{"status":"X","id":"n","data":[1]}"#,
  ])
  func `a file that is one notebook takes its facts from options`(text: String) throws {
    let batch = try read(text, facts: facts)
    let one = try #require(batch.observations.first)
    #expect(batch.count == 1 && one.observedAt == Instant(milliseconds: 5) && one.content.kind == .start)
    #expect(one.content.httpStatus == 201 && one.content.stream == StreamKey(region: "r", notebookID: "n"))
  }

  @Test func `a list page is one observation a row, and needs no id`() throws {
    let batch = try read(#"{"data":[{"id":"a"},{"id":"b"}],"total":2}"#, facts: facts)
    #expect(batch.observations.map(\.content.stream.notebookID) == ["a", "b"])
  }

  @Test func `what is needed and missing is named`() throws {
    func missing(_ text: String, _ change: (inout BareAnswerFacts) -> Void) -> String? {
      var changed = facts
      change(&changed)
      do {
        _ = try read(text, facts: changed)
        return nil
      } catch { return (error as? MissingOption)?.option }
    }
    #expect(missing(#"{"id":"n"}"#) { $0.kind = nil } == "--kind")
    #expect(missing(#"{"id":"n"}"#) { $0.observedAt = nil } == "--observed-at")
    #expect(missing(#"{"error_code":"ModelArts.6309","error_msg":"x"}"#) { _ in } == "--notebook-id")
    #expect(missing(#"{"error_code":"ModelArts.6309"}"#) { $0.notebookID = "n" } == nil)
    #expect(missing(#"{"id":"","status":"X"}"#) { _ in } == "--notebook-id")
  }

  @Test(arguments: [
    #"{"id":"b"}"#, "nonsense", "{\"a\":", "{\"a\" 1}", #"{"observed_at":5,"kind":"poll","body":{"id":"c"}}"#, "[]7",
    "7",
  ])
  func `among other values it is no bare answer but a reject`(other: String) throws {
    let batch = try read(#"{"id":"a"}"# + "\n" + other + "\n", facts: facts)
    #expect(batch.rejects.first?.reason == "an answer without an envelope among other values: `observed_at` is missing")
    #expect(!batch.observations.contains { $0.content.stream.notebookID == "a" })
  }
}
