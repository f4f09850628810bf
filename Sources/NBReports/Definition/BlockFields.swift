import NBBasics

/// The keys of one block, checked against what the block may hold.
struct BlockFields {
  let file: String
  let block: TOMLBlock

  /// Refuses keys that are not `allowed`.
  init(_ block: TOMLBlock, allowed: [String], file: String) throws(DefinitionError) {
    self.file = file
    self.block = block
    for field in block.fields where !allowed.contains(field.key) {
      throw DefinitionError(
        file: file, line: field.line, message: "unknown key '\(field.key)' under \(block.header)",
        allowed: allowed.sorted())
    }
  }

  func error(_ message: String, line: Int? = nil, allowed: [String] = []) -> DefinitionError {
    DefinitionError(file: file, line: line ?? block.line, message: message, allowed: allowed)
  }

  func has(_ key: String) -> Bool { block.field(key) != nil }

  func line(of key: String) -> Int {
    block.field(key)?.line ?? block.line
  }

  /// A text; a list of texts is joined with spaces, so that long sentences may go over several lines.
  func text(_ key: String) throws(DefinitionError) -> TOMLText? {
    guard let field = block.field(key) else { return nil }
    switch field.value {
    case .text(let text): return TOMLText(text: text, line: field.line)
    case .list(let items):
      return TOMLText(text: items.map(\.text).joined(separator: " "), line: field.line)
    case .number, .flag: throw error("'\(key)' is not a text", line: field.line, allowed: ["\"a text\""])
    }
  }

  func requiredText(_ key: String) throws(DefinitionError) -> TOMLText {
    guard let text = try text(key), !text.text.isEmpty else {
      throw error("\(block.header) needs '\(key)'")
    }
    return text
  }

  /// A whole number that is not negative.
  func number(_ key: String) throws(DefinitionError) -> Int? {
    guard let field = block.field(key) else { return nil }
    guard case .number(let number) = field.value else {
      throw error("'\(key)' is not a number", line: field.line, allowed: ["10"])
    }
    return number
  }

  /// A list of texts; one text counts as a list of one.
  func list(_ key: String) throws(DefinitionError) -> [TOMLText] {
    guard let field = block.field(key) else { return [] }
    switch field.value {
    case .list(let items): return items
    case .text(let text): return [TOMLText(text: text, line: field.line)]
    case .number, .flag: throw error("'\(key)' is not a list", line: field.line, allowed: ["[\"a\", \"list\"]"])
    }
  }
}
