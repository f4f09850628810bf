/// A `watch.toml`: keys at the top for all targets, then one `[[target]]` each. The part of TOML that report definitions
/// use: texts in double quotes, whole numbers, true and false, lists of texts on one line, comments.
package struct WatchFile: Sendable {
  /// A value of a key.
  package enum Value: Equatable, Sendable {
    case text(String)
    case number(Int)
    case flag(Bool)
    case list([String])
  }

  /// Keys and values of the top or of one target.
  package struct Block: Sendable {
    package var line: Int
    package var values: [String: (value: Value, line: Int)] = [:]

    package func text(_ key: String) throws(Fault) -> String? {
      guard let (value, line) = values[key] else { return nil }
      guard case .text(let text) = value else {
        throw Fault(line: line, reason: "`\(key)` takes a text in double quotes")
      }
      return text
    }

    package func number(_ key: String) throws(Fault) -> Int? {
      guard let (value, line) = values[key] else { return nil }
      guard case .number(let number) = value else { throw Fault(line: line, reason: "`\(key)` takes a whole number") }
      return number
    }

    package func flag(_ key: String) throws(Fault) -> Bool? {
      guard let (value, line) = values[key] else { return nil }
      guard case .flag(let flag) = value else { throw Fault(line: line, reason: "`\(key)` takes true or false") }
      return flag
    }

    package func list(_ key: String) throws(Fault) -> [String]? {
      guard let (value, line) = values[key] else { return nil }
      switch value {
      case .list(let texts): return texts
      case .text(let text): return [text]
      default: throw Fault(line: line, reason: "`\(key)` takes a list of texts")
      }
    }
  }

  package struct Fault: Error, Equatable, CustomStringConvertible {
    package let line: Int
    package let reason: String

    package init(line: Int, reason: String) {
      self.line = line
      self.reason = reason
    }

    package var description: String { "line \(line): \(reason)" }
  }

  private static let rates: Set<String> = ["every", "starting_every", "max_rate", "unchanged"]
  private static let topKeys = rates.union(["metrics", "record"])
  private static let targetKeys = rates.union([
    "cloud", "auth", "region", "project", "project_id", "all_users", "features", "workspaces", "endpoint", "auth_url",
    "username", "user_domain", "project_domain", "password_file", "access_key_file", "secret_key_file",
    "security_token_file", "token_command", "ca_file", "label_region", "label_project", "insecure_http",
  ])

  package private(set) var top = Block(line: 1)
  package private(set) var targets: [Block] = []

  package init(_ text: String) throws(Fault) {
    var number = 0
    for scalars in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
      number += 1
      let line = Self.trimmed(String(String.UnicodeScalarView(scalars.filter { $0 != "\r" })))
      if line.isEmpty || line.hasPrefix("#") { continue }
      if line.hasPrefix("[") {
        guard Self.trimmed(String(line.prefix { $0 != "#" })) == "[[target]]" else {
          throw Fault(line: number, reason: "only [[target]] is known")
        }
        targets.append(Block(line: number))
        continue
      }
      try read(line, number)
    }
    guard !targets.isEmpty else { throw Fault(line: number, reason: "there is no [[target]]") }
  }

  private mutating func read(_ line: String, _ number: Int) throws(Fault) {
    guard let equals = line.firstIndex(of: "=") else {
      throw Fault(line: number, reason: "neither `key = value` nor [[target]]")
    }
    let key = Self.trimmed(String(line[..<equals]))
    let known = targets.isEmpty ? Self.topKeys : Self.targetKeys
    guard known.contains(key) else {
      throw Fault(line: number, reason: "`\(key)` is not known here; known: \(known.sorted().joined(separator: ", "))")
    }
    var rest = Self.trimmed(String(line[line.index(after: equals)...]))[...]
    let value = try Self.value(&rest, number)
    let left = Self.trimmed(String(rest))
    guard left.isEmpty || left.hasPrefix("#") else { throw Fault(line: number, reason: "something follows the value") }
    if targets.isEmpty {
      guard top.values.updateValue((value, number), forKey: key) == nil else {
        throw Fault(line: number, reason: "`\(key)` stands twice")
      }
    } else {
      guard targets[targets.count - 1].values.updateValue((value, number), forKey: key) == nil else {
        throw Fault(line: number, reason: "`\(key)` stands twice in this target")
      }
    }
  }

  private static func value(_ rest: inout Substring, _ line: Int) throws(Fault) -> Value {
    if rest.hasPrefix("\"") { return .text(try text(&rest, line)) }
    if rest.hasPrefix("[") {
      rest.removeFirst()
      var texts: [String] = []
      while true {
        rest = rest.drop { $0 == " " || $0 == "\t" || $0 == "," }
        if rest.hasPrefix("]") {
          rest.removeFirst()
          return .list(texts)
        }
        guard rest.hasPrefix("\"") else { throw Fault(line: line, reason: "a list holds texts and ends on its line") }
        texts.append(try text(&rest, line))
      }
    }
    let word = rest.prefix { $0 != " " && $0 != "\t" && $0 != "#" }
    rest = rest.dropFirst(word.count)
    switch word {
    case "true": return .flag(true)
    case "false": return .flag(false)
    default:
      guard let number = Int(word) else {
        throw Fault(line: line, reason: "a value is a text in double quotes, a number, true, false or a list")
      }
      return .number(number)
    }
  }

  private static func text(_ rest: inout Substring, _ line: Int) throws(Fault) -> String {
    rest.removeFirst()
    var text = ""
    while let character = rest.popFirst() {
      if character == "\"" { return text }
      guard character == "\\" else {
        text.append(character)
        continue
      }
      switch rest.popFirst() {
      case "\"": text.append("\"")
      case "\\": text.append("\\")
      case "n": text.append("\n")
      case "t": text.append("\t")
      default: throw Fault(line: line, reason: "an escape that is none of \\\" \\\\ \\n \\t")
      }
    }
    throw Fault(line: line, reason: "a text that is not closed on its line")
  }

  private static func trimmed(_ text: String) -> String {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    return String(text.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
  }
}
