/// Colours of a terminal, or none.
struct TerminalStyle: Sendable {
  let isColored: Bool

  /// The text in its tone; text of strangers is made visible before.
  func paint(_ text: String, _ tone: Tone?) -> String {
    guard isColored, let tone, !text.isEmpty else { return text }
    let code =
      switch tone {
      case .good: "32"
      case .bad: "31"
      case .odd: "33"
      case .strong: "1"
      case .faint: "2"
      }
    return "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }
}
