/// The text of an input line that could not be parsed, safe to store and to print.
public enum RejectText {
  /// Longer texts are cut; the source still has them.
  public static let maximumBytes = 64 * 1024

  /// Redacts at text level, with the same keys as for parsed bodies, and makes the text valid UTF-8.
  ///
  /// A text that does not begin a JSON value may begin in the middle of a string, for example of a token that a raw
  /// line break cut in two: what stands before its first quote goes too.
  public static func make(_ bytes: UnsafeRawBufferPointer) -> String {
    var text = Array(bytes.prefix(maximumBytes))
    let isCut = bytes.count > maximumBytes
    let first = text.first { !JSONText.isWhiteSpace($0) }
    if first != UInt8(ascii: "{"), first != UInt8(ascii: "["),
      let quote = text.firstIndex(of: UInt8(ascii: "\""))
    {
      text.replaceSubrange(..<quote, with: Array(SecretKeys.placeholder.utf8))
    }
    text = TextRedaction.redact(text) ?? text
    text = queriesRemoved(text)
    let string = String(decoding: text, as: UTF8.self)
    return isCut ? string + "… (\(bytes.count) bytes)" : string
  }

  /// Every URL without query and fragment, up to the quote or blank that ends it.
  private static func queriesRemoved(_ text: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    var at = 0
    while at < text.count {
      let isStart = at == 0 || !isLetter(text[at - 1])
      let scheme = isStart ? URLRedaction.schemeLength(text, at: at) : 0
      guard scheme > 0 else {
        output.append(text[at])
        at += 1
        continue
      }
      let end = text[at...].firstIndex { $0 <= 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") } ?? text.count
      output += URLRedaction.redact(Array(text[at..<end]), authority: scheme)
      at = end
    }
    return output
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}
