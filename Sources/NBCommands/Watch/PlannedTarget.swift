import NBCollector

/// A target with all that was chosen for it, before it is watched.
struct PlannedTarget: Sendable {
  var target: Target
  var account: Account
  var rates: Rates
  /// Whether plain http is allowed beyond this machine.
  var allowsPlainHTTP = false

  /// Requests may go there.
  func allows(_ origin: Origin) -> Bool { origin.isEncrypted || origin.isLoopback || allowsPlainHTTP }
}

extension Account {
  /// With what was typed instead of what the credentials say.
  func choosing(
    projectID: String?, projectName: String?, authURL: String?, endpoint: String?, authorities: String?
  ) -> Account {
    var account = self
    account.projectID = projectID ?? account.projectID
    account.projectName = projectName ?? account.projectName
    account.authURL = authURL ?? account.authURL
    account.endpoint = endpoint ?? account.endpoint
    account.authorities = authorities ?? account.authorities
    if case .password(var user) = account.credentials {
      if projectID != nil || projectName != nil { user.project = KeystoneName(id: projectID, name: projectName) }
      if let authURL { user.authURL = authURL }
      account.credentials = .password(user)
    }
    return account
  }
}
