/// The syntax of files that people write by hand, report definitions and `watch.toml`: a line-based part of TOML 1.0.
///
/// A line is blank, a comment (`# …`), a header (`[report]`, `[[section]]`, `[[section.part]]`) or `key = value`; a
/// value is a text in double quotes, a whole number, true, false, or a list of texts in brackets, which may go over
/// several lines. Every such file is TOML with the same meaning, so that editors and other tools read it; what TOML has
/// beyond this is refused.
package struct TOMLReader {
  private let headers: [String]
  private var blocks: [TOMLBlock]
  /// The list that is still open, and its key.
  private var open: TOMLField?

  /// The blocks of a file, in file order.
  ///
  /// - Parameters:
  ///   - headers: those there may be, with their brackets.
  ///   - hasTop: whether keys may stand before the first header; then they are the first block, with an empty header.
  package static func blocks(
    of text: String, headers: [String], hasTop: Bool = false
  ) throws(TOMLFault) -> [TOMLBlock] {
    var reader = TOMLReader(headers: headers, blocks: hasTop ? [TOMLBlock(header: "", line: 1)] : [])
    var number = 0
    // By scalar: CR LF is one character of a Swift string and would split nothing.
    for var line in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
      number += 1
      if line.last == "\r" { line = line.dropLast() }
      var scanned = try TOMLLine(line, number: number)
      try reader.read(&scanned)
    }
    if let open = reader.open { throw TOMLFault(line: open.line, "the list '\(open.key)' is never closed") }
    return reader.blocks
  }

  private init(headers: [String], blocks: [TOMLBlock]) {
    self.headers = headers
    self.blocks = blocks
  }

  private mutating func read(_ line: inout TOMLLine) throws(TOMLFault) {
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

  private mutating func header(_ line: inout TOMLLine) throws(TOMLFault) {
    let isDouble = line.take("[")
    let name = line.word()
    let isClosed = line.take("]") && (!isDouble || line.take("]"))
    let header = isDouble ? "[[\(name)]]" : "[\(name)]"
    guard isClosed, headers.contains(header) else {
      throw line.error("unknown header \(header)", allowed: headers)
    }
    try line.end()
    blocks.append(TOMLBlock(header: header, line: line.number))
  }

  private mutating func field(_ line: inout TOMLLine) throws(TOMLFault) {
    let key = line.word()
    guard !key.isEmpty, line.take("=") else {
      throw line.error(
        "neither a header nor 'key = value'", allowed: headers + ["key = value", "# …"])
    }
    var field = TOMLField(key: key, value: .list([]), line: line.number)
    if line.take("[") {
      if try !items(&field, &line) {
        open = field
        return
      }
    } else if let text = try line.text() {
      field.value = .text(text)
    } else {
      field.value = try word(of: key, &line)
    }
    try store(field, line)
    try line.end()
  }

  private func word(of key: String, _ line: inout TOMLLine) throws(TOMLFault) -> TOMLValue {
    switch line.word() {
    case "true": return .flag(true)
    case "false": return .flag(false)
    case let word:
      if let number = Int(word), number >= 0 { return .number(number) }
      throw line.error(
        "'\(key)' has no value that is read here",
        allowed: ["\"a text\"", "12", "true", "false", "[\"a\", \"list\"]"])
    }
  }

  /// Reads list items to the end of the line; true when the list is closed.
  private func items(_ field: inout TOMLField, _ line: inout TOMLLine) throws(TOMLFault) -> Bool {
    guard case .list(var items) = field.value else { return true }
    defer { field.value = .list(items) }
    while !line.isAtEnd() {
      if line.take("]") {
        try line.end()
        return true
      }
      guard let text = try line.text() else { throw line.error("a list holds texts in double quotes") }
      items.append(TOMLText(text: text, line: line.number))
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

  private mutating func store(_ field: TOMLField, _ line: TOMLLine) throws(TOMLFault) {
    guard let last = blocks.indices.last else {
      throw line.error("'\(field.key)' stands before the first header", allowed: headers)
    }
    if let earlier = blocks[last].field(field.key) {
      throw line.error("'\(field.key)' is given twice, first in line \(earlier.line)")
    }
    blocks[last].fields.append(field)
  }
}
