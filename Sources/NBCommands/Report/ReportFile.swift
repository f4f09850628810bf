import NBReports

/// A report definition, embedded or a user's own file.
struct ReportFile {
  let definition: ReportDefinition
  /// The folder that the SQL files of the definition are looked for in; empty: the working directory.
  let folder: String

  /// A definition that the binary holds.
  struct Embedded {
    let name: String
    fileprivate let bytes: [UInt8]

    /// The definition; a mistake in it is a bug that the tests find.
    func read() throws -> ReportDefinition {
      try ReportFile.read(bytes, file: "reports/\(name).toml")
    }
  }

  /// The reports that the binary holds.
  static let embedded = [
    Embedded(name: "weekly", bytes: PackageResources.weekly_toml),
    Embedded(name: "weekly-details", bytes: PackageResources.weekly_details_toml),
  ]

  /// The embedded report of this name, or the file.
  static func named(_ name: String) throws -> ReportFile {
    if let known = embedded.first(where: { $0.name == name }) {
      return ReportFile(definition: try known.read(), folder: "")
    }
    guard name.hasSuffix(".toml") || name.utf8.contains(UInt8(ascii: "/")) || name == "-" else {
      throw CommandFailure(
        .usage, "there is no report \(name)",
        hint: "The reports: \(embedded.map(\.name).joined(separator: ", ")); a file of your own ends in .toml.")
    }
    let folder = name.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(name[...$0]) } ?? ""
    return ReportFile(definition: try read(try TextFile.read(name), file: name), folder: folder)
  }

  private static func read(_ bytes: [UInt8], file: String) throws -> ReportDefinition {
    do {
      return try ReportDefinition(String(decoding: bytes, as: UTF8.self), file: file)
    } catch {
      throw CommandFailure(error)
    }
  }
}

extension CommandFailure {
  /// A mistake in a definition: file and line, and what would be right.
  init(_ error: DefinitionError) {
    self.init(
      .failed, "\(error.file):\(error.line): \(error.message)",
      hint: error.allowed.isEmpty ? "" : "Allowed: \(error.allowed.joined(separator: ", ")).")
  }
}
