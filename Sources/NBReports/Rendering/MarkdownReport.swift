/// A report as one Markdown document that also reads well as plain text.
struct MarkdownReport {
  let definition: ReportDefinition
  let answers: ReportAnswers

  /// The whole document: title, introduction, every section.
  func document() throws -> String {
    let title = try answers.filled(definition.title, line: definition.titleLine, isMarkdown: true)
    var pieces = ["# \(title)\n"]
    if let intro = definition.intro { pieces.append(try paragraph(intro)) }
    for section in definition.sections { pieces.append(try self.section(section)) }
    return pieces.joined(separator: "\n")
  }

  /// One section with its heading.
  func section(_ section: ReportDefinition.Section) throws -> String {
    var pieces = ["## \(try answers.filled(section.heading, line: section.line, isMarkdown: true))\n"]
    if let intro = section.intro { pieces.append(try paragraph(intro)) }
    for part in section.parts {
      if let title = part.title {
        pieces.append("### \(try answers.filled(title, line: part.line, isMarkdown: true))\n")
      }
      pieces.append(try text(part))
    }
    return pieces.joined(separator: "\n")
  }

  private func paragraph(_ text: DefinitionText) throws -> String {
    Paragraph.lines(try answers.filled(text.text, line: text.line, isMarkdown: true))
  }

  private func text(_ part: PartDefinition) throws -> String {
    switch try PartContent(part, answers) {
    case .table(let part): try part.markdown(answers)
    case .bars(let part): try part.markdown(answers)
    case .timeline(let part): try part.markdown(answers)
    case .summary(let figures):
      // A line each, however long: a reader in a hurry gets ten lines, not ten paragraphs.
      SummarySentences.lines(figures, style: .markdown).map { "- \($0)\n" }.joined()
    case .paragraph(let text): Paragraph.lines(text)
    case .pairs(let pairs, _):
      pairs.map { pair in
        Paragraph.lines(
          "**\(MarkdownText.escaped(pair.term))**: \(MarkdownText.escaped(pair.meaning))", first: "- ", indent: 2)
      }.joined()
    case .nothingBefore: "The log does not reach back to the week before.\n"
    }
  }
}
