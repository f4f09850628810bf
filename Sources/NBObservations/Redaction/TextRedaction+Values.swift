import NBBasics

/// How far a value reaches that goes.
extension TextRedaction {
  mutating func removeValue() {
    copy(through: scan.skipBlanks(from: at))
    guard at < text.count, !copiedPlaceholder() else { return }
    if removeQuoted() { return }
    if text[at] == UInt8(ascii: "{") || text[at] == UInt8(ascii: "[") {
      output += "\"\(SecretKeys.placeholder)\"".utf8
      at = scan.closingBracket(from: at)
    } else {
      removeCredential()
    }
  }

  /// A quoted value; in text that quotes JSON once more, its quotes carry backslashes.
  private mutating func removeQuoted() -> Bool {
    var start = at
    while start < text.count, text[start] == UInt8(ascii: "\\") { start += 1 }
    guard start < text.count, scan.isQuote(text[start]) else { return false }
    let close = scan.closing(ofQuoteAt: start, backslashes: start - at)
    copy(through: start + 1)
    output += SecretKeys.placeholder.utf8
    at = min(close, text.count)
    copy(through: min(at + 1, text.count))
    return true
  }

  /// A bare value, or one behind a scheme (`Bearer "xyz"`), quoted or not; of a PEM block all lines.
  mutating func removeCredential() {
    guard !copiedPlaceholder(), !removeQuoted() else { return }
    let start = at
    if let end = SecretShapes.pemBlockEnd(text, at: at) {
      at = end
      output += SecretKeys.placeholder.utf8
      return
    }
    skipBareValue()
    // `Authorization=Bearer xyz`: the credential behind the scheme goes too.
    let scheme = text[start..<at].map(SecretKeys.lowercased)
    let isToken =
      scheme.elementsEqual("token".utf8)
      && SecretShapes.generatedEnd(text, from: scan.skipBlanks(from: at), isPart: isPart) != nil
    if isToken || scheme.elementsEqual("bearer".utf8) || scheme.elementsEqual("basic".utf8) {
      at = scan.skipBlanks(from: at)
      if text[at...].starts(with: SecretKeys.placeholder.utf8) {
        at += SecretKeys.placeholder.utf8.count
      } else {
        skipBareValue()
      }
    }
    if at > start { output += SecretKeys.placeholder.utf8 }
  }

  private mutating func skipBareValue() {
    while at < text.count, !scan.isBlank(text[at]), !scan.isQuote(text[at]), !scan.isEscapedQuote(at) { at += 1 }
  }

  /// What was redacted before stays as it is: redacting twice changes nothing.
  mutating func copiedPlaceholder() -> Bool {
    guard text[at...].starts(with: SecretKeys.placeholder.utf8) else { return false }
    copy(through: at + SecretKeys.placeholder.utf8.count)
    // What is glued to it was never redacted, unless it is what earlier versions ended a value at.
    let ends = [",", ";", "&", ")", "]", "}", "<", ">"] as [Unicode.Scalar]
    if at < text.count, !ends.contains(Unicode.Scalar(text[at])) { skipBareValue() }
    return true
  }

  mutating func removeLine() {
    let start = scan.skipBlanks(from: at)
    copy(through: start)
    if removeQuoted() { return }
    let isBracket = start < text.count && (text[start] == UInt8(ascii: "{") || text[start] == UInt8(ascii: "["))
    if isBracket, !text[start...].starts(with: SecretKeys.placeholder.utf8) { return removeValue() }
    while at < text.count, text[at] != 0x0A, text[at] != 0x0D {
      var quote = at
      while quote < text.count, text[quote] == UInt8(ascii: "\\") { quote += 1 }
      if quote < text.count, scan.isQuote(text[quote]) {
        // A quote ends the string that holds the header, unless it opens a part of the header: `realm="…"`.
        guard at > start, text[at - 1] == UInt8(ascii: "=") else { break }
        let close = scan.closing(ofQuoteAt: quote, backslashes: quote - at)
        at = min(close, text.count)
        while at < text.count, text[at] == UInt8(ascii: "\\") { at += 1 }
      }
      at = min(at + 1, text.count)
    }
    if at > start { output += SecretKeys.placeholder.utf8 }
  }

  /// Behind the scheme of a URL: what stands before `@` in the authority goes, and query and fragment.
  mutating func url() {
    var end = at
    while end < text.count, !scan.isBlank(text[end]), !scan.isQuote(text[end]), text[end] != UInt8(ascii: "<"),
      text[end] != UInt8(ascii: ">"), !scan.isEscapedQuote(end)
    { end += 1 }
    let path = text[at..<end].firstIndex { [UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#")].contains($0) }
    if let host = text[at..<(path ?? end)].lastIndex(of: UInt8(ascii: "@")) {
      output += SecretKeys.placeholder.utf8
      at = host
    }
    self.path(to: text[at..<end].firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") } ?? end)
    at = end
  }

  /// The path of a URL without the values of parameters that are named like secrets: `;jsessionid=x`, `/token=x`.
  private mutating func path(to end: Int) {
    while at < end {
      var nameEnd = at
      while nameEnd < end, SecretShapes.isWord(text[nameEnd]) { nameEnd += 1 }
      guard nameEnd < end, text[nameEnd] == UInt8(ascii: "="), SecretKeys.matchesInText(text[at..<nameEnd]) else {
        copy(through: min(max(nameEnd, at + 1), end))
        continue
      }
      copy(through: nameEnd + 1)
      output += SecretKeys.placeholder.utf8
      while at < end, text[at] != UInt8(ascii: "/"), text[at] != UInt8(ascii: ";") { at += 1 }
    }
  }
}
