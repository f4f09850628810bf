/// What a watcher shows to be let in.
package enum Credentials: Sendable {
  /// A Keystone user with a password.
  case password(KeystoneUser)
  /// A Keystone application credential: bound to its project.
  case application(id: String, secret: Secret, authURL: String)
  /// Access key and secret key, every request signed.
  case keys(AccessKeys)
  /// A token from another tool, used as long as it lasts.
  case token(Secret)
  /// A command that prints a token.
  case tokenCommand(String)

  /// The word of `--auth` and of the log lines.
  package var word: String {
    switch self {
    case .password: "password"
    case .application: "application"
    case .keys: "aksk"
    case .token: "token"
    case .tokenCommand: "token-command"
    }
  }
}

/// An access key with its secret.
package struct AccessKeys: Sendable {
  package var accessKey: String
  package var secretKey: Secret
  /// With temporary keys.
  package var securityToken: Secret?

  package init(accessKey: String, secretKey: Secret, securityToken: Secret? = nil) {
    self.accessKey = accessKey
    self.secretKey = secretKey
    self.securityToken = securityToken
  }
}

/// A name or an id; the id counts where both are given.
package struct KeystoneName: Sendable, Equatable {
  package var id: String?
  package var name: String?

  package init(id: String? = nil, name: String? = nil) {
    self.id = id
    self.name = name
  }

  package var isEmpty: Bool { id == nil && name == nil }
}

/// A Keystone user, and the project to be let into.
package struct KeystoneUser: Sendable {
  /// As configured: with or without `/v3`.
  package var authURL: String
  package var user: KeystoneName
  package var userDomain: KeystoneName
  package var project: KeystoneName
  package var projectDomain: KeystoneName
  package var password: Secret

  package init(
    authURL: String, user: KeystoneName, userDomain: KeystoneName, project: KeystoneName, projectDomain: KeystoneName,
    password: Secret
  ) {
    self.authURL = authURL
    self.user = user
    self.userDomain = userDomain
    self.project = project
    self.projectDomain = projectDomain
    self.password = password
  }
}

/// Credentials and what came along with them: where and which project.
package struct Account: Sendable {
  package var credentials: Credentials
  /// Where they were found, for the log line: `cloud otc of clouds.yaml`, `HUAWEICLOUD_SDK_AK`.
  package var source: String
  package var region: String?
  package var projectID: String?
  package var projectName: String?
  /// Of the identity service, as configured.
  package var authURL: String?
  package var endpoint: String?
  /// A file of certificate authorities.
  package var authorities: String?
  /// Which endpoint of the catalogue: public, internal, admin.
  package var interface = "public"
  /// What is worth a line: credentials that were found as well and not used.
  package var warnings: [String] = []

  package init(credentials: Credentials, source: String) {
    self.credentials = credentials
    self.source = source
  }
}
