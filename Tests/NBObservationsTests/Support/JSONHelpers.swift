import NBBasics
import NBTestHistories

@testable import NBObservations

/// The canonical, redacted form; nil when the text is not JSON.
func canonical(_ bytes: [UInt8], pseudonyms: Fingerprinter? = nil) -> String? {
  var tape = JSONTape()
  return bytes.withUnsafeBytes { bytes -> String? in
    guard (try? tape.parse(bytes)) != nil else { return nil }
    return String(decoding: CanonicalWriter.bytes(in: tape, pseudonyms: pseudonyms), as: UTF8.self)
  }
}

func canonical(_ text: String) -> String? { canonical(Array(text.utf8)) }

/// The redacted form of a text that is a JSON string's.
func redactedText(_ text: String) -> String {
  String(decoding: CanonicalWriter.redacted(Array(text.utf8), isURL: false), as: UTF8.self)
}

func rejectText(_ text: some Sequence<UInt8>) -> String { Array(text).withUnsafeBytes { RejectText.make($0) } }

/// A random object without secrets, for what holds of all JSON.
func randomObject(_ random: inout SeededRandom, depth: Int = 3) -> JSONValue {
  .object(randomMembers(&random, depth: depth))
}

private func randomMembers(_ random: inout SeededRandom, depth: Int) -> [(String, JSONValue)] {
  let names = ["a", "b", "ab", "", "é", "\"", "\\", "\u{1}", "🎉", "Z", "long_member_name"]
  return names.shuffled(using: &random).prefix(random.below(6)).map { ($0, randomValue(&random, depth: depth - 1)) }
}

func randomValue(_ random: inout SeededRandom, depth: Int) -> JSONValue {
  switch random.below(depth > 0 ? 8 : 4) {
  case 0: .raw(random.pick(["null", "true", "false"]))
  case 1: .raw(random.pick(["0", "-1", "1.50", "2E+3", "9223372036854775808", "1e400"]))
  case 2, 3: .string(random.pick(["", "x", "a longer text with words", "\n\t\"\\/", "é🎉", "\u{0}", "ꝏ힟\u{FFFF}"]))
  case 4: .array((0..<random.below(4)).map { _ in randomValue(&random, depth: depth - 1) })
  default: .object(randomMembers(&random, depth: depth))
  }
}

/// One envelope line around a body.
func envelope(_ body: String, at time: String = "2026-11-16T08:00:00Z", extra: String = "") -> String {
  #"{"observed_at":"\#(time)","kind":"poll"\#(extra),"body":\#(body)}"#
}
