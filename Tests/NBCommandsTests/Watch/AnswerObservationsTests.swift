import NBBasics
import NBCollector
import NBObservations
import Testing

@testable import NBCommands

@Suite struct AnswerObservationsTests {
  private func read(_ body: String?, status: Int = 200, notebook: String? = nil) -> ReadAnswer<Observation, Reject> {
    var reader = AnswerObservations(
      fingerprinter: Fingerprinter(key: [UInt8](repeating: 7, count: 32)), pseudonymise: false)
    return reader.read(
      PollEnvelope(
        observedAt: 1_790_000_000_000, requestedAt: 1_789_999_999_800, date: "Mon, 21 Sep 2026 14:13:20 GMT",
        httpStatus: status, region: "r", projectID: "p", notebookID: notebook, body: body.map { Array($0.utf8) }))
  }

  @Test func `a page is one observation for each row, with the facts of its envelope`() {
    let page =
      #"{"data":[{"id":"a","status":"STOPPED","token":"geheim"},{"id":"b","status":"STARTING","action_progress":[{"step":1,"status":"PROCESSING"}]}],"total":2}"#
    let answer = read(page)
    #expect(
      answer.rows.map(\.seen) == [
        SeenInstance(id: "a", word: "STOPPED", carriesProgress: false),
        SeenInstance(id: "b", word: "STARTING", carriesProgress: true),
      ])
    let first = answer.rows[0].payload
    #expect(first.content.stream == StreamKey(region: "r", projectID: "p", notebookID: "a"))
    #expect(first.requestedAt == Instant(milliseconds: 1_789_999_999_800))
    #expect(first.date == "Mon, 21 Sep 2026 14:13:20 GMT")
    let stored = String(decoding: first.content.body?.canonical ?? [], as: UTF8.self)
    #expect(!stored.contains("geheim"))
    #expect(answer.rejects.isEmpty)
  }

  @Test func `the moment at which the service wrote an answer is no change`() {
    let one = read(#"{"current_time":1,"id":"a","status":"STOPPED","token":"t"}"#, notebook: "a").rows[0].key
    let two = read(#"{"id":"a","current_time":2,"status":"STOPPED","token":"t"}"#, notebook: "a").rows[0].key
    let other = read(#"{"current_time":1,"id":"a","status":"STOPPED","token":"u"}"#, notebook: "a").rows[0].key
    #expect(one == two)
    #expect(one != other)
  }

  @Test func `an error of a look is one of its instance, without what it may give away`() {
    let body =
      #"{"error_code":"APIGW.0301","error_msg":"verify aksk signature fail, canonicalRequest:GET|/v1/p/|limit=50|x-security-token:geheim|"}"#
    let answer = read(body, status: 401, notebook: "a")
    #expect(answer.rows.map(\.payload.content.stream.notebookID) == ["a"])
    #expect(answer.rows.map(\.payload.content.httpStatus) == [401])
    let text = String(decoding: answer.rows.first?.payload.content.body?.canonical ?? [], as: UTF8.self)
    #expect(text.contains("APIGW.0301"))
    #expect(!text.contains("geheim"))
  }

  @Test func `no answer is an observation without a body`() {
    let answer = read(nil, status: 0, notebook: "a")
    #expect(answer.rows.map(\.payload.content.httpStatus) == [0])
  }
}
