/// The text of an input line that could not be parsed, safe to store and to print.
public enum RejectText {
  /// Longer texts are cut; the source still has them.
  public static let maximumBytes = 64 * 1024

  /// Redacts at text level, with the same keys as for parsed bodies, and makes the text valid UTF-8.
  ///
  /// A text that does not begin a JSON value may begin in the middle of a string, for example of a token that a raw
  /// line break cut in two: what stands before its first quote goes too.
  public static func make(_ bytes: UnsafeRawBufferPointer) -> String {
    // Without NUL bytes the keys of UTF-16 are those of ASCII.
    var text = bytes.prefix(maximumBytes).filter { $0 != 0 }
    let isCut = bytes.count > maximumBytes
    let first = text.first { !JSONText.isWhiteSpace($0) }
    if first != UInt8(ascii: "{"), first != UInt8(ascii: "["), let quote = firstQuote(text) {
      // The string may be a key that was cut in two: then its value goes as well.
      let key = Array("\"token".utf8)
      text = key + Array(text[quote...])
      text = Array(SecretKeys.placeholder.utf8) + Array((TextRedaction.redact(text) ?? text).dropFirst(key.count))
    } else {
      text = TextRedaction.redact(text) ?? text
    }
    text = queriesRemoved(text)
    let string = String(decoding: text, as: UTF8.self)
    return isCut ? string + "… (\(bytes.count) bytes)" : string
  }

  /// The first quote that no backslash escapes.
  private static func firstQuote(_ text: [UInt8]) -> Int? {
    var isEscaped = false
    for (index, byte) in text.enumerated() {
      if byte == UInt8(ascii: "\""), !isEscaped { return index }
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
    }
    return nil
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
