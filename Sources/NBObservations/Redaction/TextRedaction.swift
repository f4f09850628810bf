import NBBasics

/// Takes secrets out of free text: `key=value`, `"key": "value"`, header lines, bearer tokens, user info in URLs.
///
/// Works on decoded text and on the raw text of a line that is not JSON: keys may be quoted, with escapes, or bare.
struct TextRedaction {
  /// A key is looked for within so many bytes behind a quote: keeps text of many quotes linear.
  private static let longestKey = 2048

  private let text: [UInt8]
  private var at = 0
  private var output: [UInt8] = []

  /// The text without secrets; nil when there was none to take out.
  static func redact(_ text: [UInt8]) -> [UInt8]? {
    guard mayHoldSecret(text) else { return nil }
    var redaction = TextRedaction(text: text)
    redaction.run()
    return redaction.output == text ? nil : redaction.output
  }

  private init(text: [UInt8]) {
    self.text = text
    output.reserveCapacity(text.count)
  }

  /// A cheap look: secrets in text need `=`, `:` or a bearer word.
  private static func mayHoldSecret(_ text: [UInt8]) -> Bool {
    for (index, byte) in text.enumerated() {
      if byte == UInt8(ascii: "=") || byte == UInt8(ascii: ":") { return true }
      if byte | 0x20 == UInt8(ascii: "b"), hasBearer(text, at: index) { return true }
    }
    return false
  }

  private mutating func run() {
    while at < text.count {
      if isQuote(text[at]) {
        quoted()
      } else if isWordByte(text[at]) {
        word()
      } else {
        output.append(text[at])
        at += 1
      }
    }
  }

  // MARK: Keys

  /// A quoted string: a key if a colon or `=` follows it, else ordinary text that is looked into.
  private mutating func quoted() {
    let quote = text[at]
    let close = closing(quote, from: at + 1, within: Self.longestKey)
    let behind = close < text.count ? skipBlanks(from: close + 1) : text.count
    if behind < text.count, text[behind] == UInt8(ascii: ":") || text[behind] == UInt8(ascii: "=") {
      let inner = text[(at + 1)..<close]
      if SecretKeys.matches(inner.contains(UInt8(ascii: "\\")) ? unescaped(inner) : Array(inner)) {
        copy(through: behind + 1)
        removeValue()
        return
      }
    }
    output.append(quote)
    at += 1
  }

  /// A bare word: a key if `=` follows (or, for header names, a colon), a scheme if `://` follows, or `Bearer`.
  private mutating func word() {
    if Self.hasBearer(text, at: at) {
      let credential = skipBlanks(from: at + 6)
      copy(through: credential)
      removeCredential()
      return
    }
    let scheme = URLRedaction.schemeLength(text, at: at)
    if scheme > 0 {
      copy(through: at + scheme)
      userInfo()
      return
    }
    var end = at
    while end < text.count, isWordByte(text[end]) { end += 1 }
    let name = Array(text[at..<end])
    let behind = skipBlanks(from: skipEscapedQuote(from: end))
    if behind < text.count, SecretKeys.matches(name) {
      if text[behind] == UInt8(ascii: "=")
        || (text[behind] == UInt8(ascii: ":") && (isHeader(name) || behind > end && !isBlank(text[end])))
      {
        // Behind a quote it is the key of an object that is quoted once more, not a header.
        let wholeLine = text[behind] == UInt8(ascii: ":") && isHeader(name) && skipEscapedQuote(from: end) == end
        copy(through: behind + 1)
        wholeLine ? removeLine() : removeValue()
        return
      }
    }
    copy(through: end)
  }

  /// Names whose header form `Name: value` is a secret to the end of the line.
  private func isHeader(_ name: [UInt8]) -> Bool {
    let lower = name.map(SecretKeys.lowercased)
    return lower.elementsEqual("authorization".utf8) || lower.elementsEqual("proxy-authorization".utf8)
      || lower.elementsEqual("cookie".utf8) || lower.elementsEqual("set-cookie".utf8)
      || (lower.starts(with: "x-".utf8) && SecretKeys.matches(lower))
  }

  // MARK: Values

  private mutating func removeValue() {
    copy(through: skipBlanks(from: at))
    guard at < text.count, !copiedPlaceholder() else { return }
    if removeQuoted() { return }
    if text[at] == UInt8(ascii: "{") || text[at] == UInt8(ascii: "[") {
      output += "\"\(SecretKeys.placeholder)\"".utf8
      at = closingBracket(from: at)
    } else {
      removeCredential()
    }
  }

  /// A quoted value; in text that quotes JSON once more, its quotes carry backslashes.
  private mutating func removeQuoted() -> Bool {
    var start = at
    while start < text.count, text[start] == UInt8(ascii: "\\") { start += 1 }
    guard start < text.count, isQuote(text[start]) else { return false }
    let close =
      start > at
      ? closingEscaped(text[start], backslashes: start - at, from: start + 1) : closing(text[start], from: start + 1)
    copy(through: start + 1)
    output += SecretKeys.placeholder.utf8
    at = min(close, text.count)
    copy(through: min(at + 1, text.count))
    return true
  }

