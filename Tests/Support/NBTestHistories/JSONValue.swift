/// A JSON value to write in many ways: members in any order, with needless escapes and white space.
package indirect enum JSONValue: Sendable {
  case object([(String, JSONValue)])
  case array([JSONValue])
  case string(String)
  /// Any other token, as it stands.
  case raw(String)

  /// A whole number in decimal digits.
  package static func number(_ value: Int64) -> JSONValue { .raw(String(value)) }

  /// The value without needless bytes.
  package var text: String {
    switch self {
    case .object(let members): "{" + members.map { "\(Self.quoted($0)):\($1.text)" }.joined(separator: ",") + "}"
    case .array(let elements): "[" + elements.map(\.text).joined(separator: ",") + "]"
    case .string(let string): Self.quoted(string)
    case .raw(let token): token
    }
  }

  /// The same value, spelled differently.
  package func spelled(_ random: inout SeededRandom) -> String {
    func blank(_ random: inout SeededRandom) -> String { random.chance(20) ? random.pick([" ", "\t", "  "]) : "" }
    switch self {
    case .object(let members):
      let shuffled = members.shuffled(using: &random)
      let parts = shuffled.map { name, value in
        blank(&random) + Self.escaped(name, &random) + blank(&random) + ":" + blank(&random) + value.spelled(&random)
          + blank(&random)
      }
      return "{" + parts.joined(separator: ",") + "}"
    case .array(let elements):
      let parts = elements.map { blank(&random) + $0.spelled(&random) + blank(&random) }
      return "[" + parts.joined(separator: ",") + "]"
    case .string(let string): return Self.escaped(string, &random)
    case .raw(let token): return token
    }
  }

  /// Indented, one member a line.
  package func pretty(_ indent: String = "") -> String {
    let inner = indent + "  "
    switch self {
    case .object(let members) where !members.isEmpty:
      let lines = members.map { "\(inner)\(Self.quoted($0)): \($1.pretty(inner))" }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
    case .array(let elements) where !elements.isEmpty:
      return "[\n" + elements.map { inner + $0.pretty(inner) }.joined(separator: ",\n") + "\n\(indent)]"
    default: return text
    }
  }

  private static func quoted(_ string: String) -> String {
    var random = SeededRandom(0)
    return escaped(string, &random, percent: 0)
  }

  private static func escaped(_ string: String, _ random: inout SeededRandom, percent: Int = 10) -> String {
    var text = "\""
    for scalar in string.unicodeScalars {
      if scalar.value < 0x20 || random.chance(percent) {
        for unit in Character(scalar).utf16 {
          let hex = String(unit, radix: 16, uppercase: random.chance(50))
          text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        }
      } else if scalar == "\"" || scalar == "\\" {
        text += "\\" + String(scalar)
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}
