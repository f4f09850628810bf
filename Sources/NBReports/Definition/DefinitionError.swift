import NBBasics

/// A mistake in a report definition: where it is, what is wrong, and what would be right.
public struct DefinitionError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file, as the caller named it.
  public var file: String
  /// The line, from 1.
  public var line: Int
  /// What is wrong, in a few words.
  public var message: String
  /// What would be right; empty when the message says so itself.
  public var allowed: [String]

  /// `reports/weekly.toml:12: unknown key 'colums'; allowed are: columns, empty, …`
  public var description: String {
    let hint = allowed.isEmpty ? "" : "; allowed are: \(allowed.joined(separator: ", "))"
    return "\(file):\(line): \(message)\(hint)"
  }
}

extension DefinitionError {
  /// A mistake in the syntax of a file.
  init(_ fault: TOMLFault, file: String) {
    self.init(file: file, line: fault.line, message: fault.message, allowed: fault.allowed)
  }
}
