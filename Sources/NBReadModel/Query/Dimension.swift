/// What rows can be grouped by: `--by flavor,kind`.
public enum Dimension: String, CaseIterable, Sendable {
  case flavor
  case flavorClass = "flavor_class"
  case image
  case imageName = "image_name"
  case kind
  case day
  case week
  case workspace
  case user
  case pool
  case region
  case project
  case failedStep = "failed_step"
  case instance

  /// The columns that the dimension adds, as they are named in the output.
  public var columns: [String] {
    switch self {
    case .image: ["image_id", "image_tag"]
    case .user: ["user_name"]
    case .workspace: ["workspace_id"]
    case .pool: ["pool_id"]
    case .project: ["project_id"]
    case .instance: ["region", "project_id", "notebook_id"]
    default: [rawValue]
    }
  }
}
