import NBBasics

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
    var text = plain(bytes.prefix(maximumBytes).filter { $0 != 0 })
    let isCut = bytes.count > maximumBytes
    let first = text.first { !JSONText.isWhiteSpace($0) }
    if first != UInt8(ascii: "{"), first != UInt8(ascii: "["), let value = openingValue(text) {
      // The string is the value of a key that was cut off.
      let rest = Array(text[value.upperBound...])
      text =
        Array("\(SecretKeys.placeholder)\"\(SecretKeys.placeholder)".utf8)
        + (TextRedaction.redact(rest, isPart: true) ?? rest)
    } else if first != UInt8(ascii: "{"), first != UInt8(ascii: "["), let quote = firstQuote(text) {
      // The string may be a key that was cut in two: then its value goes as well.
      let key = Array("\"token".utf8)
      text = key + Array(text[quote...])
      text =
        Array(SecretKeys.placeholder.utf8)
        + Array((TextRedaction.redact(text, isPart: true) ?? text).dropFirst(key.count))
    } else {
      text = TextRedaction.redact(text, isPart: true) ?? text
    }
    text = queriesRemoved(text)
    let string = String(decoding: text, as: UTF8.self)
    return isCut ? string + "… (\(bytes.count) bytes)" : string
  }

  /// The text without the JSON escapes that could hide a key, a scheme or a blank. Quotes and backslashes stay escaped.
  private static func plain(_ text: [UInt8]) -> [UInt8] {
    guard text.contains(UInt8(ascii: "\\")) else { return text }
    var output: [UInt8] = []
    output.reserveCapacity(text.count)
    var at = 0
    while at < text.count {
      guard text[at] == UInt8(ascii: "\\"), at + 1 < text.count else {
        output.append(text[at])
        at += 1
        continue
      }
      switch text[at + 1] {
      case UInt8(ascii: "/"): output.append(UInt8(ascii: "/"))
      case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "b"):
        output.append(UInt8(ascii: " "))
      case UInt8(ascii: "u"):
        let digits = text[(at + 2)...].prefix(4)
        let unit = digits.reduce(0 as UInt32) { $0 << 4 | UInt32(JSONText.hexDigit($1) ?? 0) }
        if digits.count == 4, digits.allSatisfy({ JSONText.hexDigit($0) != nil }), let scalar = Unicode.Scalar(unit) {
          if unit == 0x22 || unit == 0x5C { output.append(UInt8(ascii: "\\")) }
          output += unit < 0x20 ? [0x20] : Array(String(scalar).utf8)
          at += 4
        } else {
          output += text[at...(at + 1)]
        }
      default: output += text[at...(at + 1)]
      }
      at += 2
    }
    return output
  }

  /// What stands within the first quotes, where they open a string that is no key; nil otherwise: the first quote may
  /// close a string of which the beginning is not there.
  private static func openingValue(_ text: [UInt8]) -> Range<Int>? {
    guard let open = firstQuote(text), open + 1 < text.count else { return nil }
    let next = text[open + 1]
    if JSONText.isWhiteSpace(next) || [0x2C, 0x3A, 0x7D, 0x5D].contains(next) { return nil }
    guard let length = firstQuote(Array(text[(open + 1)...])) else { return nil }
    let close = open + 1 + length
    let behind = text[(close + 1)...].first { !JSONText.isWhiteSpace($0) }
    return behind == UInt8(ascii: ":") ? nil : open + 1..<close
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
      let end =
        text[at...].firstIndex { $0 <= 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") } ?? text.count
      let url = Array(text[at..<end])
      // Cut off within its authority: what is there may be user info.
      let isCut = end == text.count && !url[scheme...].contains { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "@") }
      output += isCut ? url[..<scheme] + SecretKeys.placeholder.utf8 : URLRedaction.redact(url, authority: scheme)[...]
      at = end
    }
    return output
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}
