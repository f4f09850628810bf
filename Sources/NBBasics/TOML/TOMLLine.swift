/// One line of a file, read from left to right.
struct TOMLLine {
  let number: Int
  private let scalars: [Unicode.Scalar]
  private var position = 0

  init(_ text: Substring.UnicodeScalarView, number: Int) throws(TOMLFault) {
    self.number = number
    scalars = Array(text)
    if scalars.contains(where: { $0.value < 0x20 && $0 != "\t" || $0.value == 0x7F }) {
      throw error("a control character")
    }
  }

  func error(_ message: String, allowed: [String] = []) -> TOMLFault {
    TOMLFault(line: number, message, allowed: allowed)
  }

  /// Whether nothing but white space or a comment is left.
  mutating func isAtEnd() -> Bool {
    while position < scalars.count, scalars[position] == " " || scalars[position] == "\t" { position += 1 }
    return position == scalars.count || scalars[position] == "#"
  }

  /// Refuses anything that is left.
  mutating func end() throws(TOMLFault) {
    if !isAtEnd() { throw error("unexpected '\(String(scalars[position]))' after the value") }
  }

  /// Takes one scalar if it is next, after white space.
  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard !isAtEnd(), scalars[position] == scalar else { return false }
    position += 1
    return true
  }

  /// Takes letters, digits, `.`, `_`, `-`; empty when there are none.
  mutating func word() -> String {
    guard !isAtEnd() else { return "" }
    var word = ""
    while position < scalars.count, TOMLLine.isWord(scalars[position]) {
      word.unicodeScalars.append(scalars[position])
      position += 1
    }
    return word
  }

  /// Takes a text in double quotes, with the escapes `\"`, `\\`, `\n`, `\t`, `\uXXXX`; nil when none starts here.
  mutating func text() throws(TOMLFault) -> String? {
    guard take("\"") else { return nil }
    var text = String.UnicodeScalarView()
    while position < scalars.count {
      let scalar = scalars[position]
      position += 1
      if scalar == "\"" { return String(text) }
      text.append(scalar == "\\" ? try escape() : scalar)
    }
    throw error("a text that is not closed by a double quote on its line")
  }

  private mutating func escape() throws(TOMLFault) -> Unicode.Scalar {
    guard position < scalars.count else { throw error("a backslash at the end of the line") }
    let scalar = scalars[position]
    position += 1
    switch scalar {
    case "\"", "\\": return scalar
    case "n": return "\n"
    case "t": return "\t"
    case "u":
      let digits = String(String.UnicodeScalarView(scalars[position...].prefix(4)))
      if digits.utf8.count == 4, let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value) {
        position += 4
        return scalar
      }
      throw error("\\u needs four hexadecimal digits of a character")
    default: throw error("unknown escape \\\(scalar)", allowed: ["\\\"", "\\\\", "\\n", "\\t", "\\uXXXX"])
    }
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", ".", "_", "-": true
    default: false
    }
  }
}
