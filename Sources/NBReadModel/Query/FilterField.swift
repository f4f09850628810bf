import NBProjections

/// What narrows a question: `--flavor v100`. The raw value is the name in headers and parameters.
package enum FilterField: String, CaseIterable, Sendable {
  case flavor
  case flavorClass = "flavor_class"
  case image
  case kind
  case origin
  case workspace
  case user
  case region
  case project

  /// The name on the command line and in report definitions.
  package var option: String { String(rawValue.map { $0 == "_" ? "-" : $0 }) }

  /// Whether the rows have it.
  package func narrows(_ rows: ChosenRows) -> Bool {
    switch self {
    case .kind, .origin: rows == .attempt
    default: true
    }
  }

  /// All values that it takes; nil where the log decides.
  package var words: [String]? {
    switch self {
    case .flavorClass: FlavorClass.allCases.map(\.rawValue)
    case .kind: StartKind.allCases.map(\.word)
    case .origin: AttemptOrigin.allCases.map(\.word)
    default: nil
    }
  }

  /// The SQL condition that a row has this value.
  func condition(_ value: String) -> String {
    let literal = SQLLiteral.text(value)
    return switch self {
    case .image: "\(literal) IN (image_id, image_id || ':' || image_tag, image_name)"
    case .workspace: "workspace_id = \(literal)"
    case .user: "user_name = \(literal)"
    case .project: "project_id = \(literal)"
    default: "\(rawValue) = \(literal)"
    }
  }
}

/// Values as they stand in the text of a statement; a view cannot have parameters.
enum SQLLiteral {
  static func text(_ value: String) -> String {
    "'" + value.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }
}
