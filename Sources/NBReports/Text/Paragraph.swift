import NBBasics

/// Sentences broken into lines, so that they read well unrendered.
enum Paragraph {
  /// The width of a report in plain text.
  static let width = 100

  /// `text` in lines of at most ``width`` columns, each ending in LF, the lines after the first behind `indent`
  /// spaces. Only what may not begin a line makes one longer. No line begins with what Markdown would read as a list, a heading or a quotation.
  static func lines(_ text: String, first: String = "", indent: Int = 0) -> String {
    var lines = ""
    var line = first
    var width = DisplayWidth.of(first)
    var isEmpty = true
    for word in text.split(separator: " ") {
      let wordWidth = DisplayWidth.of(String(word))
      if !isEmpty, width + 1 + wordWidth > Paragraph.width, !isMarker(word), !isUnit(word) {
        lines += line + "\n"
        line = String(repeating: " ", count: indent) + word
        width = indent + wordWidth
      } else {
        line += isEmpty ? String(word) : " " + word
        width += wordWidth + (isEmpty ? 0 : 1)
      }
      isEmpty = false
    }
    return lines + line + "\n"
  }

  /// A unit stays with its number.
  private static func isUnit(_ word: Substring) -> Bool {
    let letters = word.prefix { $0.isLetter || $0 == "%" || $0 == "-" }
    return ["s", "min", "h", "%", "GB-h"].contains(letters)
  }

  private static func isMarker(_ word: Substring) -> Bool {
    if ["-", "+", "*", ">", "=", "--", "==", "---"].contains(word) || word.hasPrefix("#") { return true }
    let digits = word.dropLast()
    return (word.last == "." || word.last == ")") && !digits.isEmpty && digits.allSatisfy { $0.isASCII && $0.isNumber }
  }
}
