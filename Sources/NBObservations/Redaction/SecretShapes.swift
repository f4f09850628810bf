import NBBasics

/// What secrets look like whatever stands before them: credentials of a scheme, JSON web tokens, PEM blocks.
enum SecretShapes {
  /// A cheap look before any copy: false for a text that ``TextRedaction`` and ``URLRedaction`` would leave as it is.
  static func mayBeIn(_ text: UnsafeRawBufferPointer) -> Bool {
    for index in 0..<text.count {
      switch text[index] {
      case UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: "%"): return true
      case UInt8(ascii: "-"):
        if index + 1 < text.count, text[index + 1] == UInt8(ascii: "-") { return true }
      case UInt8(ascii: "b"), UInt8(ascii: "B"):
        if schemeEnd(text, at: index) != nil { return true }
      case UInt8(ascii: "J"):
        if index >= 2, text[index - 2] == UInt8(ascii: "e"), text[index - 1] == UInt8(ascii: "y") { return true }
      default: break
      }
    }
    return false
  }

  /// Behind `Bearer ` or `Basic ` at `start`, where its credential stands; nil when there is none. An ordinary sentence
  /// may go on behind the word basic: there the credential has to look like Base64.
  /// Of a text that is a part of one, a credential that the end cuts off may be of any length.
  static func schemeEnd(
    _ text: some RandomAccessCollection<UInt8>, at start: Int, isPart: Bool = false
  ) -> Int? {
    if let end = wordEnd("bearer", text, at: start) { return end }
    guard let end = wordEnd("basic", text, at: start), looksLikeBase64(text, from: end, isPart: isPart) else {
      return nil
    }
    return end
  }

  /// Behind a word and the blanks or the colon that must follow it; nil when there is another word.
  private static func wordEnd(_ word: StaticString, _ text: some RandomAccessCollection<UInt8>, at start: Int) -> Int? {
    func byte(_ index: Int) -> UInt8 { text[text.index(text.startIndex, offsetBy: index)] }
    let count = text.count
    guard start + word.utf8CodeUnitCount < count, start == 0 || !isWord(byte(start - 1)) else { return nil }
    for offset in 0..<word.utf8CodeUnitCount where byte(start + offset) | 0x20 != word.utf8Start[offset] { return nil }
    let wordEnd = start + word.utf8CodeUnitCount
    var end = wordEnd
    while end < count {
      // U+00A0 takes two bytes.
      let isWideBlank = byte(end) == 0xC2 && end + 1 < count && byte(end + 1) == 0xA0
      guard JSONText.isWhiteSpace(byte(end)) || byte(end) == UInt8(ascii: ":") || isWideBlank else { break }
      end += isWideBlank ? 2 : 1
    }
    return end > wordEnd && end < count ? end : nil
  }

  private static func looksLikeBase64(
    _ text: some RandomAccessCollection<UInt8>, from start: Int, isPart: Bool
  ) -> Bool {
    var length = 0
    var hasOther = false
    for byte in text.dropFirst(start) {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"): break
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): hasOther = hasOther || length > 0
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "/"):
        hasOther = true
      case UInt8(ascii: "\\") where isPart && text.count - start - length < 6: return true
      default: return length >= 6 && hasOther
      }
      length += 1
    }
    return isPart || length >= 6 && hasOther
  }

  /// Behind a JSON web token (RFC 7519) at `start`: `eyJ`, and three parts of Base64 that dots separate; nil without one.
  /// Of a text that is a part of one also a token that the end cuts off.
  static func webTokenEnd(_ text: [UInt8], at start: Int, isPart: Bool) -> Int? {
    guard text[start...].starts(with: "eyJ".utf8) else { return nil }
    var dots = 0
    var end = start
    while end < text.count {
      if text[end] == UInt8(ascii: ".") {
        dots += 1
      } else if !isBase64URL(text[end]) {
        break
      }
      end += 1
    }
    if dots >= 2 { return end }
    // Cut off within an escape, the text ends a few bytes later.
    let isAtEnd = end == text.count || text[end] == UInt8(ascii: "\\") && text.count - end < 6
    return isPart && isAtEnd ? end : nil
  }

  /// Behind a PEM block (RFC 7468) at `start`: its `END` line; the count without one; nil when no block begins.
  static func pemBlockEnd(_ text: [UInt8], at start: Int) -> Int? {
    guard text[start...].starts(with: "-----BEGIN".utf8) else { return nil }
    let mark = Array("-----END".utf8)
    var index = start
    while index < text.count, !text[index...].starts(with: mark) { index += 1 }
    index = min(index + mark.count, text.count)
    while index < text.count, !text[index...].starts(with: "-----".utf8), text[index] != 0x0A { index += 1 }
    return min(index + 5, text.count)
  }

  static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    default: byte >= 0x80
    }
  }

  private static func isBase64URL(_ byte: UInt8) -> Bool {
    byte < 0x80 && isWord(byte) && byte != UInt8(ascii: ".")
  }
}
