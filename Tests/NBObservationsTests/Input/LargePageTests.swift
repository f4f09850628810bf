import NBBasics
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
}
