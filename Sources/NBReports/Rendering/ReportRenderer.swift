/// Renders a report from its definition and the answers of a provider. The same answers give the same bytes.
public struct ReportRenderer {
  /// A file of a report.
  public struct File: Sendable, Hashable {
    /// The name without a folder, such as `start-latency.csv`.
    public var name: String
    /// The contents.
    public var bytes: [UInt8]

    /// A file.
    public init(name: String, bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }

  private let definition: ReportDefinition
  private let answers: ReportAnswers

  /// A renderer. Each question is asked at most once, when the first part needs it.
  public init(_ definition: ReportDefinition, provider: any ReportProvider) {
    self.definition = definition
    answers = ReportAnswers(provider, file: definition.file)
  }

  /// The report, or one section of it, as Markdown. Throws ``DefinitionError`` for a mistake in the definition that
  /// shows only against the answers, or for an unknown section, and what the provider throws.
  public func markdown(section name: String? = nil) throws -> [UInt8] {
    let report = MarkdownReport(definition: definition, answers: answers)
    let text = if let name { try report.section(try section(name)) } else { try report.document() }
    return Array(text.utf8)
  }

  /// One section as CSV in machine units. Throws as ``markdown(section:)`` does.
  public func csv(section name: String, writer: CSVWriter = CSVWriter()) throws -> [UInt8] {
    try CSVReport(answers: answers, writer: writer).section(try section(name))
  }

  /// Every section as a CSV file, in order.
  public func csvFiles(writer: CSVWriter = CSVWriter()) throws -> [File] {
    try definition.sections.map { File(name: "\($0.name).csv", bytes: try csv(section: $0.name, writer: writer)) }
  }

  private func section(_ name: String) throws(DefinitionError) -> ReportDefinition.Section {
    guard let section = definition.section(name) else {
      throw DefinitionError(
        file: definition.file, line: 1, message: "the report has no section '\(name)'",
        allowed: definition.sections.map(\.name))
    }
    return section
  }
}
