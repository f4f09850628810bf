import NBBasics

/// Takes secrets out of free text: `key=value`, `key: value`, `--key value`, `"key": "value"`, `<key>value</key>`, header
/// lines, credentials of a scheme, `token` and a generated value, web tokens, tokens of known services, PEM blocks, options
/// of programs that take passwords, and of URLs user info, query and fragment.
///
/// Works on decoded text and on the raw text of a line that is not JSON: keys may be quoted, with escapes, or bare. A bare
/// value reaches to the next blank or closing quote.
struct TextRedaction {
  /// A key is looked for within so many bytes behind a quote: keeps text of many quotes linear.
  private static let longestKey = 2048

  let text: [UInt8]
  let scan: TextScan
  var at = 0
  var output: [UInt8] = []
  /// The bare word before the present one.
  private var before = 0..<0
  /// Whether an entry of a list of variables named a secret, whose value is still to come.
  private var namesSecret = false
  /// Whether the text is a part of one: what would show a secret may have been cut off.
  let isPart: Bool
  /// The program whose command line the present line is, as far as its options show a password.
  var program = CommandLine.none

  /// The text without secrets; nil when there was none to take out.
  ///
  /// - Parameter isPart: whether the text may be cut off at either end. Then what may be a secret is taken for one: a
  ///   `value` whose name is not there, a web token without its end.
  static func redact(_ text: [UInt8], isPart: Bool = false) -> [UInt8]? {
    guard text.withUnsafeBytes({ SecretShapes.mayBeIn($0) }) else { return nil }
    var redaction = TextRedaction(text: text, isPart: isPart)
    redaction.run()
    return redaction.output == text ? nil : redaction.output
  }

  private init(text: [UInt8], isPart: Bool) {
    self.text = text
    self.isPart = isPart
    scan = TextScan(text: text)
    output.reserveCapacity(text.count)
  }

  private mutating func run() {
    while at < text.count {
      if scan.isQuote(text[at]) {
        quoted()
      } else if SecretShapes.isWord(text[at]) {
        word()
      } else if text[at] == UInt8(ascii: "<") {
        element()
      } else if text[at] == UInt8(ascii: "/"), relativeURL() {
        continue
      } else {
        if endsCommand(text[at]) { program = .none }
        output.append(text[at])
        at += 1
      }
    }
  }

  // MARK: Keys

  /// A quoted string: a key if a colon or `=` follows it, else ordinary text that is looked into.
  private mutating func quoted() {
    let quote = text[at]
    let close = scan.closing(quote, from: at + 1, within: Self.longestKey)
    let behind = close < text.count ? scan.skipBlanks(from: close + 1) : text.count
    if behind < text.count, text[behind] == UInt8(ascii: ":") || text[behind] == UInt8(ascii: "=") {
      let inner = text[(at + 1)..<close]
      let name = inner.contains(UInt8(ascii: "\\")) ? scan.unescaped(inner) : Array(inner)
      let isSecret = SecretKeys.matches(name) || (namesSecret || isPart) && scan.isWord(name, "value")
      if isSecret || isForeignValue(of: name, behind: behind) {
        namesSecret = namesSecret && !scan.isWord(name, "value")
        copyAssignment(at: behind)
        removeValue()
        return
      }
      if scan.isWord(name, "name") || scan.isWord(name, "key") { namesSecret = quotedValueIsSecret(behind: behind + 1) }
    }
    output.append(quote)
    at += 1
  }

  /// A bare word: a key if `=` or a colon follows, an option if it begins with `--`, a scheme if `://` follows or a
  /// credential, or a secret itself.
  private mutating func word() {
    if let credential = SecretShapes.schemeEnd(text, at: at, isPart: isPart) {
      copy(through: credential)
      removeCredential()
      return
    }
    if let end = SecretShapes.pemBlockEnd(text, at: at) ?? SecretShapes.webTokenEnd(text, at: at, isPart: isPart)
      ?? SecretShapes.serviceTokenEnd(text, at: at, isPart: isPart)
    {
      return remove(at..<end)
    }
    if let password = SecretShapes.oraclePassword(text, at: at, isPart: isPart) { return remove(password) }
    let scheme = URLRedaction.schemeLength(text, at: at)
    if scheme > 0 {
      copy(through: at + scheme)
      url()
      return
    }
    var end = at
    while end < text.count, SecretShapes.isWord(text[end]) { end += 1 }
    let word = at..<end
    defer { before = word }
    if let value = passwordOfOption(word) {
      copy(through: value)
      return removeValue()
    }
    let behind = scan.skipBlanks(from: scan.skipEscapedQuote(from: end))
    if isPart, behind < text.count, isMemberName(word, sign: behind), isForeignValue(of: text[word], behind: behind) {
      copyAssignment(at: behind)
      return removeValue()
    }
    guard behind < text.count, isKey(word) else { return copy(through: end) }
    if isEscapedSign(at: end) {
      copy(through: end + 3)
      return removeValue()
    }
    if text[behind] == UInt8(ascii: "=") || text[behind] == UInt8(ascii: ":") {
      // Behind a quote it is the key of an object that is quoted once more, not a header.
      let isLine = text[behind] == UInt8(ascii: ":") && isHeader(text[word]) && scan.skipEscapedQuote(from: end) == end
      copyAssignment(at: behind)
      if isLine {
        removeLine()
      } else if !beginsKey(scan.skipBlanks(from: at)) {
        removeValue()
      }
    } else if text[at...].starts(with: "--".utf8), behind > end, !text[behind...].starts(with: "--".utf8) {
      copy(through: behind)
      removeValue()
    } else if let value = generatedValue(behind: end) {
      remove(value)
    } else {
      copy(through: end)
    }
  }

