import NBEventLog
import NBObservations
import NBSQLite
import NBTestFiles
import NBTestHistories
import Testing

@testable import NBReadModel

@Suite struct ViewTests {
  private let directory = TemporaryDirectory()

  @Test(arguments: 0..<10 as Range<UInt64>)
  func `v_events shows the body that was appended, patched or not`(seed: UInt64) throws {
    let model = try Model(directory, "log.db")
    try model.ingest(RandomHistory(seed: 400 + seed, count: 100).lines)
    // A plain connection: other tools have none of our functions.
    let plain = try Connection(path: directory.file("log.db"), mode: .readOnly)
    let shown = try plain.prepare(
      "SELECT position, observed_at, requested_at, kind, http_status, region, project_id, notebook_id, json(body), status FROM v_events ORDER BY position"
    )
    var count = 0
    try EventExport.forEach(in: model.log) { event in
      count += 1
      #expect(try shown.step())
      #expect(shown.integer(0) == Int64(count))
      #expect(shown.text(1) == event.stored.observedAt.rfc3339)
      #expect(shown.textOrNil(2) == event.stored.requestedAt?.rfc3339)
      let content = event.answer.content
      #expect(shown.text(3) == content.kind.word && shown.integer(4) == Int64(content.httpStatus))
      #expect(
        [shown.text(5), shown.text(6), shown.text(7)] == [
          content.stream.region, content.stream.projectID, content.stream.notebookID,
        ])
      let body = shown.textOrNil(8)
      #expect((body == nil) == (content.body == nil))
      if let body, let expected = content.body {
        // SQLite keeps its own order of members: read once more, both are canonical.
        let again = try read("{\"observed_at\":1,\"kind\":\"poll\",\"notebook_id\":\"n\",\"body\":\(body)}")
          .observations
        #expect(again.first?.content.body?.canonical == expected.canonical)
        #expect(shown.textOrNil(9) == expected.facts.statusWord)
      }
      return true
    }
    #expect(count > 0)
    #expect(try !shown.step())
  }
}
