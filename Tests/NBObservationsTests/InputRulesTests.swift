import NBBasics
import NBTestHistories
import Testing

@testable import NBObservations

/// What has the form of an observation and still does not belong into a log that only grows.
@Suite struct InputRulesTests {
  private let rules = InputRules.plausible(latest: Instant(rfc3339: "2026-11-21T00:00:00Z")!)

  private func reason(_ text: String, rules: InputRules? = nil) throws -> String? {
    let batch = try read(text, rules: rules ?? self.rules)
    #expect(batch.count == 1)
    return batch.rejects.first?.reason
  }

  private func poll(_ time: String) -> String {
    #"{"observed_at":\#(time),"kind":"poll","body":{"id":"n","status":"RUNNING"}}"#
  }

  @Test(arguments: [
    ("1763280000", "`observed_at` looks like seconds since 1970; milliseconds are needed"),
    ("1763280000000000", "`observed_at` looks like microseconds since 1970; milliseconds are needed"),
    ("1763280000000000000", "`observed_at` looks like nanoseconds since 1970; milliseconds are needed"),
    ("0", "`observed_at` is before the year 2015"),
    ("\"2014-12-31T23:59:59Z\"", "`observed_at` is before the year 2015"),
    ("\"2026-11-22T00:00:00.001Z\"", "`observed_at` is in the future"),
    ("\"9999-12-31T00:00:00Z\"", "`observed_at` is in the future"),
  ])
  func `a time that nobody can have seen is rejected`(time: String, wrong: String) throws {
    #expect(try reason(poll(time)) == wrong)
    // Also where the body has been seen before and the short way is tried.
    let batch = try read(poll("1763280000000") + "\n" + poll(time), rules: rules)
    #expect(batch.observations.count == 1 && batch.rejects.map(\.reason) == [wrong])
  }

  @Test(arguments: ["\"2015-01-01T00:00:00Z\"", "1763280000000", "\"2026-11-22T00:00:00Z\""])
  func `a time from 2015 to a day ahead is believed`(time: String) throws {
    #expect(try reason(poll(time)) == nil)
  }

  @Test func `the time of a request is checked as well`() throws {
    let line = #"{"observed_at":1763280000000,"requested_at":1763280000,"kind":"poll","body":{"id":"n","status":"X"}}"#
    #expect(try reason(line) == "`requested_at` looks like seconds since 1970; milliseconds are needed")
  }

  @Test(arguments: [#"{"id":"n"}"#, #"{"id":"n","name":"x"}"#])
  func `an object with an id and nothing of a notebook is rejected`(body: String) throws {
    #expect(
      try reason(envelope(body))
        == "has an `id` but nothing of a notebook: no status, flavor, image, lease or progress")
    #expect(try reason(envelope(body), rules: .anything) == nil)
    let page = try read(envelope(#"{"data":[\#(body),{"id":"m","lease":null}]}"#), rules: rules)
    #expect(page.observations.map(\.content.stream.notebookID) == ["m"] && page.rejects.count == 1)
  }

  @Test(arguments: [
    #"{"flavors":[{"id":"modelarts.vm.cpu.8u","arch":"X86_64","vcpus":1}]}"#,
    #"{"current":1,"data":[{"id":"modelarts.vm.cpu.2u","sold_out":false,"vcpus":2}],"total":1}"#,
  ])
  func `a list of flavors says where it belongs`(text: String) throws {
    #expect(try reason(text) == "a list of flavors, not of notebooks: `nbtrack catalog import` reads it")
  }

  @Test func `a list of flavors in an envelope says where it belongs`() throws {
    let page = #"{"data":[{"id":"modelarts.vm.cpu.2u","vcpus":2}]}"#
    #expect(try reason(envelope(page)) == "a list of flavors, not of notebooks: `nbtrack catalog import` reads it")
  }

  @Test(arguments: [0, 401, 404, 503])
  func `a list poll that failed is an observation of the project`(status: Int) throws {
    for body in ["null", #"{"error_code":"ModelArts.0201","error_msg":"x"}"#] {
      let line =
        #"{"observed_at":1763280000000,"kind":"poll","region":"r","project_id":"p","http_status":\#(status),"body":\#(body)}"#
      let one = try #require(try read(line, rules: rules).observations.first)
      #expect(one.content.stream == StreamKey(region: "r", projectID: "p", notebookID: ""))
      // It says nothing of any instance, also where 404 would say that one is gone.
      #expect(one.content.answer.observationClass == .noInformation && one.content.answer.status == nil)
    }
  }

  @Test(arguments: [(200, "poll"), (503, "start"), (302, "poll")])
  func `another answer without an instance is rejected`(status: Int, kind: String) throws {
    let line = #"{"observed_at":1763280000000,"kind":"\#(kind)","http_status":\#(status),"body":{"error_code":"X"}}"#
    #expect(try reason(line) == "the body has no `id` and the envelope no `notebook_id`")
  }
}

/// A collector has an answer and the facts around it, and neither lines nor options.
@Suite struct ObservationMakerTests {
  private var maker = ObservationMaker(fingerprinter: Fingerprinter(key: Array(repeating: 7, count: 32)))
  private var facts = AnswerFacts(kind: .poll, observedAt: Instant(milliseconds: 5))

  @Test mutating func `makes the observation that the same envelope gives`() throws {
    let body = #"{"id":"n","status":"RUNNING","token":"abc","note":"password=S3CRET"}"#
    facts.region = "r"
    facts.date = "Mon, 16 Nov 2026 08:00:00 GMT"
    facts.request = Array(#"{"duration":-1, "password":"S3CRET"}"#.utf8)
    let line =
      #"{"observed_at":5,"kind":"poll","region":"r","date":"Mon, 16 Nov 2026 08:00:00 GMT","request":{"duration":-1,"password":"S3CRET"},"body":\#(body)}"#
    let made = try maker.observations(body: Array(body.utf8), facts: facts)
    let expected = try parseOne(line)
    #expect(made.observations.map(\.identity) == [expected.identity])
    #expect(made.observations[0].content.answer.tokenFingerprint == expected.content.answer.tokenFingerprint)
  }

  @Test mutating func `makes an observation for each row of a page`() throws {
    let page = Array(#"{"data":[{"id":"a"},{"x":1},{"id":"b"}],"total":3}"#.utf8)
    let made = try maker.observations(body: page, facts: facts, source: "page")
    #expect(made.observations.map(\.content.stream.notebookID) == ["a", "b"])
    #expect(made.rejects.map(\.source) == ["page"])
  }

  @Test mutating func `says why an answer is no observation`() {
    func reason(_ body: String?, _ maker: inout ObservationMaker, _ facts: AnswerFacts) -> String? {
      do throws(RejectReason) {
        _ = try maker.observations(body: body.map { Array($0.utf8) }, facts: facts)
        return nil
      } catch { return error.text }
    }
    #expect(reason("{\"a\" 1}", &maker, facts) == "not valid JSON")
    #expect(reason("{} x", &maker, facts) == "not valid JSON")
    #expect(reason("[1]", &maker, facts) == "`body` is not an object")
    #expect(reason("{}", &maker, facts) == "the body has no `id` and the envelope no `notebook_id`")
    #expect(reason(nil, &maker, facts) == "the body has no `id` and the envelope no `notebook_id`")
    facts.notebookID = "n"
    #expect(reason("null", &maker, facts) == nil && reason(nil, &maker, facts) == nil)
    facts.requestedAt = Instant(milliseconds: 6)
    #expect(reason(nil, &maker, facts) == "`requested_at` is later than `observed_at`")
  }
}
