import NBBasics

/// What secrets look like whatever stands before them: credentials of a scheme, JSON web tokens, PEM blocks.
enum SecretShapes {
  /// A cheap look before any copy: false for a text that ``TextRedaction`` and ``URLRedaction`` would leave as it is.
  static func mayBeIn(_ text: UnsafeRawBufferPointer) -> Bool {
    var hasWords = false
    for index in 0..<text.count {
      switch text[index] {
      case 0x20: hasWords = true
      case UInt8(ascii: "_"):
        if isServicePrefix(text, before: index + 1) { return true }
      case UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: "%"): return true
      case UInt8(ascii: "-"):
        if index + 1 < text.count, text[index + 1] == UInt8(ascii: "-") { return true }
        // The options of command lines, see `TextRedaction.CommandLine`.
        if hasWords, index + 1 < text.count, [UInt8(ascii: "p"), UInt8(ascii: "u")].contains(text[index + 1]),
          text[index - 1] == 0x20
        {
          return true
        }
        if isServicePrefix(text, before: index + 1) { return true }
      case UInt8(ascii: "b"), UInt8(ascii: "B"):
        if schemeEnd(text, at: index) != nil { return true }
      case UInt8(ascii: "J"):
        if index >= 2, text[index - 2] == UInt8(ascii: "e"), text[index - 1] == UInt8(ascii: "y") { return true }
      default: break
      }
    }
    return hasWords && SecretKeys.holdsWord(text)
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
    guard standsInAnyCase(word, in: text, at: start) else { return nil }
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
    return isPart && isAtEnd(end, of: text) ? end : nil
  }

  /// Whether a text goes no further than `index`. One that was cut off within an escape ends a few bytes later.
  private static func isAtEnd(_ index: Int, of text: [UInt8]) -> Bool {
    index == text.count || text[index] == UInt8(ascii: "\\") && text.count - index < 6
  }

  /// How tokens of services begin, for which people look: GitHub, GitLab, Hugging Face, npm, PyPI, Slack.
  private static let servicePrefixes: [StaticString] = [
    "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "hf_", "npm_", "pypi-", "xoxb-", "xoxp-",
  ]

  /// Letters before the sign that ends a prefix, as bits from `a` on: most signs are not behind one of them.
  private static let lastLetters = servicePrefixes.reduce(into: UInt32(0)) { bits, prefix in
    bits |= 1 << (prefix.utf8Start[prefix.utf8CodeUnitCount - 2] - 0x61)
  }

  /// Whether such a prefix ends before `end`, at the beginning of a word.
  private static func isServicePrefix(_ text: UnsafeRawBufferPointer, before end: Int) -> Bool {
    guard end > 1 else { return false }
    let letter = text[end - 2] &- 0x61
    guard letter < 26, lastLetters >> UInt32(letter) & 1 == 1 else { return false }
    return servicePrefixes.contains { prefix in
      let start = end - prefix.utf8CodeUnitCount
      return start >= 0 && (start == 0 || !isWord(text[start - 1])) && stands(prefix, in: text, at: start)
    }
  }

  private static func stands(
    _ prefix: StaticString, in text: some RandomAccessCollection<UInt8>, at start: Int
  ) -> Bool {
    text.dropFirst(start).starts(with: UnsafeBufferPointer(start: prefix.utf8Start, count: prefix.utf8CodeUnitCount))
  }

  private static func standsInAnyCase(
    _ word: StaticString, in text: some RandomAccessCollection<UInt8>, at start: Int
  ) -> Bool {
    let letters = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    return text.dropFirst(start).prefix(letters.count).elementsEqual(letters) { $0 | 0x20 == $1 | 0x20 }
  }

  /// Behind the token of a known service that begins at `start`; nil without one.
  static func serviceTokenEnd(_ text: [UInt8], at start: Int, isPart: Bool) -> Int? {
    servicePrefixes.first { $0.utf8Start[0] == text[start] && stands($0, in: text, at: start) }.flatMap { prefix in
      generatedEnd(text, from: start + prefix.utf8CodeUnitCount, isPart: isPart)
    }
  }

  /// Behind a word at `start` that nobody would write by hand: eight letters and digits at least between two signs, with
  /// two groups of digits among them. Nil for words, names with a number (`sha256`, `dew-secret-01`), dates and times.
  /// Of a text that is a part of one, what the end cuts off counts whatever it looks like.
  static func generatedEnd(_ text: [UInt8], from start: Int, isPart: Bool) -> Int? {
    var end = start
    var isGenerated = false
    var length = 0, letters = 0, groups = 0
    var wasDigit = false
    while end < text.count, isWord(text[end]) && text[end] < 0x80 || [0x2B, 0x2F, 0x3D, 0x7E].contains(text[end]) {
      let byte = text[end]
      let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
      if isDigit || isLetter {
        length += 1
        letters += isLetter ? 1 : 0
        groups += isDigit && !wasDigit ? 1 : 0
        isGenerated = isGenerated || length >= 8 && letters > 0 && groups > 1
      } else {
        (length, letters, groups) = (0, 0, 0)
      }
      wasDigit = isDigit
      end += 1
    }
    let isCutOff = isPart && end > start && isAtEnd(end, of: text)
    return isGenerated || isCutOff ? end : nil
  }

  /// The password in an address as Oracle's drivers write it, at `start`: `jdbc:oracle:thin:user/password@host`; nil without
  /// one. Of a text that is a part of one also a password that the end cuts off.
  static func oraclePassword(_ text: [UInt8], at start: Int, isPart: Bool) -> Range<Int>? {
    let prefix: StaticString = "jdbc:oracle:"
    let user = start + prefix.utf8CodeUnitCount
    guard standsInAnyCase(prefix, in: text, at: start) else { return nil }
    let end =
      text[user...].firstIndex { $0 <= 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") } ?? text.count
    let sign = text[user..<end].lastIndex(of: UInt8(ascii: "@")) ?? (isPart && isAtEnd(end, of: text) ? end : nil)
    guard let sign, let slash = text[user..<sign].firstIndex(of: UInt8(ascii: "/")), slash + 1 < sign else {
      return nil
    }
    return slash + 1..<sign
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