  /// What looks generated behind the name of a secret: `token 8f3a…`, `password is "Zx81…"`.
  private func generatedValue(behind end: Int) -> Range<Int>? {
    var start = scan.skipBlanks(from: end)
    guard start > end else { return nil }
    for verb in ["is ", "was "] where text[start...].starts(with: verb.utf8) { start += verb.utf8.count }
    if start < text.count, scan.isQuote(text[start]) { start += 1 }
    return SecretShapes.generatedEnd(text, from: start, isPart: isPart).map { start..<$0 }
  }

  /// Whether a bare word is the name of a secret, alone or with the word before it: `access key`.
  private func isKey(_ word: Range<Int>) -> Bool {
    if SecretKeys.matchesInText(text[word]) { return true }
    guard !before.isEmpty, before.upperBound + 1 == word.lowerBound, text[before.upperBound] == 0x20 else {
      return false
    }
    return text.withUnsafeBytes { bytes in
      !SecretKeys.holdsWord(UnsafeRawBufferPointer(rebasing: bytes[before]))
        && SecretKeys.holdsWord(UnsafeRawBufferPointer(rebasing: bytes[before.lowerBound..<word.upperBound]))
    }
  }

  /// Whether another key with its value follows, which then holds the secret: `invalid token: x_token=…`.
  private func beginsKey(_ start: Int) -> Bool {
    var end = start
    while end < text.count, SecretShapes.isWord(text[end]) { end += 1 }
    return end < text.count && text[end] == UInt8(ascii: "=") && SecretKeys.matches(text[start..<end])
  }

  /// `<key>value</key>`.
  private mutating func element() {
    let end = min(at + Self.longestKey, text.count)
    var nameEnd = at + 1
    while nameEnd < end, SecretShapes.isWord(text[nameEnd]) || text[nameEnd] == UInt8(ascii: ":") { nameEnd += 1 }
    var close = nameEnd
    while close < end, text[close] != UInt8(ascii: ">"), text[close] != UInt8(ascii: "<") { close += 1 }
    guard close < end, text[close] == UInt8(ascii: ">"), SecretKeys.matches(text[(at + 1)..<nameEnd]) else {
      copy(through: at + 1)
      return
    }
    copy(through: close + 1)
    let start = at
    while at < text.count, text[at] != UInt8(ascii: "<") { at += 1 }
    if at > start { output += SecretKeys.placeholder.utf8 }
  }

  /// Whether `=` or `:` stands there as in a URL: `token%3Dx`.
  private func isEscapedSign(at start: Int) -> Bool {
    guard start + 2 < text.count, text[start] == UInt8(ascii: "%"), text[start + 1] == UInt8(ascii: "3") else {
      return false
    }
    return text[start + 2] | 0x20 == UInt8(ascii: "d") || text[start + 2] | 0x20 == UInt8(ascii: "a")
  }

  /// `//user:secret@host`, a URL without its scheme; true when user info was taken out.
  private mutating func relativeURL() -> Bool {
    guard text[at...].starts(with: "//".utf8) else { return false }
    var end = at + 2
    while end < text.count,
      SecretShapes.isWord(text[end]) || text[end] == UInt8(ascii: ":") || text[end] == UInt8(ascii: "@")
        || text[end] == UInt8(ascii: "%")
    { end += 1 }
    guard let host = text[(at + 2)..<end].lastIndex(of: UInt8(ascii: "@")),
      text[(at + 2)..<host].contains(UInt8(ascii: ":"))
    else { return false }
    copy(through: at + 2)
    output += SecretKeys.placeholder.utf8
    at = host
    return true
  }

  /// Copies what stands before the range, and the placeholder in place of it.
  private mutating func remove(_ range: Range<Int>) {
    copy(through: range.lowerBound)
    output += SecretKeys.placeholder.utf8
    at = range.upperBound
  }

  /// Copies `=`, `:` or `=>`.
  mutating func copyAssignment(at sign: Int) {
    let isArrow = text[sign...].starts(with: "=>".utf8)
    copy(through: sign + (isArrow ? 2 : 1))
  }

  /// Whether a quoted string behind `start` is the name of a secret.
  private func quotedValueIsSecret(behind start: Int) -> Bool {
    let open = scan.skipBlanks(from: start)
    guard open < text.count, scan.isQuote(text[open]) else { return false }
    let close = scan.closing(text[open], from: open + 1, within: Self.longestKey)
    return close < text.count && SecretKeys.matches(text[(open + 1)..<close])
  }

  /// Names whose header form `Name: value` is a secret to the end of the line.
  private func isHeader(_ name: ArraySlice<UInt8>) -> Bool {
    let lower = name.map(SecretKeys.lowercased)
    return lower.elementsEqual("authorization".utf8) || lower.elementsEqual("proxy-authorization".utf8)
      || lower.elementsEqual("cookie".utf8) || lower.elementsEqual("set-cookie".utf8)
      || (lower.starts(with: "x-".utf8) && SecretKeys.matches(lower))
  }

  mutating func copy(through end: Int) {
    if end > at { output += text[at..<end] }
    at = max(at, end)
  }
}
