import NBBasics

/// Instants as the tables of the queries carry them, RFC 3339 in UTC, and as people read them.
enum InstantText {
  /// Milliseconds since 1970 of `2026-11-16T08:00:00.000Z` (fraction optional, UTC only); nil for anything else.
  static func milliseconds(_ text: String) -> Int64? {
    guard text.utf8.last == UInt8(ascii: "Z") else { return nil }
    return Instant(rfc3339: text)?.milliseconds
  }

  /// `2026-11-16 08:00:00`: date and time to the second, as people read them; other text as it is.
  static func human(_ text: String) -> String {
    guard milliseconds(text) != nil else { return text }
    return text.prefix(10) + " " + text.dropFirst(11).prefix(8)
  }

  /// A sentence with every instant in it as people read it.
  static func humanWords(_ text: String) -> String {
    text.split(separator: " ", omittingEmptySubsequences: false).map { human(String($0)) }.joined(separator: " ")
  }
}
