/// JSON laid out for people: a member or an element a line, two blanks for each level.
package enum JSONPretty {
  /// The document on lines of its own, without line end behind the last. Characters that act on a terminal, which JSON
  /// allows in strings, become `\u` escapes: the value stays the same.
  ///
  /// - Precondition: `json` is well-formed, as the log keeps it.
  package static func text(_ json: String) -> String {
    var result = ""
    var depth = 0
    var isInString = false
    var isEscaped = false
    var isOpened = false
    func newLine() { result += "\n" + String(repeating: "  ", count: depth) }
    for scalar in json.unicodeScalars {
      if isInString {
        append(scalar, to: &result)
        if isEscaped {
          isEscaped = false
        } else if scalar == "\\" {
          isEscaped = true
        } else if scalar == "\"" {
          isInString = false
        }
        continue
      }
      switch scalar {
      case " ", "\t", "\n", "\r": continue
      case "}", "]":
        depth -= 1
        if !isOpened { newLine() }
        isOpened = false
        result.unicodeScalars.append(scalar)
        continue
      default: break
      }
      if isOpened { newLine() }
      isOpened = false
      result.unicodeScalars.append(scalar)
      switch scalar {
      case "{", "[":
        depth += 1
        isOpened = true
      case ",": newLine()
      case ":": result += " "
      case "\"": isInString = true
      default: break
      }
    }
    return result
  }

  /// A scalar of a string, escaped where it would move, hide or reorder text.
  private static func append(_ scalar: Unicode.Scalar, to result: inout String) {
    guard scalar.value >= 0x7F else {
      result.unicodeScalars.append(scalar)
      return
    }
    let isUnsafe =
      scalar.value < 0xA0 || scalar.value == 0x2028 || scalar.value == 0x2029 || scalar.properties.isBidiControl
      || (scalar.properties.isDefaultIgnorableCodePoint && scalar.value <= 0xFFFF && scalar.value != 0x200D)
    guard isUnsafe else {
      result.unicodeScalars.append(scalar)
      return
    }
    let digits = String(scalar.value, radix: 16)
    result += "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
