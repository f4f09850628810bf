import NBBasics

/// Renders a report from its definition and the answers of a provider. The same answers give the same bytes.
package struct ReportRenderer {
  /// A file of a report.
  package struct File: Sendable, Hashable {
    /// The name without a folder, such as `start-latency.csv`.
    package var name: String
    /// The contents.
    package var bytes: [UInt8]

    /// A file.
    package init(name: String, bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }

  private let definition: ReportDefinition
  private let answers: ReportAnswers

  /// A renderer. Each question is asked at most once, when the first part needs it.
  package init(_ definition: ReportDefinition, provider: any ReportProvider) {
    self.definition = definition
    answers = ReportAnswers(provider, file: definition.file)
  }

  /// The report, or one section of it without the head, as a document that every form is made from. Throws
  /// ``DefinitionError`` for a mistake in the definition that shows only against the answers, or for an unknown
  /// section, and what the provider throws.
  package func document(section name: String? = nil) throws -> Document {
    var document = Document(year: answers.context.year)
    if let name {
      guard let section = definition.section(name) else {
        throw DefinitionError(
          file: definition.file, line: 1, message: "the report has no section '\(name)'",
          allowed: definition.sections.map(\.name))
      }
      document.sections = [try self.section(section)]
      return document
    }
    document.head = [.heading(1, try answers.phrase(definition.title, line: definition.titleLine))]
    if let intro = definition.intro { document.head.append(try paragraph(intro)) }
    // A section that nobody asked for has nothing but its heading.
    document.sections = try definition.sections.map { try section($0) }.filter { $0.blocks.count > 1 }
    return document
  }

  /// The report, or one section of it, as Markdown. Throws as ``document(section:)`` does.
  package func markdown(section name: String? = nil) throws -> [UInt8] {
    MarkdownRenderer().render(try document(section: name))
  }

  /// Every table as a CSV file, in order.
  package func csvFiles(writer: CSVWriter = CSVWriter()) throws -> [File] {
    let renderer = CSVRenderer(writer)
    return try document().sections.flatMap(\.data).map { File(name: "\($0.name).csv", bytes: renderer.bytes($0.table)) }
  }

  private func section(_ section: ReportDefinition.Section) throws -> Document.Section {
    var blocks: [Block] = [.heading(2, try answers.phrase(section.heading, line: section.line))]
    var data: [Document.NamedTable] = []
    if let intro = section.intro { blocks.append(try paragraph(intro)) }
    for (place, part) in section.parts.enumerated() {
      let content = try PartContent(
        part, answers, usualName: section.parts.count == 1 ? section.name : "\(section.name)-\(place + 1)")
      // The title of a picture is its question, and stands in it.
      if let title = part.title, !part.show.isPicture, !content.blocks.isEmpty {
        blocks.append(.heading(3, try answers.phrase(title, line: part.line)))
      }
      blocks += content.blocks
      data += content.data
    }
    return Document.Section(name: section.name, blocks: blocks, data: data)
  }

  private func paragraph(_ text: TOMLText) throws -> Block {
    .paragraph(try answers.phrase(text.text, line: text.line))
  }
}
