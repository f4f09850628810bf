import NBBasics
import NBTestHistories
import Testing

@testable import NBObservations

/// The only observation of a text; a failed test when there is another number, or a reject.
func parseOne(_ text: String, key: [UInt8] = Array(repeating: 7, count: 32)) throws -> Observation {
  let batch = try read(Array(text.utf8), key: key)
  try #require(batch.rejects.isEmpty, "\(batch.rejects.map(\.reason))")
  try #require(batch.observations.count == 1)
  return batch.observations[0]
}

/// Why a text is rejected; nil when it is not.
func rejection(_ text: String) throws -> String? {
  let batch = try read(text)
  #expect(batch.count == 1)
  return batch.rejects.first?.reason
}

@Suite struct EnvelopeTests {
  @Test func `reads every member`() throws {
    let one = try parseOne(
      #"{"observed_at":"2026-11-16T08:00:01Z","requested_at":1794816000000,"kind":"Start","notebook_id":"n","project_id":"p","region":"r","http_status":202,"date":"Mon, 16 Nov 2026 08:00:00 GMT","request":{"type":"timing","duration":-1},"body":null,"unknown":[1]}"#
    )
    #expect(one.observedAt == Instant(milliseconds: 1_794_816_001_000))
    #expect(one.requestedAt == Instant(milliseconds: 1_794_816_000_000))
    #expect(one.date == "Mon, 16 Nov 2026 08:00:00 GMT")
    #expect(one.content.kind == .start)
    #expect(one.content.stream == StreamKey(region: "r", projectID: "p", notebookID: "n"))
    #expect(one.content.httpStatus == 202)
    #expect(one.content.request.map { String(decoding: $0, as: UTF8.self) } == #"{"duration":-1,"type":"timing"}"#)
    #expect(one.content.body == nil)
  }

  @Test func `fills in the defaults, and null is absent`() throws {
    let one = try parseOne(
      #"{"observed_at":0,"kind":"poll","http_status":null,"region":null,"request":null,"date":"","requested_at":null,"token_fp":null,"body":{"id":"n"}}"#
    )
    let same = try parseOne(
      #"{"observed_at":"1970-01-01T00:00:00Z","kind":"poll","http_status":200,"region":"","notebook_id":"n","body":{"id":"n"}}"#
    )
    #expect(one.identity == same.identity)
  }

