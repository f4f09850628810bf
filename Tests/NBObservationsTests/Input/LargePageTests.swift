import NBBasics
import NBTestHistories
import Testing

@testable import NBObservations

/// A list page may hold more rows than a batch.
@Suite struct LargePageTests {
  @Test func `the rows of a page are handed out in batches while it is read`() throws {
    let rows = (0..<1050).map { #"{"id":"n\#($0)","status":"RUNNING"}"# }.joined(separator: ",")
    let page = #"{"observed_at":1794816000000,"kind":"poll","body":{"data":[\#(rows)],"total":1050}}"#
    let parser = ObservationParser(ObservationMaker(fingerprinter: Fingerprinter(key: Array(repeating: 7, count: 32))))
    let reader = DocumentReader(source: "page", parser: parser)
    var sizes: [Int] = []
    var ids: [String] = []
    reader.whenFull = FullBatch(limit: 100) { batch in
      let part = batch.take(100)
      sizes.append(part.observations.count)
      ids += part.observations.map(\.content.stream.notebookID)
    }
    var rest = Array(page.utf8)[...]
    var batch = ObservationBatch()
    while !rest.isEmpty {
      let space = reader.space()
      let part = rest.prefix(space.count)
      space.copyBytes(from: part)
      reader.filled(part.count)
      rest = rest.dropFirst(part.count)
      _ = try reader.drain(into: &batch, limit: 100, isFinal: rest.isEmpty)
    }
    #expect(sizes == Array(repeating: 100, count: 10))
    #expect(batch.observations.count == 50)
    ids += batch.observations.map(\.content.stream.notebookID)
    #expect(ids == (0..<1050).map { "n\($0)" })
  }

  /// Reads a text in chunks, with a limit for values.
  private func readLong(
    _ text: String, longest: Int, chunk: Int, facts: BareAnswerFacts = BareAnswerFacts()
  ) throws -> ObservationBatch {
    try read(Array(text.utf8), chunk: chunk, facts: facts, source: "page", longest: longest)
  }

  private func rows(_ range: Range<Int>) -> String {
    range.map { #"{"id":"n\#($0)","status":"RUNNING"}"# }.joined(separator: ", ")
  }

  @Test(arguments: [7, 64, 100_000])
  func `a page that is too long to be held is read row by row, as a short one is`(chunk: Int) throws {
    let page =
      #"{"observed_at":1794816000000,"kind":"poll","region":"r","body":{"total":300,"data":[\#(rows(0..<300))],"x":{"y":1}}}"#
    let next = #"{"observed_at":1794816000001,"kind":"poll","body":{"id":"last","status":"RUNNING"}}"#
    let expected = try readLong("\(page)\n\(next)\n", longest: 1 << 20, chunk: chunk)
    let batch = try readLong("\(page)\n\(next)\n", longest: 500, chunk: chunk)
    #expect(batch.rejects.isEmpty && batch.observations.count == 301)
    #expect(batch.observations.map(\.identity) == expected.observations.map(\.identity))
  }

  @Test func `a long page that is an answer of its own takes its facts from options`() throws {
    var facts = BareAnswerFacts()
    facts.kind = .poll
    facts.observedAt = Instant(milliseconds: 5)
    let page = "{\n  \"current\": 0,\n  \"data\": [\(rows(0..<300))],\n  \"total\": 300\n}\n"
    let batch = try readLong(page, longest: 500, chunk: 64, facts: facts)
    #expect(batch.rejects.isEmpty && batch.observations.count == 300)
    #expect(throws: MissingOption.self) { try readLong(page, longest: 500, chunk: 64) }
  }

  @Test func `what would say something else about rows that were read is rejected`() throws {
    let page = #"{"observed_at":1794816000000,"kind":"poll","body":{"data":[\#(rows(0..<300))]},"region":"r"}"#
    let batch = try readLong(page + "\n", longest: 500, chunk: 64)
    #expect(batch.observations.count == 300)
    #expect(batch.rejects.map(\.text) == [#"[redacted]"region":"#])
    #expect(batch.rejects.first?.reason.hasPrefix("a member behind the rows of a page longer than") == true)
  }

  @Test func `rows before a break in a long page are read, and values behind the page`() throws {
    let next = #"{"observed_at":1794816000001,"kind":"poll","body":{"id":"last","status":"RUNNING"}}"#
    let start = #"{"observed_at":1794816000000,"kind":"poll","body":{"data":["#
    for broken in [#", {"id": x}, \#(rows(300..<400))]}}"#, #", {"id":"n300"# + "\n"] {
      let batch = try readLong("\(start)\(rows(0..<300))\(broken)\n\(next)\n", longest: 500, chunk: 64)
      #expect(batch.observations.count == 301 && batch.rejects.count == 1)
      #expect(batch.observations.last?.content.stream.notebookID == "last")
    }
    let cut = try readLong("\(start)\(rows(0..<300)), {\"id\":", longest: 500, chunk: 64)
    #expect(cut.observations.count == 300 && cut.rejects.map(\.reason) == ["the JSON value is cut off"])
  }

  @Test func `an object that is long for other reasons is rejected, even if it has rows`() throws {
    let long = String(repeating: "x", count: 600)
    for body in [#"{"note":"\#(long)","data":[]}"#, #"{"id":"n","data":[\#(rows(0..<50))]}"#] {
      let batch = try readLong(
        #"{"observed_at":1794816000000,"kind":"poll","body":\#(body)}"# + "\n", longest: 500, chunk: 64)
      #expect(batch.observations.isEmpty && batch.rejects.map(\.reason) == ["longer than 0 MiB"])
    }
  }
}
