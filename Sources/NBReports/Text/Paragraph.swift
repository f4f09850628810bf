import NBBasics

/// Sentences broken into lines, so that they read well unrendered.
enum Paragraph {
  /// The width of a report in plain text.
  static let width = 100

  /// `text` in lines of at most ``width`` columns, each ending in LF, the lines after the first behind `indent`
  /// spaces. A unit stays with its number. No line begins with what Markdown would read as a list, a heading or a
  /// quotation; only that makes one longer.
  static func lines(_ text: String, first: String = "", indent: Int = 0) -> String {
    var lines = ""
    var line = first
    var width = DisplayWidth.of(first)
    var isEmpty = true
    for word in words(text) {
      let wordWidth = DisplayWidth.of(word)
      if !isEmpty, width + 1 + wordWidth > Paragraph.width, !isMarker(word) {
        lines += line + "\n"
        line = String(repeating: " ", count: indent) + word
        width = indent + wordWidth
      } else {
        line += isEmpty ? word : " " + word
        width += wordWidth + (isEmpty ? 0 : 1)
      }
      isEmpty = false
    }
    return lines + line + "\n"
  }

  /// What a line may be broken between: words, and numbers with their units.
  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    for word in text.split(separator: " ") {
      if isUnit(word), let last = words.last, last.last?.isNumber == true {
        words[words.count - 1] = "\(last) \(word)"
      } else {
        words.append(String(word))
      }
    }
    return words
  }

  /// Whether a word is a unit, which stays with the number before it.
  static func isUnit(_ word: some StringProtocol) -> Bool {
    let letters = word.prefix { $0.isLetter || $0 == "%" || $0 == "-" }
    return ["s", "min", "h", "%", "GB-h", "days", "points"].contains(letters)
  }

  private static func isMarker(_ word: String) -> Bool {
    if ["-", "+", "*", ">", "=", "--", "==", "---"].contains(word) || word.hasPrefix("#") { return true }
    let digits = word.dropLast()
    return (word.last == "." || word.last == ")") && !digits.isEmpty && digits.allSatisfy { $0.isASCII && $0.isNumber }
  }
}
