import NBBasics

/// Text cut or filled to a display width.
package enum Padding {
  /// `text` filled with spaces to `width` columns; longer text stays whole.
  package static func pad(_ text: String, to width: Int, _ alignment: Alignment) -> String {
    let missing = width - DisplayWidth.of(text)
    guard missing > 0 else { return text }
    let spaces = String(repeating: " ", count: missing)
    return alignment == .left ? text + spaces : spaces + text
  }

  /// `text` cut to at most `width` columns, with `…` in its middle where something is missing.
  static func cutMiddle(_ text: String, to width: Int) -> String {
    guard DisplayWidth.of(text) > width, width > 2 else { return cut(text, to: width) }
    let head = cut(text, to: width / 2)
    var tail = ""
    var room = width - DisplayWidth.of(head)
    for character in text.reversed() {
      room -= DisplayWidth.of(character)
      if room < 0 { break }
      tail.append(character)
    }
    return head + String(tail.reversed())
  }

  /// `text` cut to at most `width` columns, with `…` where something is missing. `width` is at least 1.
  package static func cut(_ text: String, to width: Int) -> String {
    guard DisplayWidth.of(text) > width else { return text }
    var kept = ""
    var used = 0
    for character in text {
      let next = DisplayWidth.of(character)
      if used + next > width - 1 { break }
      kept.append(character)
      used += next
    }
    // A left-to-right mark that opened right-to-left text is closed again.
    return kept.first == "\u{200E}" ? kept + "…\u{200E}" : kept + "…"
  }
}
