import NBTestHistories
import Testing

@testable import NBObservations

@Suite struct RedactionPropertyTests {
  @Test(arguments: 0..<400 as Range<UInt64>)
  func `no secret of a generated body remains in its canonical form, and redacting twice changes nothing`(seed: UInt64)
    throws
  {
    var random = SeededRandom(seed)
    let body = SecretBody.make(id: "nb-1", &random)
    let text = body.value.spelled(&random)
    let output = try #require(canonical(text))
    for secret in body.secrets { #expect(!output.contains(secret), "\(output)") }
    #expect(canonical(output) == output)
    #expect(canonical(body.value.text) == output)
  }

  @Test(arguments: 0..<30 as Range<UInt64>)
  func `no secret remains in the reject text of a line that is cut off anywhere`(seed: UInt64) {
    var random = SeededRandom(1000 + seed)
    let body = SecretBody.make(id: "nb-1", &random)
    let line = Array(envelope(random.chance(50) ? body.value.text : body.value.spelled(&random)).utf8)
    for end in stride(from: 0, through: line.count, by: 7) {
      let text = rejectText(line[..<end])
      for secret in body.secrets { #expect(!text.contains(secret), "\(text)") }
    }
  }

  @Test func `redacting any text twice changes nothing`() {
    var random = SeededRandom(6)
    let parts = [
      "token", "secret", "Cookie", "Bearer ", "bearer", "=", ":", " ", "\"", "'", "\\", "\\\"", "[", "]", "{", "}",
      "[redacted]",
      "://", "http", "@", "/", "?", "#", "&", ",", "x", "\n", "é", "-----BEGIN", "-----END", "-----", "Basic ",
      "authorization",
    ]
    for _ in 0..<10_000 {
      let text = (0..<(1 + random.below(9))).map { _ in random.pick(parts) }.joined()
      let once = redactedText(text)
      #expect(redactedText(once) == once, "\(text)")
    }
  }
}

@Suite struct RejectTextTests {
  @Test func `a line that begins within a string loses what stands before its first quote, and the value of a cut key`()
  {
    #expect(rejectText(#"rest of a token","a":1}"#.utf8) == #"[redacted]","a":1}"#)
    #expect(rejectText(#"S3\"CRET","a":1}"#.utf8) == #"[redacted]","a":1}"#)
    #expect(rejectText(#"ken": "S3CRET", "a": 1}"#.utf8) == #"[redacted]": "[redacted]", "a": 1}"#)
  }

  @Test func `is valid UTF-8, without the NUL bytes that would hide a key`() {
    #expect(rejectText([0x7B, 0xFF, 0x7D] as [UInt8]) == "{\u{FFFD}}")
    var wide: [UInt8] = []
    for byte in #"{"token":"S3CRET"}"#.utf8 { wide += [byte, 0] }
    #expect(rejectText(wide) == #"{"token":"[redacted]"}"#)
  }

  @Test func `is cut, and says how long the text was`() {
    let text = rejectText(Array(repeating: UInt8(ascii: "x"), count: 70_000))
    #expect(text.utf8.count < 66_000)
    #expect(text.hasSuffix("(70000 bytes)"))
  }

  @Test func `URLs lose user info and query`() {
    #expect(rejectText("GET https://me:pw@host/a?sig=1 'x'".utf8) == "GET https://host/a 'x'")
  }

  @Test(arguments: [
    (#"{"tok\u0065n":"S3CRET"#, #"{"token":"[redacted]"#),
    (#"{"a":"https:\/\/me:S3CRET@host\/x"#, #"{"a":"https://host/x"#),
    (#"{"a":"\u0022token\u0022:\u0022S3CRET"#, #"{"a":"\"token\":\"[redacted]"#),
    (#"{"a":"token=\t\"S3CRET"#, #"{"a":"token= \"[redacted]"#),
    ("{\"a\":\"https://me:S3CRET", "{\"a\":\"https://[redacted]"), (#"{"a":"C:\\u0041\u00"#, #"{"a":"C:\\u0041\u00"#),
  ])
  func `escapes hide nothing`(text: String, expected: String) {
    #expect(rejectText(text.utf8) == expected)
  }

  @Test func `plain words stay`() {
    #expect(rejectText("2026-11-16 08:00:00 WARN poll failed".utf8) == "2026-11-16 08:00:00 WARN poll failed")
  }
}
