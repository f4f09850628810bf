import NBBasics

/// A line of the log of the service, in logfmt.
package struct LogLine: Equatable, Sendable {
  /// What happened.
  package let event: String
  package let fields: [(key: String, value: String)]

  package init(_ event: String, _ fields: [(key: String, value: String)] = []) {
    self.event = event
    self.fields = fields
  }

  /// `event key=value key="value with blanks"`, without control characters.
  package var text: String {
    ([event] + fields.map { "\($0.key)=\(Self.quoted($0.value))" }).joined(separator: " ")
  }

  private static func quoted(_ value: String) -> String {
    let clean = String(
      String.UnicodeScalarView(value.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
    let isPlain =
      !clean.isEmpty && clean.utf8.allSatisfy { $0 > 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "=") }
    if isPlain { return clean }
    var text: [UInt8] = []
    JSONText.appendQuoted(clean, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  package static func == (left: LogLine, right: LogLine) -> Bool { left.text == right.text }
}

/// Lengths of time for people.
package enum Span {
  /// `900ms`, `15s`, `3m12s`, `24h`, `2d3h`.
  package static func text(_ milliseconds: Int64) -> String {
    if milliseconds < 1000 { return "\(milliseconds)ms" }
    let seconds = (milliseconds + 500) / 1000
    let parts: [(Int64, String)] = [
      (seconds / 86_400, "d"), (seconds / 3600 % 24, "h"), (seconds / 60 % 60, "m"), (seconds % 60, "s"),
    ]
    let first = parts.firstIndex { $0.0 > 0 } ?? 3
    return parts[first...].prefix(2).filter { $0.0 > 0 }.map { "\($0.0)\($0.1)" }.joined()
  }
}
