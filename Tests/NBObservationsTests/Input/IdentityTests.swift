import NBBasics
import NBTestHistories
import Testing

@testable import NBObservations

@Suite struct IdentityTests {
  private let base: [(String, String)] = [
    ("observed_at", "\"2026-11-16T08:00:00Z\""), ("requested_at", "\"2026-11-16T07:59:59Z\""), ("kind", "\"poll\""),
    ("http_status", "200"), ("region", "\"r\""), ("project_id", "\"p\""), ("notebook_id", "\"n\""),
    ("date", "\"Mon, 16 Nov 2026 08:00:00 GMT\""), ("request", #"{"duration":1,"type":"x"}"#),
    ("body", #"{"status":"RUNNING","name":"é"}"#),
  ]

  private func identity(_ members: [(String, String)]) throws -> Digest {
    try parseOne("{" + members.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}").identity
  }

  @Test func `does not depend on key order, spelling, chunking or source`() throws {
    let expected = try identity(base)
    var random = SeededRandom(7)
    for _ in 0..<50 { #expect(try identity(base.shuffled(using: &random)) == expected) }
    #expect(
      try identity(base.map { $0.0 == "body" ? ($0.0, #" { "name":"\u00e9" ,"status": "RUNNING" } "#) : $0 })
        == expected)
    #expect(try identity(base.map { $0.0 == "observed_at" ? ($0.0, "1794816000000") : $0 }) == expected)
    #expect(
      try identity(base.map { $0.0 == "observed_at" ? ($0.0, "\"2026-11-16t09:00:00.0004+01:00\"") : $0 }) == expected)
    #expect(try identity(base.map { $0.0 == "kind" ? ($0.0, "\"POLL\"") : $0 }) == expected)
    #expect(try identity(base + [("unknown", "7")]) == expected)
    #expect(try identity(base.filter { $0.0 != "http_status" }) == expected)
  }

  @Test(arguments: [
    ("observed_at", "1794816000001"), ("requested_at", "1794816000000"), ("requested_at", "null"), ("kind", "\"stop\""),
    ("http_status", "201"), ("region", "\"r2\""), ("region", "\"\""), ("project_id", "null"), ("notebook_id", "\"n2\""),
    ("date", "\"Mon, 16 Nov 2026 08:00:01 GMT\""), ("date", "\"soon\""), ("date", "null"), ("request", "{}"),
    ("request", "null"),
    ("body", #"{"status":"STOPPED","name":"é"}"#), ("body", "{}"), ("body", "null"),
  ])
  func `depends on every field`(name: String, value: String) throws {
    #expect(try identity(base.map { $0.0 == name ? (name, value) : $0 }) != identity(base))
  }

  @Test func `fields do not run into each other`() throws {
    func identity(_ region: String, _ project: String, _ notebook: String) throws -> Digest {
      try self.identity([
        ("observed_at", "1"), ("kind", "\"poll\""), ("region", "\"\(region)\""), ("project_id", "\"\(project)\""),
        ("notebook_id", "\"\(notebook)\""),
      ])
    }
    let all = [
      try identity("ab", "c", "d"), try identity("a", "bc", "d"), try identity("a", "b", "cd"),
      try identity("", "abc", "d"),
    ]
    #expect(Set(all).count == 4)
  }

  @Test func `the token is no part of it, other redacted values neither`() throws {
    let first = try parseOne(envelope(#"{"id":"n","token":"a","x_secret":1}"#))
    let second = try parseOne(envelope(#"{"id":"n","token":"b","x_secret":[2]}"#))
    #expect(first.identity == second.identity)
    #expect(first.content.answer.tokenFingerprint != second.content.answer.tokenFingerprint)
  }

  @Test func `is what the documented encoding gives`() {
    // Computed by an independent program: heads printed long ago must stay comparable.
    let content = ObservedAnswer(
      stream: StreamKey(region: "eu-de", projectID: "p", notebookID: "n1"), kind: .poll, httpStatus: 200, request: nil,
      body: Body(canonical: Array(#"{"id":"n1","status":"RUNNING"}"#.utf8), tokenFingerprint: nil))
    let one = Observation(
      observedAt: Instant(milliseconds: 1_794_816_000_000), requestedAt: nil, date: "Mon, 16 Nov 2026 08:00:00 GMT",
      content: content)
    #expect(one.identity.hex == "4b0a96d3fe454690f264be54c03991f9d8af96775c876b544a4756b08485d0bd")
    #expect(
      EventIdentity.chain(.zero, one.identity).hex == "a60f3c04b229024d368eb8b55b975c0c591018aabd68949425d22b2f1c7937b4"
    )
  }
}
