import NBBasics

/// Cuts values out of canonical JSON.
struct BodyEraser {
  private let tape: JSONTape
  private var cuts: [(range: Range<Int>, replacement: [UInt8])] = []
  /// Strings that went whole.
  private(set) var gone: Set<String> = []

  init(_ tape: JSONTape) { self.tape = tape }

  private static let placeholder = Array("\"\(SecretKeys.placeholder)\"".utf8)

  /// What the folds read of a body besides who and why, and what is in it of theirs; nil: all of it.
  private static let facts: [String: Set<String>?] = [
    "id": nil, "status": nil, "flavor": nil, "feature": nil, "workspace_id": nil, "error_code": nil, "create_at": nil,
    "update_at": nil, "billing_items": nil, "lease": nil, "volume": nil,
    "image": ["id", "name", "tag", "resource_categories"], "custom_spec": ["category"], "pool": ["id"],
    "action_progress": ["step", "status"],
  ]

  /// Where a body says who its user is.
  private static let userPaths = [["user_id"], ["user", "id"], ["user", "name"]]
  private static let personalPaths = userPaths + [["user", "domain", "id"], ["user", "domain", "name"]]

  /// The bytes without what was cut; nil when nothing was.
  var remaining: [UInt8]? {
    guard !cuts.isEmpty else { return nil }
    var output: [UInt8] = []
    var at = 0
    for (range, replacement) in cuts.sorted(by: { $0.range.lowerBound < $1.range.lowerBound })
    where range.lowerBound >= at {
      output += tape.bytes[at..<range.lowerBound]
      output += replacement
      at = range.upperBound
    }
    output += tape.bytes[at...]
    return output
  }

  mutating func cut(_ path: ArraySlice<String>, at value: Int) {
    switch tape.kind(value) {
    case .array:
      var element = tape.first(in: value)
      while element < tape.behind(value) {
        cut(path, at: element)
        element = tape.behind(element)
      }
    case .object where !path.isEmpty:
      forEachMember(of: value) { eraser, name, member in
        if path.first == "*" || path.first == name { eraser.cut(path.dropFirst(), at: member) }
      }
    default: if path.isEmpty { cut(value) }
    }
  }

  mutating func cutUser(_ user: String) {
    guard Self.userPaths.contains(where: { string($0) == user }) else { return }
    for path in Self.personalPaths { cut(path[...], at: JSONTape.root) }
  }

  mutating func cutAllButFacts() {
    forEachMember(of: JSONTape.root) { eraser, name, member in
      guard let kept = Self.facts[name] else { return eraser.cut(member) }
      if let kept { eraser.cutAll(but: kept, at: member) }
    }
  }

  private mutating func cutAll(but kept: Set<String>, at value: Int) {
    switch tape.kind(value) {
    case .object:
      forEachMember(of: value) { eraser, name, member in
        if !kept.contains(name) { eraser.cut(member) }
      }
    case .array:
      var element = tape.first(in: value)
      while element < tape.behind(value) {
        cutAll(but: kept, at: element)
        element = tape.behind(element)
      }
    default: cut(value)
    }
  }

  /// The id of an instance stays: it names the stream.
  mutating func cutText(_ text: [UInt8], at value: Int) {
    switch tape.kind(value) {
    case .string:
      let bytes = tape.decoded(value)
      let replaced = Self.replacing(text, in: bytes)
      guard replaced != bytes else { return }
      var quoted: [UInt8] = []
      JSONText.appendQuoted(replaced, to: &quoted)
      cuts.append((range(value), quoted))
    case .array:
      var element = tape.first(in: value)
      while element < tape.behind(value) {
        cutText(text, at: element)
        element = tape.behind(element)
      }
    case .object:
      // A name cannot be cut without disorder: the value goes whole.
      if value != JSONTape.root, holdsName(with: text, value) { return cut(value) }
      forEachMember(of: value) { eraser, name, member in
        if value == JSONTape.root, name == "id" { return }
        eraser.cutText(text, at: member)
      }
    default: break
    }
  }

  /// A text with every occurrence of another replaced by the placeholder.
  static func replacing(_ text: [UInt8], in bytes: [UInt8]) -> [UInt8] {
    guard let first = text.first, bytes.count >= text.count else { return bytes }
    var output: [UInt8] = []
    var at = 0
    while at < bytes.count {
      if bytes[at] == first, bytes[at...].starts(with: text) {
        output += SecretKeys.placeholder.utf8
        at += text.count
      } else {
        output.append(bytes[at])
        at += 1
      }
    }
    return output
  }

  // MARK: Parts

  private mutating func cut(_ value: Int) {
    guard tape.kind(value) != .null, tape.string(value) != SecretKeys.placeholder else { return }
    if let text = tape.string(value) { gone.insert(text) }
    cuts.append((range(value), Self.placeholder))
  }

  private func range(_ value: Int) -> Range<Int> {
    let node = tape.nodes[value]
    let quote = node.kind == .string ? 1 : 0
    return Int(node.start) - quote..<Int(node.end) + quote
  }

  private func string(_ path: [String]) -> String? {
    var value: Int? = JSONTape.root
    for name in path {
      guard let object = value, tape.kind(object) == .object else { return nil }
      value = nil
      tape.forEachMember(of: object) { key, member in if tape.string(key) == name { value = member } }
    }
    return tape.string(value)
  }

  private func holdsName(with text: [UInt8], _ object: Int) -> Bool {
    var holds = false
    tape.forEachMember(of: object) { key, _ in
      let name = tape.decoded(key)
      holds = holds || Self.replacing(text, in: name) != name
    }
    return holds
  }

  private mutating func forEachMember(of object: Int, _ body: (inout BodyEraser, String, Int) -> Void) {
    guard tape.kind(object) == .object else { return }
    var key = tape.first(in: object)
    while key < tape.behind(object) {
      let member = key + 1
      body(&self, tape.string(key) ?? "", member)
      key = tape.behind(member)
    }
  }
}