  @Test(arguments: [
    (#"{"kind":"poll","notebook_id":"n"}"#, "`observed_at` is missing"),
    (#"{"observed_at":null,"kind":"poll","notebook_id":"n"}"#, "`observed_at` is missing"),
    (#"{"observed_at":1,"notebook_id":"n"}"#, "`kind` is missing"),
    (#"{"observed_at":1,"kind":"look","notebook_id":"n"}"#, "`kind` is none of start, poll, create, stop, delete"),
    (#"{"observed_at":1,"kind":7,"notebook_id":"n"}"#, "`kind` is none of start, poll, create, stop, delete"),
    (#"{"observed_at":1,"kind":"poll"}"#, "the body has no `id` and the envelope no `notebook_id`"),
    (#"{"observed_at":1,"kind":"poll","body":{"id":""}}"#, "the body has no `id` and the envelope no `notebook_id`"),
    (#"{"observed_at":1,"kind":"poll","notebook_id":7}"#, "`notebook_id` is not a string"),
    (#"{"observed_at":1,"kind":"poll","notebook_id":"n","body":[]}"#, "`body` is not an object"),
    (#"{"observed_at":1,"kind":"poll","notebook_id":"n","body":"x"}"#, "`body` is not an object"),
    (#"{"observed_at":1,"kind":"poll","notebook_id":"n","request":[]}"#, "`request` is not an object"),
    (
      #"{"observed_at":1,"kind":"poll","notebook_id":"n","http_status":"200"}"#,
      "`http_status` is not an integer from 0 to 999"
    ),
    (
      #"{"observed_at":1,"kind":"poll","notebook_id":"n","http_status":-1}"#,
      "`http_status` is not an integer from 0 to 999"
    ),
    (#"{"observed_at":1,"kind":"poll","notebook_id":"n","date":12}"#, "`date` is not a string"),
    (
      #"{"observed_at":1,"requested_at":2,"kind":"poll","notebook_id":"n"}"#,
      "`requested_at` is later than `observed_at`"
    ),
  ])
  func `rejects what is missing or of a wrong type`(text: String, reason: String) throws {
    #expect(try rejection(text) == reason)
    // Also where the body has been seen before and the short way is tried.
    let seen = envelope(#"{"id":"n"}"#)
    let batch = try read(seen + "\n" + text + "\n")
    #expect(batch.observations.count == 1 && batch.rejects.map(\.reason) == [reason])
  }

  @Test(arguments: [
    ("\"2026-02-30T00:00:00Z\"", "is not an RFC 3339 time with offset nor an integer of milliseconds"),
    ("\"2026-11-16T25:00:00Z\"", "is not an RFC 3339 time with offset nor an integer of milliseconds"),
    ("\"\"", "is not an RFC 3339 time with offset nor an integer of milliseconds"),
    ("true", "is not an RFC 3339 time with offset nor an integer of milliseconds"),
    ("{}", "is not an RFC 3339 time with offset nor an integer of milliseconds"),
    ("\"now\"", "is not an RFC 3339 time with offset nor an integer of milliseconds"),
    ("\"2026-11-16T08:00:00\"", "has no offset; `Z` for UTC or one such as `+08:00` is needed"),
    ("\"2026-11-16 08:00:00\"", "has no offset; `Z` for UTC or one such as `+08:00` is needed"),
    ("\"2026-11-16 08:00:00Z\"", "has a blank where RFC 3339 has a `T`"),
    ("1.5", "is not a whole number of milliseconds of 64 bits"),
    ("1e3", "is not a whole number of milliseconds of 64 bits"),
    ("99999999999999999999", "is not a whole number of milliseconds of 64 bits"),
    ("\"1794816000000\"", "is a quoted number; milliseconds stand without quotes"),
    ("253402300800000", "is after the year 9999"), ("-62135596800001", "is before the year 0001"),
    ("1763280000000000", "looks like microseconds since 1970; milliseconds are needed"),
  ])
  func `a time that is none is rejected with what is wrong`(time: String, wrong: String) throws {
    let reason = "` " + wrong
    #expect(try rejection(#"{"observed_at":\#(time),"kind":"poll","notebook_id":"n"}"#) == "`observed_at" + reason)
    let batch = try read(envelope(#"{"id":"n"}"#) + "\n" + #"{"observed_at":\#(time),"kind":"poll","body":{"id":"n"}}"#)
    #expect(batch.observations.count == 1 && batch.rejects.map(\.reason) == ["`observed_at" + reason])
    let requested = try read(
      #"{"observed_at":253402300799999,"kind":"poll","requested_at":\#(time),"notebook_id":"n"}"#)
    #expect(requested.rejects.map(\.reason) == ["`requested_at" + reason])
  }

  @Test func `a date of another type is rejected although the body was seen before`() throws {
    let line = #"{"observed_at":1,"kind":"poll","date":12,"body":{"id":"n"}}"#
    let batch = try read(#"{"observed_at":1,"kind":"poll","body":{"id":"n"}}"# + "\n" + line)
    #expect(batch.rejects.map(\.reason) == ["`date` is not a string"])
  }

  @Test func `a list page is one observation a row, and a row without an id is rejected`() throws {
    let page = envelope(
      #"{"data":[{"id":"a"},{"status":"X"},{"id":"b","data":[1]},7,{"id":null}],"total":99,"current":0}"#,
      extra: #","region":"r""#)
    let batch = try read(page)
    #expect(batch.observations.map(\.content.stream.notebookID) == ["a", "b"])
    #expect(batch.observations.allSatisfy { $0.content.stream.region == "r" })
    #expect(batch.rejects.count == 3)
    #expect(try read(envelope(#"{"data":[],"total":0}"#)).count == 0)
  }

  @Test func `a notebook with an unknown key data is no page`() throws {
    #expect(try parseOne(envelope(#"{"id":"n","data":[{"id":"m"}]}"#)).content.stream.notebookID == "n")
  }

  @Test func `the id of the body names the instance, else the envelope does`() throws {
    #expect(try parseOne(envelope(#"{"id":"a"}"#, extra: #","notebook_id":"b""#)).content.stream.notebookID == "a")
    #expect(
      try parseOne(envelope(#"{"error_code":"X.1"}"#, extra: #","notebook_id":"b""#)).content.stream.notebookID == "b")
  }

  @Test func `secrets in the envelope are redacted as in bodies`() throws {
    let one = try parseOne(
      envelope(
        "null",
        extra:
          #","notebook_id":"https://me:S3CRET@h/n","date":"token=S3CRET","request":{"password":"S3CRET","url":"h?S3CRET"}"#
      ))
    #expect(one.content.stream.notebookID == "https://h/n")
    #expect(one.date == "token=[redacted]")
    #expect(one.content.request.map { String(decoding: $0, as: UTF8.self) } == #"{"password":"[redacted]","url":"h"}"#)
  }

  @Test func `an imported fingerprint is marked, and anything else under its name is an unknown key`() throws {
    func imported(_ text: String) throws -> String? {
      try parseOne(envelope(#"{"id":"n"}"#, extra: #","token_fp":\#(text)"#)).content.answer.tokenFingerprint
    }
    #expect(try imported("\"0123456789abcdef\"") == "i0123456789abcdef")
    #expect(try imported("\"i0123456789abcdef\"") == "i0123456789abcdef")
    for other in ["\"\"", "\"i\"", "\"ii23456789abcdef\"", "\"0123\"", "7", "null", "[]", "\"S3CRET-S3CRET-S3\""] {
      #expect(try imported(other) == nil)
    }
  }
}