  /// A bare value, or one behind a scheme (`Bearer "xyz"`), quoted or not; of a PEM block all lines.
  private mutating func removeCredential() {
    guard !copiedPlaceholder(), !removeQuoted() else { return }
    let start = at
    if text[at...].starts(with: "-----BEGIN".utf8) {
      at = endOfPEM(from: at)
      output += SecretKeys.placeholder.utf8
      return
    }
    skipBareValue()
    // `Authorization=Bearer xyz`: the credential behind the scheme goes too.
    let scheme = text[start..<at].map(SecretKeys.lowercased)
    if scheme.elementsEqual("bearer".utf8) || scheme.elementsEqual("basic".utf8) {
      at = skipBlanks(from: at)
      if text[at...].starts(with: SecretKeys.placeholder.utf8) {
        at += SecretKeys.placeholder.utf8.count
      } else {
        skipBareValue()
      }
    }
    if at > start { output += SecretKeys.placeholder.utf8 }
  }

  private mutating func skipBareValue() {
    while at < text.count, !isBlank(text[at]), !isDelimiter(text[at]) { at += 1 }
  }

  /// What was redacted before stays as it is: redacting twice changes nothing.
  private mutating func copiedPlaceholder() -> Bool {
    guard text[at...].starts(with: SecretKeys.placeholder.utf8) else { return false }
    copy(through: at + SecretKeys.placeholder.utf8.count)
    // What is glued to it was never redacted: no placeholder is written with anything behind it.
    skipBareValue()
    return true
  }

  private mutating func removeLine() {
    let start = skipBlanks(from: at)
    copy(through: start)
    if removeQuoted() { return }
    let isBracket = start < text.count && (text[start] == UInt8(ascii: "{") || text[start] == UInt8(ascii: "["))
    if isBracket, !text[start...].starts(with: SecretKeys.placeholder.utf8) { return removeValue() }
    while at < text.count, text[at] != 0x0A, text[at] != 0x0D {
      var quote = at
      while quote < text.count, text[quote] == UInt8(ascii: "\\") { quote += 1 }
      if quote < text.count, isQuote(text[quote]) {
        // A quote ends the string that holds the header, unless it opens a part of the header: `realm="…"`.
        guard at > start, text[at - 1] == UInt8(ascii: "=") else { break }
        let close =
          quote > at
          ? closingEscaped(text[quote], backslashes: quote - at, from: quote + 1)
          : closing(text[quote], from: quote + 1)
        at = min(close, text.count)
        while at < text.count, text[at] == UInt8(ascii: "\\") { at += 1 }
      }
      at = min(at + 1, text.count)
    }
    if at > start { output += SecretKeys.placeholder.utf8 }
  }

  /// Behind a scheme: what stands before `@` in the authority.
  private mutating func userInfo() {
    var end = at
    var host: Int?
    while end < text.count, !isBlank(text[end]), !isQuote(text[end]), text[end] != UInt8(ascii: "/"),
      text[end] != UInt8(ascii: "?"), text[end] != UInt8(ascii: "#")
    {
      if text[end] == UInt8(ascii: "@") { host = end }
      end += 1
    }
    if let host {
      output += SecretKeys.placeholder.utf8
      at = host
    }
  }

  // MARK: Bytes

  private mutating func copy(through end: Int) {
    if end > at { output += text[at..<end] }
    at = max(at, end)
  }

  /// Index of the closing quote; the count when there is none (within `limit` bytes).
  private func closing(_ quote: UInt8, from start: Int, within limit: Int = .max) -> Int {
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

  /// Behind the `END` line of a PEM block; the count without one.
  private func endOfPEM(from start: Int) -> Int {
    let mark = Array("-----END".utf8)
    var index = start
    while index < text.count, !text[index...].starts(with: mark) { index += 1 }
    index = min(index + mark.count, text.count)
    while index < text.count, !text[index...].starts(with: "-----".utf8), text[index] != 0x0A { index += 1 }
    return min(index + 5, text.count)
  }

  private func closingBracket(from start: Int) -> Int {
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
        let backslashes = opening - index
        if backslashes > 0 {
          index = closingEscaped(text[opening], backslashes: backslashes, from: opening + 1)
          while index < text.count, text[index] == UInt8(ascii: "\\") { index += 1 }
        } else {
          index = closing(text[opening], from: opening + 1)
        }
      default: break
      }
      index += 1
    }
    return text.count
  }

  private func unescaped(_ inner: ArraySlice<UInt8>) -> [UInt8] {
    var copy = Array(inner)
    // A cut-off escape decodes as far as it goes: padding keeps the decoder within its bytes.
    copy += Array(repeating: UInt8(ascii: "0"), count: 6)
    return copy.withUnsafeBytes { JSONText.decode($0) }.dropLast(min(6, copy.count))
  }

  private func skipBlanks(from start: Int) -> Int {
    var index = start
    while index < text.count, isBlank(text[index]) { index += 1 }
    return index
  }

  private func skipEscapedQuote(from start: Int) -> Int {
    var index = start
    while index < text.count, text[index] == UInt8(ascii: "\\") { index += 1 }
    return index > start && index < text.count && isQuote(text[index]) ? index + 1 : start
  }

  private static func hasBearer(_ text: [UInt8], at start: Int) -> Bool {
    guard start + 7 < text.count, start == 0 || !isWord(text[start - 1]) else { return false }
    for (index, byte) in "bearer".utf8.enumerated() where text[start + index] | 0x20 != byte { return false }
    return text[start + 6] == 0x20 || text[start + 6] == 0x09
  }

  private func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }

  private func isBlank(_ byte: UInt8) -> Bool { JSONText.isWhiteSpace(byte) }

  private func isDelimiter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "\""), UInt8(ascii: "'"),
      UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "<"), UInt8(ascii: ">"):
      true
    default: false
    }
  }

  private func isWordByte(_ byte: UInt8) -> Bool { Self.isWord(byte) }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    default: byte >= 0x80
    }
  }
}
