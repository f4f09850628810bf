import NBTestHistories
import Testing

@testable import NBObservations

@Suite struct CanonicalFormTests {
  @Test func `sorts members by the bytes of their names and drops white space`() {
    #expect(
      canonical(" { \"b\" : 1 ,\n\"a\" : [ 1 , { } ] , \"é\":2, \"B\":3 } ") == #"{"B":3,"a":[1,{}],"b":1,"é":2}"#)
    // By bytes U+FFFF comes before U+1F389, by UTF-16 units it would not.
    #expect(canonical(#"{"\uD83C\uDF89":1,"\uFFFF":2}"#) == "{\"\u{FFFF}\":2,\"🎉\":1}")
  }

  @Test func `a duplicate key keeps its last value, however it is spelled`() {
    #expect(canonical(#"{"a":1,"b":2,"\u0061":3,"a":4,"b":{"x":1,"x":2}}"#) == #"{"a":4,"b":{"x":2}}"#)
  }

  @Test func `uses the fewest escapes`() {
    #expect(
      canonical(#""\u002f\/\u0022\u005c\u000a\u0008\u000c\u000d\u0009\u001f\u007f""#)
        == "\"//\\\"\\\\\\n\\b\\f\\r\\t\\u001f\u{7F}\"")
  }

  @Test func `numbers stay as they were written`() {
    #expect(
      canonical("[1.0,1e2,-0,123456789012345678901234567890,1]") == "[1.0,1e2,-0,123456789012345678901234567890,1]")
  }

  @Test func `does not depend on key order, escapes or white space`() throws {
    var random = SeededRandom(2)
    for _ in 0..<500 {
      let value = randomObject(&random)
      let expected = try #require(canonical(value.text))
      #expect(canonical(value.spelled(&random)) == expected)
      #expect(canonical(value.pretty()) == expected)
      #expect(canonical(expected) == expected)
    }
  }

  @Test func `accepts every scalar of Unicode, as itself and as an escape`() {
    for value in stride(from: UInt32(0x20), through: 0x10FFFF, by: 61) {
      guard let scalar = Unicode.Scalar(value), scalar != "\"", scalar != "\\" else { continue }
      let plain = "\"\(scalar)\""
      let escaped = "\"" + Character(scalar).utf16.map { "\\u" + hex4($0) }.joined() + "\""
      #expect(canonical(plain) == plain)
      #expect(canonical(escaped) == plain)
    }
  }

  @Test func `keeps lone surrogates as escapes, whatever follows them`() {
    #expect(canonical(#""\uD800""#) == #""\ud800""#)
    #expect(canonical(#""\udfff\uD800x\uD83C\u0041\uD83C\uDF89""#) == "\"\\udfff\\ud800x\\ud83cA🎉\"")
    #expect(canonical("\"\u{D7FF}\u{E000}\\uDBFF\u{D000}\"") == "\"\u{D7FF}\u{E000}\\udbff\u{D000}\"")
  }

  private func hex4(_ unit: UInt16) -> String {
    let digits = String(unit, radix: 16)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }
}
