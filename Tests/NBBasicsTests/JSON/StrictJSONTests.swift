import NBTestHistories
import Testing

@testable import NBBasics

@Suite struct StrictJSONTests {
  @Test(arguments: [
    "{}", "[]", " \t\r\n1", "0", "-0", "-0.0e-0", "1E+2", "10.01", #""""#, #""é🎉\u00e9\uD83C\uDF89\"\\\/\b\f\n\r\t""#,
    "[[],{}]", #"{"a":[{"b":null}],"a":true}"#, "\"\u{7F}\"", #"{"":false}"#,
  ])
  func `accepts what RFC 8259 allows`(text: String) {
    #expect(fault(text) == nil)
  }

  @Test(arguments: [
    "[1,]", "[,1]", "{,}", #"{"a":1,}"#, #"{"a" 1}"#, #"{a:1}"#, "{1:2}", "[1 2]", "tru]", "nulL", "True", "+1", ".5",
    "NaN", "Infinity", "'a'", "[1}", "{]", "/* c */1", "1 2", "\u{FEFF}1", "[1]]", "\u{B}1", "{\"a\":1 \"b\":2}",
  ])
  func `refuses what is not JSON`(text: String) {
    #expect(fault(text) == .unexpectedByte)
  }

  @Test(arguments: ["01", "-01", "1.x", "1.e3", "1e", "-", "1e+", "1.", "--1", "00"])
  func `refuses malformed numbers`(text: String) {
    #expect([.invalidNumber, .unexpectedByte].contains(fault("[" + text + "]")))
  }

  @Test(arguments: ["", " ", "{", "[", #"{"a""#, #"{"a":"#, #"{"a":1"#, "[1,", #""abc"#, #""\"#, #""\u12"#, "tr", "-"])
  func `tells a value that is cut off from a broken one`(text: String) {
    #expect(fault(text) == .incomplete)
  }

  @Test(arguments: 0..<0x20 as Range<UInt8>)
  func `refuses raw control characters in strings`(byte: UInt8) {
    #expect(fault([0x22, 0x61, byte, 0x22]) == .controlCharacter)
  }

  @Test(arguments: [#""\x""#, #""\u12g4""#, #""\U0041""#, #""\'""#, #""\ ""#])
  func `refuses unknown escapes`(text: String) {
    #expect(fault(text) == .invalidEscape)
  }

  @Test(
    arguments: [
      [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x9F, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x8F, 0x80, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xC3, 0x28], [0xE2, 0x28, 0xA1], [0xE2, 0x82, 0x28],
      [0xF0, 0x9F, 0x8E, 0x28], [0xC3],
    ] as [[UInt8]])
  func `refuses ill-formed UTF-8`(bytes: [UInt8]) {
    #expect(fault([0x22] + bytes + [0x22]) == .invalidUTF8)
    #expect(fault([0x22] + Array("0123456789".utf8) + bytes + [0x22]) == .invalidUTF8)
  }

  @Test func `allows 256 levels and refuses more without recursion going on`() {
    func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
    #expect(fault(nested(256)) == nil)
    #expect(fault(nested(257)) == .tooDeep)
    #expect(fault(nested(10_000)) == .tooDeep)
    #expect(fault(String(repeating: #"{"a":"#, count: 10_000)) == .tooDeep)
  }

  @Test(
    arguments: [
      ("9223372036854775807", Int64.max), ("-9223372036854775808", .min), ("9223372036854775808", nil),
      ("-9223372036854775809", nil), ("99999999999999999999999999", nil), ("-0", 0), ("1.0", nil), ("1e3", nil),
      ("7", 7),
    ] as [(String, Int64?)])
  func `integers are 64 bit, and others are no integers`(text: String, value: Int64?) {
    var tape = JSONTape()
    let parsed = Array(text.utf8).withUnsafeBytes { bytes in
      _ = try? tape.parse(bytes)
      return tape.integer(JSONTape.root)
    }
    #expect(parsed == value)
  }

  @Test func `the scan by eight bytes finds the same end as a scan by one`() {
    var random = SeededRandom(1)
    let alphabet: [UInt8] = [
      0x22, 0x5C, 0x1F, 0x00, 0x20, 0x21, 0x23, 0x5B, 0x5D, 0x7F, 0x80, 0xFF, 0x61, 0x41, 0xA2, 0xDC,
    ]
    for _ in 0..<4000 {
      let plain = random.chance(70)
      let bytes = (0..<random.below(40)).map { _ in
        plain && !random.chance(5) ? UInt8(0x61) : random.pick(alphabet)
      }
      bytes.withUnsafeBytes { bytes in
        for start in 0...bytes.count {
          var expected = start
          while expected < bytes.count, bytes[expected] >= 0x20, bytes[expected] < 0x80, bytes[expected] != 0x22,
            bytes[expected] != 0x5C
          { expected += 1 }
          #expect(JSONText.plainRun(in: bytes, from: start) == expected)
        }
      }
    }
  }

  /// The fault of a text as one JSON value, nil when there is none; what follows the value counts as unexpected.
  private func fault(_ bytes: [UInt8]) -> JSONFault.Reason? {
    var tape = JSONTape()
    return bytes.withUnsafeBytes { bytes -> JSONFault.Reason? in
      do throws(JSONFault) {
        let length = try tape.parse(bytes)
        return length == bytes.count ? nil : .unexpectedByte
      } catch {
        return error.reason
      }
    }
  }

  private func fault(_ text: String) -> JSONFault.Reason? { fault(Array(text.utf8)) }
}
