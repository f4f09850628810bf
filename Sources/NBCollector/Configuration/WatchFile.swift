import NBBasics

/// A `watch.toml`: keys at the top for all targets, then one `[[target]]` each (``TOMLReader``).
package struct WatchFile: Sendable {
  /// Keys and values of the top or of one target.
  package struct Block: Sendable {
    private let block: TOMLBlock

    init(_ block: TOMLBlock, known: Set<String>) throws(TOMLFault) {
      for field in block.fields where !known.contains(field.key) {
        throw TOMLFault(line: field.line, "`\(field.key)` is not known here", allowed: known.sorted())
      }
      self.block = block
    }

    /// The line of the header.
    package var line: Int { block.line }

    /// The line of a key, or that of the header.
    package func line(of key: String) -> Int { block.field(key)?.line ?? block.line }

    /// A text; nil when the key is not there.
    package func text(_ key: String) throws(TOMLFault) -> String? {
      guard let field = block.field(key) else { return nil }
      guard case .text(let text) = field.value else {
        throw TOMLFault(line: field.line, "`\(key)` takes a text in double quotes")
      }
      return text
    }

    /// A whole number that is not negative; nil when the key is not there.
    package func number(_ key: String) throws(TOMLFault) -> Int? {
      guard let field = block.field(key) else { return nil }
      guard case .number(let number) = field.value else {
        throw TOMLFault(line: field.line, "`\(key)` takes a whole number")
      }
      return number
    }

    /// True or false; nil when the key is not there.
    package func flag(_ key: String) throws(TOMLFault) -> Bool? {
      guard let field = block.field(key) else { return nil }
      guard case .flag(let flag) = field.value else {
        throw TOMLFault(line: field.line, "`\(key)` takes true or false")
      }
      return flag
    }

    /// Texts, of which one may stand without brackets; nil when the key is not there.
    package func list(_ key: String) throws(TOMLFault) -> [String]? {
      guard let field = block.field(key) else { return nil }
      switch field.value {
      case .list(let texts): return texts.map(\.text)
      case .text(let text): return [text]
      case .number, .flag: throw TOMLFault(line: field.line, "`\(key)` takes a list of texts")
      }
    }
  }

  private static let rates: Set<String> = ["every", "starting_every", "max_rate", "unchanged"]
  private static let topKeys = rates.union(["metrics", "record"])
  private static let targetKeys = rates.union([
    "cloud", "auth", "region", "project", "project_id", "all_users", "features", "workspaces", "endpoint", "auth_url",
    "username", "user_domain", "project_domain", "password_file", "access_key_file", "secret_key_file",
    "security_token_file", "token_command", "ca_file", "label_region", "label_project", "insecure_http",
  ])

  /// What holds for all targets.
  package let top: Block
  /// The targets in file order, at least one.
  package let targets: [Block]

  /// Reads a file; a fault names its line.
  package init(_ text: String) throws(TOMLFault) {
    let blocks = try TOMLReader.blocks(of: text, headers: ["[[target]]"], hasTop: true)
    top = try Block(blocks[0], known: Self.topKeys)
    targets = try blocks.dropFirst().map { block throws(TOMLFault) in try Block(block, known: Self.targetKeys) }
    guard !targets.isEmpty else { throw TOMLFault(line: 1, "there is no [[target]]") }
  }
}
