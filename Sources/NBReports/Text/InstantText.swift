import NBBasics

/// Instants as the tables of the queries carry them: RFC 3339 in UTC.
package enum InstantText {
  /// The instant of `2026-11-16T08:00:00.000Z` (fraction optional, UTC only); nil for anything else.
  package static func instant(_ text: String) -> Instant? {
    guard text.utf8.last == UInt8(ascii: "Z") else { return nil }
    return Instant(rfc3339: text)
  }

  /// Milliseconds since 1970 of such a text.
  static func milliseconds(_ text: String) -> Int64? { instant(text)?.milliseconds }
}
