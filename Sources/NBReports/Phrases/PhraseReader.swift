/// Reads a sentence as a definition file has it: text with `code`, **strong** and [links](url), a backslash before what
/// stands for itself.
struct PhraseReader {
  private var rest: Substring
  private var text = ""
  private var phrase = Phrase()

  /// The sentence; what is not closed stands for itself.
  static func read(_ text: String) -> Phrase {
    var reader = PhraseReader(rest: text[...])
    return reader.read()
  }

  private init(rest: Substring) { self.rest = rest }

  private mutating func read() -> Phrase {
    while let character = rest.first {
      if character == "\\", let next = rest.dropFirst().first, next.isPunctuation || next.isSymbol {
        text.append(next)
        rest = rest.dropFirst(2)
      } else if character == "`", let code = take(between: "`", and: "`") {
        add(.code(code))
      } else if character == "*", let strong = take(between: "**", and: "**") {
        add(.strong(strong))
      } else if character == "[", let link = link() {
        add(link)
      } else {
        text.append(character)
        rest = rest.dropFirst()
      }
    }
    add(.text(""))
    return phrase
  }

  private mutating func add(_ inline: Inline) {
    phrase.append(.text(text))
    text = ""
    phrase.append(inline)
  }

  /// What stands between two marks at the beginning of the rest, which is taken; nil when there is no such thing.
  private mutating func take(between open: String, and close: String) -> String? {
    guard rest.hasPrefix(open) else { return nil }
    let inside = rest.dropFirst(open.count)
    guard let end = inside.firstRange(of: close), end.lowerBound > inside.startIndex else { return nil }
    rest = inside[end.upperBound...]
    return String(inside[..<end.lowerBound])
  }

  private mutating func link() -> Inline? {
    let before = rest
    guard let words = take(between: "[", and: "]"), let url = take(between: "(", and: ")") else {
      rest = before
      return nil
    }
    return .link(words, url: url)
  }
}
