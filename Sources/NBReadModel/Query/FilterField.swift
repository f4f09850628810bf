import NBProjections

/// What narrows a question: `--flavor v100`. The raw value is the name in headers and parameters.
package enum FilterField: String, CaseIterable, Sendable {
  case instance
  case flavor
  case flavorClass = "flavor_class"
  case image
  case kind
  case origin
  case outcome
  case workspace
  case user
  case region
  case project

  /// The name on the command line and in report definitions.
  package var option: String { String(rawValue.map { $0 == "_" ? "-" : $0 }) }

  /// Whether the rows have it.
  package func narrows(_ rows: ChosenRows) -> Bool {
    switch self {
    case .kind, .origin, .outcome: rows == .attempt
    default: true
    }
  }

  /// All values that it takes; nil where the log decides.
  package var words: [String]? {
    switch self {
    case .flavorClass: FlavorClass.allCases.map(\.rawValue)
    case .kind: StartKind.allCases.map(\.word)
    case .origin: AttemptOrigin.allCases.map(\.word)
    case .outcome: AttemptOutcome.allCases.map(\.word)
    default: nil
    }
  }

  /// What a text may mean, the most exact reading first, as SQL conditions of which the first with a row counts.
  func conditions(_ text: String) -> [String] {
    let literal = SQLLiteral.text(text)
    switch self {
    case .flavor:
      // `v100` and `vm.gpu.v100` are ends of `modelarts.vm.gpu.v100`.
      return [
        "flavor = \(literal)",
        "substr(flavor, -\(text.unicodeScalars.count + 1)) = \(SQLLiteral.text("." + text)) COLLATE NOCASE",
      ]
    case .image:
      let forms = "(image_id, image_id || ':' || image_tag, image_name, image_name || ':' || image_tag)"
      return ["\(literal) IN \(forms)", "\(literal) COLLATE NOCASE IN \(forms)"]
    case .flavorClass, .kind, .origin, .outcome: return ["\(rawValue) = \(literal)"]
    case .instance, .workspace, .user, .region, .project:
      return ["\(label) = \(literal)", "\(label) = \(literal) COLLATE NOCASE"]
    }
  }

  /// What a row shows of it, in SQL.
  var label: String {
    switch self {
    case .instance: "notebook_id"
    case .image: "coalesce(image_name || coalesce(':' || image_tag, ''), image_id)"
    case .workspace: "workspace_id"
    case .user: "user_name"
    case .project: "project_id"
    default: rawValue
    }
  }
}

/// Values as they stand in the text of a statement; a view cannot have parameters.
enum SQLLiteral {
  static func text(_ value: String) -> String {
    "'" + value.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }
}
