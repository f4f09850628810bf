/// Which credentials a run uses: the first that is complete.
///
/// `--cloud` or `OS_CLOUD`, then `NBTRACK_TOKEN` or a token command, then `HUAWEICLOUD_SDK_AK`, `HW_ACCESS_KEY`,
/// `OS_ACCESS_KEY`, and at last `OS_AUTH_URL` with a user and a password.
package struct AccountChoice {
  /// What was typed.
  package var cloud: String?
  package var auth: CloudEntry.Choice?
  package var region: String?
  package var tokenCommand: String?
  /// Value of an environment variable; nil when it is not set or empty.
  package var environment: (String) -> String?
  /// The content of a file; nil when there is none.
  package var read: (String) throws(CloudsFile.Fault) -> [UInt8]?

  package init(
    cloud: String? = nil, auth: CloudEntry.Choice? = nil, region: String? = nil, tokenCommand: String? = nil,
    environment: @escaping (String) -> String?, read: @escaping (String) throws(CloudsFile.Fault) -> [UInt8]?
  ) {
    self.cloud = cloud
    self.auth = auth
    self.region = region
    self.tokenCommand = tokenCommand
    self.environment = environment
    self.read = read
  }

  /// The account; nil when there are no credentials at all.
  package func account() throws(CloudsFile.Fault) -> Account? {
    if let name = cloud ?? environment("OS_CLOUD") {
      let file = try CloudsFile(environment: environment, read: read)
      let entry = try file.cloud(name)
      return try CloudEntry.account(entry, name: name, path: file.clouds.path, choice: auth, region: region)
    }
    var found = fromEnvironment()
    if let auth { found = found.filter { $0.credentials.word.hasPrefix(auth.rawValue) } }
    guard var account = found.first else { return nil }
    if auth == nil {
      account.warnings += found.dropFirst().map { "\($0.source) is set as well and not used; --auth chooses" }
    }
    account.region = region ?? account.region
    return account
  }

  /// Credentials of which a part is set, each with what it lacks: `HUAWEICLOUD_SDK_AK is set, HUAWEICLOUD_SDK_SK not`.
  package var halves: [String] {
    let groups = [
      ["HUAWEICLOUD_SDK_AK", "HUAWEICLOUD_SDK_SK"], ["HW_ACCESS_KEY", "HW_SECRET_KEY"],
      ["OS_ACCESS_KEY", "OS_SECRET_KEY"], ["OS_AUTH_URL", "OS_USERNAME", "OS_PASSWORD"],
    ]
    return groups.compactMap { group in
      let present = group.filter { environment($0) != nil || ($0 == "OS_USERNAME" && environment("OS_USER_ID") != nil) }
      let missing = group.filter { !present.contains($0) }
      guard !present.isEmpty, !missing.isEmpty else { return nil }
      let verb = present.count == 1 ? "is set" : "are set"
      return "\(present.joined(separator: ", ")) \(verb), \(missing.joined(separator: ", ")) not"
    }
  }

  private func fromEnvironment() -> [Account] {
    var found: [Account] = []
    if let token = environment("NBTRACK_TOKEN") {
      found.append(openStack(.token(Secret(token)), "NBTRACK_TOKEN"))
    }
    if let tokenCommand { found.append(openStack(.tokenCommand(tokenCommand), "--token-command")) }
    if var account = keys("HUAWEICLOUD_SDK_AK", "HUAWEICLOUD_SDK_SK", token: ["HUAWEICLOUD_SDK_SECURITY_TOKEN"]) {
      account.projectID = environment("HUAWEICLOUD_SDK_PROJECT_ID")
      account.region = environment("HUAWEICLOUD_SDK_REGION") ?? environment("HW_REGION_NAME")
      found.append(account)
    }
    if var account = keys("HW_ACCESS_KEY", "HW_SECRET_KEY", token: ["HW_SECURITY_TOKEN"]) {
      account.region = environment("HW_REGION_NAME")
      account.projectID = environment("HW_PROJECT_ID")
      account.projectName = environment("HW_PROJECT_NAME")
      account.authURL = environment("HW_AUTH_URL")
      found.append(account)
    }
    for (access, secret) in [("OS_ACCESS_KEY", "OS_SECRET_KEY"), ("S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY")] {
      guard let account = keys(access, secret, token: ["OS_SECURITY_TOKEN", "S3_SECURITY_TOKEN"]) else { continue }
      found.append(openStack(account.credentials, account.source))
      break
    }
    if let user = openStackUser() { found.append(openStack(.password(user), "OS_USERNAME and OS_PASSWORD")) }
    return found
  }

  private func keys(_ access: String, _ secret: String, token: [String]) -> Account? {
    guard let accessKey = environment(access), let secretKey = environment(secret) else { return nil }
    let security = token.lazy.compactMap { environment($0) }.first
    return Account(
      credentials: .keys(
        AccessKeys(accessKey: accessKey, secretKey: Secret(secretKey), securityToken: security.map { Secret($0) })),
      source: access)
  }

  private func openStack(_ credentials: Credentials, _ source: String) -> Account {
    var account = Account(credentials: credentials, source: source)
    account.region = environment("OS_REGION_NAME")
    account.projectID = environment("OS_PROJECT_ID") ?? environment("OS_TENANT_ID")
    account.projectName = environment("OS_PROJECT_NAME") ?? environment("OS_TENANT_NAME")
    account.authURL = environment("OS_AUTH_URL")
    account.authorities = environment("OS_CACERT")
    account.interface = environment("OS_INTERFACE") ?? "public"
    return account
  }

  private func openStackUser() -> KeystoneUser? {
    let user = KeystoneName(id: environment("OS_USER_ID"), name: environment("OS_USERNAME"))
    guard let url = environment("OS_AUTH_URL"), !user.isEmpty, let password = environment("OS_PASSWORD") else {
      return nil
    }
    let domain = KeystoneName(id: environment("OS_DOMAIN_ID"), name: environment("OS_DOMAIN_NAME"))
    let userDomain = KeystoneName(
      id: environment("OS_USER_DOMAIN_ID") ?? domain.id, name: environment("OS_USER_DOMAIN_NAME") ?? domain.name)
    let projectDomain = KeystoneName(
      id: environment("OS_PROJECT_DOMAIN_ID") ?? domain.id, name: environment("OS_PROJECT_DOMAIN_NAME") ?? domain.name)
    return KeystoneUser(
      authURL: url, user: user, userDomain: userDomain,
      project: KeystoneName(
        id: environment("OS_PROJECT_ID") ?? environment("OS_TENANT_ID"),
        name: environment("OS_PROJECT_NAME") ?? environment("OS_TENANT_NAME")),
      projectDomain: projectDomain.isEmpty ? userDomain : projectDomain, password: Secret(password))
  }
}
