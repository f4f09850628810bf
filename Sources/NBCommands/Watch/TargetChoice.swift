import NBCollector

/// What is wished for a target, from the command line or from a file.
struct TargetChoice: Equatable {
  var cloud: String?
  var auth: CloudEntry.Choice?
  var region: String?
  var projectID: String?
  var project: String?
  var endpoint: String?
  var authURL: String?
  var allUsers = false
  var features: [String] = []
  var workspaces: [String] = []
  var tokenCommand: String?
  var authorities: String?
  var labelRegion: String?
  var labelProject: String?
  var allowsPlainHTTP = false

  /// Words between commas.
  static func split(_ text: String?) -> [String] {
    (text ?? "").split(separator: ",").map { String($0.filter { $0 != " " }) }.filter { !$0.isEmpty }
  }

  /// The target itself: one list for each feature in each workspace.
  func target(named name: String, isSingle: Bool) -> Target {
    let features: [String?] = features.isEmpty ? [nil] : features
    let workspaces: [String?] = workspaces.isEmpty ? [nil] : workspaces
    var target = Target(
      name: name,
      filters: features.flatMap { feature in workspaces.map { Target.Filter(feature: feature, workspace: $0) } })
    target.includesAllUsers = allUsers
    target.isSingle = isSingle
    target.regionLabel = labelRegion
    target.projectLabel = labelProject
    return target
  }

  /// An account with what was chosen instead of what the credentials say.
  func applied(to account: Account) -> Account {
    account.choosing(
      projectID: projectID, projectName: project, authURL: authURL, endpoint: endpoint,
      authorities: authorities ?? SecretFiles.environment("OS_CACERT"))
  }
}
