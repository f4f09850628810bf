/// Text of strangers inside a Markdown document.
package enum MarkdownText {
  /// The text as it must stand in a table cell or a sentence so that it renders as itself: `|`, backslash, backtick,
  /// `<`, `>`, `*`, `_`, `[`, `]` escaped, line breaks and tabs shown as `\n`, `\r`, `\t`, invisible and
  /// right-to-left text made safe.
  package static func escaped(_ text: String) -> String {
    if text.utf8.allSatisfy(isPlain) { return text }
    var result = ""
    // By scalar: CR LF is one character of a Swift string, and both halves are shown.
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "|", "\\", "`", "<", ">", "*", "_", "[", "]": result.unicodeScalars.append(contentsOf: ["\\", scalar])
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "&": result += beginsReference(rest) ? "\\&" : "&"
      case "~": result += rest.first == "~" ? "\\~" : "~"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return VisibleText.of(result)
  }

  /// An id or code in backticks where it consists of letters, digits, `.`, `-`, `_`, `:`, `/`, `+`, `@`; escaped
  /// otherwise.
  package static func code(_ text: String) -> String {
    let isSimple = !text.isEmpty && text.utf8.allSatisfy(isCode)
    return isSimple ? "`\(text)`" : escaped(text)
  }

  /// Whether an ampersand starts a character reference (CommonMark 2.5), which would render as something else.
  private static func beginsReference(_ rest: Substring.UnicodeScalarView) -> Bool {
    for scalar in rest.prefix(34) {
      if scalar == ";" { return true }
      guard scalar == "#" || isLetterOrDigit(UInt8(truncatingIfNeeded: scalar.value)), scalar.isASCII else {
        return false
      }
    }
    return false
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    isLetterOrDigit(byte) || " .,:;-+/()=%@#".utf8.contains(byte)
  }

  private static func isCode(_ byte: UInt8) -> Bool {
    isLetterOrDigit(byte) || ".-_:/+@".utf8.contains(byte)
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}
