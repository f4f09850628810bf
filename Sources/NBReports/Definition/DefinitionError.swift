import NBBasics

/// A mistake in a report definition: where it is, what is wrong, and what would be right.
package struct DefinitionError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file, as the caller named it.
  package var file: String
  /// The line, from 1.
  package var line: Int
  /// What is wrong, in a few words.
  package var message: String
  /// What would be right; empty when the message says so itself.
  package var allowed: [String]

  /// `reports/weekly.toml:12: unknown key 'colums'; allowed are: columns, empty, …`
  package var description: String {
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
