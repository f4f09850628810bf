import NBBasics

/// What a report consists of, read from a file of `reports/`, which a person can copy and change.
package struct ReportDefinition: Sendable, Hashable {
  /// A section of a report.
  package struct Section: Sendable, Hashable {
    /// The name for `--section` and for CSV file names: lower-case letters, digits and hyphens.
    package var name: String
    /// The heading in the document.
    package var heading: String
    var intro: TOMLText?
    var parts: [PartDefinition]
    var line: Int
  }

  /// The file it was read from, for error messages.
  package var file: String
  /// The name of the report, for `nbreport NAME`: lower-case letters, digits and hyphens.
  package var name: String
  /// The title of the document, with placeholders such as `{week}`.
  package var title: String
  /// The sections, in order.
  package var sections: [Section]
  var titleLine: Int
  var intro: TOMLText?

  /// Reads a definition. `file` is the name used in errors.
  package init(_ text: String, file: String) throws(DefinitionError) {
    let blocks = try ReportDefinition.blocks(of: text, file: file)
    guard let first = blocks.first, first.header == "[report]" else {
      throw DefinitionError(
        file: file, line: blocks.first?.line ?? 1, message: "a definition begins with [report]", allowed: [])
    }
    let fields = try BlockFields(first, allowed: ["name", "title", "intro"], file: file)
    self.file = file
    name = try ReportDefinition.name(fields)
    let title = try fields.requiredText("title")
    self.title = title.text
    titleLine = title.line
    intro = try fields.text("intro")
    sections = []
    for block in blocks.dropFirst() { try add(block) }
    guard !sections.isEmpty else { throw fields.error("a report needs a [[section]]") }
  }

  /// The headers there are.
  static let headers = ["[report]", "[[section]]", "[[section.part]]"]

  private static func blocks(of text: String, file: String) throws(DefinitionError) -> [TOMLBlock] {
    do throws(TOMLFault) { return try TOMLReader.blocks(of: text, headers: headers) } catch {
      throw DefinitionError(error, file: file)
    }
  }

  /// The section of this name, nil if there is none.
  package func section(_ name: String) -> Section? {
    sections.first { $0.name == name }
  }

  private mutating func add(_ block: TOMLBlock) throws(DefinitionError) {
    if block.header == "[[section.part]]" {
      guard let last = sections.indices.last else {
        throw DefinitionError(file: file, line: block.line, message: "a part before the first [[section]]", allowed: [])
      }
      let part = try PartDefinition(block, file: file)
      if let name = part.name,
        let earlier = sections.flatMap(\.parts).compactMap(\.name).first(where: { $0.text == name.text })
      {
        throw DefinitionError(
          file: file, line: name.line, message: "the name '\(name.text)' stands twice, first in line \(earlier.line)",
          allowed: [])
      }
      return sections[last].parts.append(part)
    }
    let fields = try BlockFields(block, allowed: ["name", "heading", "intro"], file: file)
    guard block.header == "[[section]]" else { throw fields.error("[report] stands twice") }
    let name = try ReportDefinition.name(fields)
    if let earlier = section(name) {
      throw fields.error("the section '\(name)' stands twice, first in line \(earlier.line)")
    }
    let heading = try fields.requiredText("heading").text
    sections.append(
      Section(name: name, heading: heading, intro: try fields.text("intro"), parts: [], line: block.line))
  }

  private static func name(_ fields: BlockFields) throws(DefinitionError) -> String {
    let name = try fields.requiredText("name")
    guard isName(name.text) else {
      throw fields.error("'\(name.text)' is no name", line: name.line, allowed: ["lower-case letters, digits, hyphens"])
    }
    return name.text
  }

  /// Whether a text may be a name: lower-case letters, digits, hyphens.
  static func isName(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
        default: false
        }
      }
  }
}
