/// The syntax of definition files: a line-based part of TOML 1.0.
///
/// A line is blank, a comment (`# …`), a header (`[report]`, `[[section]]`, `[[section.part]]`) or `key = value`; a
/// value is a text in double quotes, a whole number, or a list of texts in brackets, which may go over several lines.
/// Every such file is TOML with the same meaning, so that editors and other tools read it; what TOML has beyond this
/// is refused.
struct DefinitionReader {
  /// The headers there are.
  static let headers = ["[report]", "[[section]]", "[[section.part]]"]

  private let file: String
  private var blocks: [DefinitionBlock] = []
  /// The list that is still open, and its key.
  private var open: DefinitionField?

  /// The blocks of a file, in file order.
  static func blocks(of text: String, file: String) throws(DefinitionError) -> [DefinitionBlock] {
    var reader = DefinitionReader(file: file)
    var number = 0
    // By scalar: CR LF is one character of a Swift string and would split nothing.
    for var line in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
      number += 1
      if line.last == "\r" { line = line.dropLast() }
      var scanned = try DefinitionLine(line, file: file, number: number)
      try reader.read(&scanned)
    }
    if let open = reader.open {
      throw DefinitionError(file: file, line: open.line, message: "the list '\(open.key)' is never closed", allowed: [])
    }
    return reader.blocks
  }

  private init(file: String) { self.file = file }

  private mutating func read(_ line: inout DefinitionLine) throws(DefinitionError) {
    if var field = open {
      open = nil
      if try items(&field, &line) { try store(field, line) } else { open = field }
    } else if line.isAtEnd() {
      return
    } else if line.take("[") {
      try header(&line)
    } else {
      try field(&line)
    }
  }

  private mutating func header(_ line: inout DefinitionLine) throws(DefinitionError) {
    let isDouble = line.take("[")
    let name = line.word()
    let isClosed = line.take("]") && (!isDouble || line.take("]"))
    let header = isDouble ? "[[\(name)]]" : "[\(name)]"
    guard isClosed, DefinitionReader.headers.contains(header) else {
      throw line.error("unknown header \(header)", allowed: DefinitionReader.headers)
    }
    try line.end()
    blocks.append(DefinitionBlock(header: header, line: line.number, fields: []))
  }

  private mutating func field(_ line: inout DefinitionLine) throws(DefinitionError) {
    let key = line.word()
    guard !key.isEmpty, line.take("=") else {
      throw line.error(
        "neither a header nor 'key = value'", allowed: DefinitionReader.headers + ["key = value", "# …"])
    }
    var field = DefinitionField(key: key, value: .list([]), line: line.number)
    if line.take("[") {
      if try !items(&field, &line) {
        open = field
        return
      }
    } else if let text = try line.text() {
      field.value = .text(text)
    } else if let number = Int(line.word()), number >= 0 {
      field.value = .number(number)
    } else {
      throw line.error("'\(key)' has no value that is read here", allowed: ["\"a text\"", "12", "[\"a\", \"list\"]"])
    }
    try store(field, line)
    try line.end()
  }

  /// Reads list items to the end of the line; true when the list is closed.
  private func items(_ field: inout DefinitionField, _ line: inout DefinitionLine) throws(DefinitionError) -> Bool {
    guard case .list(var items) = field.value else { return true }
    defer { field.value = .list(items) }
    while !line.isAtEnd() {
      if line.take("]") {
        try line.end()
        return true
      }
      guard let text = try line.text() else { throw line.error("a list holds texts in double quotes") }
      items.append(DefinitionText(text: text, line: line.number))
      if !line.take(",") {
        if line.take("]") {
          try line.end()
          return true
        }
        if !line.isAtEnd() { throw line.error("a comma is missing between the items of a list") }
      }
    }
    return false
  }

  private mutating func store(_ field: DefinitionField, _ line: DefinitionLine) throws(DefinitionError) {
    guard let last = blocks.indices.last else {
      throw line.error("'\(field.key)' stands before the first header", allowed: DefinitionReader.headers)
    }
    if let earlier = blocks[last].fields.first(where: { $0.key == field.key }) {
      throw line.error("'\(field.key)' is given twice, first in line \(earlier.line)")
    }
    blocks[last].fields.append(field)
  }
}
