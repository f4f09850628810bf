/// What rows can be grouped by: `--by flavor,kind`.
package enum Dimension: String, CaseIterable, Sendable {
  case flavor
  case flavorClass = "flavor_class"
  case image
  case imageName = "image_name"
  case kind
  case hour
  case day
  case week
  case workspace
  case user
  case pool
  case region
  case project
  case failedStep = "failed_step"
  case instance

  /// The columns that the dimension adds, as they are named in the output. Of exposure an instance is one column.
  package func columns(of rows: ChosenRows) -> [QueryColumn] {
    switch self {
    case .image: [QueryColumn("image_id", .identifier), QueryColumn("image_tag", .text)]
    case .user: [QueryColumn("user_name", .text)]
    case .workspace: [QueryColumn("workspace_id", .identifier)]
    case .pool: [QueryColumn("pool_id", .identifier)]
    case .project: [QueryColumn("project_id", .identifier)]
    case .flavor, .region: [QueryColumn(rawValue, .identifier)]
    case .failedStep: [QueryColumn(rawValue, .number)]
    case .instance where rows == .exposure: [QueryColumn("instance", .identifier, isKey: true)]
    case .instance:
      [
        QueryColumn("region", .identifier), QueryColumn("project_id", .identifier),
        QueryColumn("notebook_id", .identifier, isKey: true),
      ]
    default: [QueryColumn(rawValue, .text)]
    }
  }

  /// The columns that tell its groups apart, and order them.
  func keys(of rows: ChosenRows) -> [String] {
    self == .instance && rows == .exposure
      ? ["notebook_id", "region", "project_id"] : columns(of: rows).map(\.name)
  }

  /// Whether its groups are times, which come in the order of time.
  package var isTime: Bool { [.hour, .day, .week].contains(self) }

  /// Whether every query about such rows takes it; others say `also` in their header.
  func groups(_ rows: ChosenRows) -> Bool {
    switch self {
    case .failedStep: false
    case .kind: rows == .attempt
    case .hour, .day, .week: rows != .instance
    default: true
    }
  }
}
