/// Takes user info, query and fragment off URLs (RFC 3986 section 3).
enum URLRedaction {
  /// Length of `scheme://` at `start`; 0 if there is none.
  static func schemeLength(_ text: [UInt8], at start: Int) -> Int {
    var at = start
    guard at < text.count, isLetter(text[at]) else { return 0 }
    while at < text.count, isSchemeByte(text[at]) { at += 1 }
    guard at + 3 <= text.count, text[at] == UInt8(ascii: ":"), text[at + 1] == UInt8(ascii: "/"),
      text[at + 2] == UInt8(ascii: "/")
    else { return 0 }
    return at + 3 - start
  }

  /// A whole string that is a URL, or that begins with one and goes on behind a blank. With `assumed`, also one without
  /// a scheme (the value of a key named `url` or `uri`); nil when the string is no URL.
  static func redact(_ text: [UInt8], assumed: Bool) -> [UInt8]? {
    let blanks = text.prefix { $0 <= 0x20 }.count
    let scheme = schemeLength(text, at: blanks)
    guard scheme > 0 || assumed else { return nil }
    let end = assumed ? text.count : text[blanks...].firstIndex { $0 <= 0x20 } ?? text.count
    return text[..<blanks] + redact(Array(text[blanks..<end]), authority: scheme) + text[end...]
  }

  /// The URL whose authority starts at `authority`, without user info, query and fragment.
  static func redact(_ text: [UInt8], authority: Int) -> [UInt8] {
    let end = text.firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") } ?? text.count
    let rest = text[min(authority, end)..<end]
    // A protocol-relative reference (`//user@host`) has its authority behind the slashes.
    let relative = authority == 0 && rest.starts(with: "//".utf8) ? 2 : 0
    let slash = rest.dropFirst(relative).firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") } ?? end
    let host = rest[..<slash].lastIndex(of: UInt8(ascii: "@")).map { $0 + 1 }
    guard let host else { return Array(text[..<end]) }
    return Array(text[..<(authority + relative)]) + Array(text[host..<end])
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isSchemeByte(_ byte: UInt8) -> Bool {
    isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "+")
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }
}
