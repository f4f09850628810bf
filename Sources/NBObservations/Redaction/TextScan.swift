import NBBasics

/// Where things end in a text: quotes, brackets, blanks, with or without escapes.
struct TextScan {
  let text: [UInt8]

  /// Index of the closing quote; the count when there is none (within `limit` bytes).
  func closing(_ quote: UInt8, from start: Int, within limit: Int = .max) -> Int {
    let end = limit < text.count - start ? start + limit : text.count
    var index = start
    while index < end, text[index] != quote {
      index += text[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return index < end ? index : text.count
  }

  /// The closing quote of a string that is quoted once more, or the first of its backslashes. A quote with more
  /// backslashes than the opening one belongs to the value.
  private func closingEscaped(_ quote: UInt8, backslashes: Int, from start: Int) -> Int {
    var index = start
    while index < text.count {
      if text[index] == quote {
        var first = index
        while first > start, text[first - 1] == UInt8(ascii: "\\") { first -= 1 }
        if index - first <= backslashes { return first }
      }
      index += 1
    }
    return index
  }

  /// Where the string ends whose opening quote stands at `quote`, behind so many backslashes.
  func closing(ofQuoteAt quote: Int, backslashes: Int) -> Int {
    backslashes > 0
      ? closingEscaped(text[quote], backslashes: backslashes, from: quote + 1) : closing(text[quote], from: quote + 1)
  }

  func closingBracket(from start: Int) -> Int {
    var depth = 0
    var index = start
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth == 0 { return index + 1 }
      case UInt8(ascii: "\""):
        let opening = index
        while index > start, text[index - 1] == UInt8(ascii: "\\") { index -= 1 }
        index = closing(ofQuoteAt: opening, backslashes: opening - index)
        while index < text.count, text[index] == UInt8(ascii: "\\") { index += 1 }
      default: break
      }
      index += 1
    }
    return text.count
  }

  func unescaped(_ inner: ArraySlice<UInt8>) -> [UInt8] {
    var copy = Array(inner)
    // A cut-off escape decodes as far as it goes: padding keeps the decoder within its bytes.
    copy += Array(repeating: UInt8(ascii: "0"), count: 6)
    return copy.withUnsafeBytes { JSONText.decode($0) }.dropLast(min(6, copy.count))
  }

  func skipBlanks(from start: Int) -> Int {
    var index = start
    while index < text.count, isBlank(text[index]) { index += 1 }
    return index
  }

  func skipEscapedQuote(from start: Int) -> Int {
    var index = start
    while index < text.count, text[index] == UInt8(ascii: "\\") { index += 1 }
    return index > start && index < text.count && isQuote(text[index]) ? index + 1 : start
  }

  /// Whether a backslash stands here that escapes a quote, as in text that quotes JSON once more.
  func isEscapedQuote(_ index: Int) -> Bool {
    guard text[index] == UInt8(ascii: "\\") else { return false }
    var next = index
    while next < text.count, text[next] == UInt8(ascii: "\\") { next += 1 }
    return next < text.count && isQuote(text[next])
  }

  func isWord(_ name: [UInt8], _ word: String) -> Bool {
    name.count == word.utf8.count && name.map(SecretKeys.lowercased).elementsEqual(word.utf8)
  }

  func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`")
  }

  func isBlank(_ byte: UInt8) -> Bool { JSONText.isWhiteSpace(byte) }
}
