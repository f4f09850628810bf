import Testing

@testable import NBObservations

/// Redacting what was redacted changes nothing: a log that is exported and ingested again keeps its identities.
struct RedactionIdempotenceTests {
  @Test(arguments: [
    "db_password=hunter2", "password = hunter2; user=x", "authorization: Bearer abc.def", "Bearer abc.def, later",
    "\"token\": \"abc\"", "\"token\": [1, {\"a\": 2}], next", "secret={\"a\": 1}", "Cookie: a=b; c=d\nnext",
    "see https://user:pw@host/path?sig=1#x and access_key=AK", "password=abc)", "(token=abc)", "'secret'='x'",
    "{\\\"password\\\": \\\"x\\\"}", "Authorization=Basic dXNlcg==", "password=[redacted]more",
  ])
  func `redacting a redacted text changes nothing`(_ text: String) throws {
    let once = try #require(TextRedaction.redact(Array(text.utf8)))
    #expect(TextRedaction.redact(once).map { String(decoding: $0, as: UTF8.self) } == nil)
  }

  @Test func `a bare placeholder stays bare`() {
    #expect(TextRedaction.redact(Array("nightly ETL; db_password=[redacted]".utf8)) == nil)
    #expect(TextRedaction.redact(Array("with Bearer [redacted]".utf8)) == nil)
  }
}
